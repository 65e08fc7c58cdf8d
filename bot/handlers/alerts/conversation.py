"""A reply of staff to a card goes to the person, whose answer comes back under the card."""

from bot.context import Turn
from bot.domain.reading.explain import read
from bot.handlers.alerts.permissions import record_unauthorised_press, refuse_press
from bot.handlers.privacy import consent
from bot.handlers.router import Router
from bot.services.alerts.actions import UnknownAlert, alert_for_staff
from bot.services.alerts.conversation import (
    FLOW,
    MessageBody,
    NobodyToTell,
    resume_interrupted_dialog,
    send_to_clinic,
    send_to_person,
)
from bot.texts.alerts import cards, lists
from bot.texts.alerts import conversation as texts
from db.enums import GroupKind, Wish
from db.queries.alerts.cards import alerts_of_message

router = Router(__name__)


async def take_staff_reply(turn: Turn) -> bool:
    """Whether this was a reply of staff to a message about an alert, or an attempt at one."""
    if turn.group is not None and turn.group.kind != GroupKind.STAFF:
        return False
    if turn.is_private and turn.me.staff is None:
        return False
    found = await _replied_to(turn)
    if not found:
        return False
    if turn.speaker is None or turn.me.staff is None:
        record_unauthorised_press(turn, found[0])
        return True
    if len(set(found)) > 1:
        turn.say(lists.which_alert())
    else:
        await _send_to_person(turn, turn.me.staff.id, found[0])
    return True


async def take_person_reply(turn: Turn) -> bool:
    """Whether this was a person's reply to a message of the clinic, whatever dialogue is open."""
    found = await _replied_to(turn, texts.from_clinic.name)
    if not found or turn.me.staff is not None:
        return False
    await _send_to_clinic(turn, found[0])
    return True


async def forward_answer_with_danger(turn: Turn) -> None:
    """Send an answer to the clinic even if it was handled already because of danger in it."""
    if turn.message is None or turn.update.edited_message is not None:
        return
    found = await _replied_to(turn, texts.from_clinic.name)
    waiting = turn.me.waiting
    if not found and (waiting is None or waiting.flow != FLOW):
        return
    alert_id = found[0] if found else int(waiting.data["alert"]) if waiting else 0
    await send_to_clinic(
        turn.session, turn.me.account_id, alert_id, _message_body(turn), now=turn.now
    )


@router.flow(FLOW)
async def take_answer(turn: Turn) -> None:
    """The next message after one of the clinic is taken as the answer to it."""
    waiting = turn.me.waiting
    assert waiting is not None
    if read(turn.text).wish is Wish.STOP:
        return await consent.ask_to_stop(turn)
    await _send_to_clinic(turn, int(waiting.data["alert"]))
    if waiting.data.get("before"):
        turn.me.waiting = resume_interrupted_dialog(
            turn.session, turn.me.account_id, waiting.data, now=turn.now
        )


def resume_dialog_for_press(turn: Turn) -> None:
    """A pressed button belongs to the dialogue that was open before the clinic wrote."""
    if turn.speaker is None or (waiting := turn.me.waiting) is None or waiting.flow != FLOW:
        return
    if waiting.data.get("before"):
        turn.me.waiting = resume_interrupted_dialog(
            turn.session, turn.me.account_id, waiting.data, now=turn.now
        )


async def _send_to_person(turn: Turn, staff_id: int, alert_id: int) -> None:
    body = _message_body(turn)
    try:
        alert = await alert_for_staff(turn.session, staff_id, alert_id)
    except UnknownAlert:
        record_unauthorised_press(turn, alert_id)
        return turn.say(cards.unknown_alert())
    if body == MessageBody():
        return turn.say(texts.words_or_voice())
    try:
        await send_to_person(turn.session, alert, staff_id, body, now=turn.now)
    except NobodyToTell:
        return refuse_press(turn, texts.nobody_to_tell(code=alert.code))
    return turn.say(texts.passed_to_person(code=alert.code))


async def _send_to_clinic(turn: Turn, alert_id: int) -> None:
    body = _message_body(turn)
    if body == MessageBody():
        return turn.say(texts.words_or_voice())
    await send_to_clinic(turn.session, turn.me.account_id, alert_id, body, now=turn.now)
    return turn.say(texts.passed_to_clinic())


async def _replied_to(turn: Turn, template: str | None = None) -> list[int]:
    """The alerts that the replied-to message was about."""
    message = turn.message
    replied = message.reply_to_message if message is not None else None
    if message is None or replied is None or turn.update.edited_message is not None:
        return []
    rows = await alerts_of_message(turn.session, message.chat.id, replied.message_id)
    return [alert_id for alert_id, said in rows if template in (None, said)]


def _message_body(turn: Turn) -> MessageBody:
    voice = turn.message.voice if turn.message else None
    return MessageBody(" ".join(turn.text.split()), voice.file_id if voice else None)
