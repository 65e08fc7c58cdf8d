"""A reply of staff to a card goes to the person, whose answer comes back under the card."""

from dataclasses import dataclass

from bot.context import Turn
from bot.domain.reading.explain import read
from bot.handlers.access.alerts import alert_of_person, alert_of_responder
from bot.handlers.access.rules import Refused, refuse
from bot.handlers.privacy import consent
from bot.handlers.router import Router
from bot.services.alerts.conversation import (
    AlertConversationDialog,
    MessageBody,
    NobodyToTell,
    resume_interrupted_dialog,
    send_to_clinic,
    send_to_person,
)
from bot.texts.alerts import conversation as texts
from bot.texts.alerts import lists
from db.enums import GroupKind, Wish
from db.models import Alert
from db.queries.alerts.cards import alerts_of_message

router = Router(__name__)


@dataclass(frozen=True, slots=True)
class AlertReply:
    """The alert whose card was replied to."""

    alert: int


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
        refuse(turn, Refused(None, ("alert", found[0])), tried="reply")
    elif len(set(found)) > 1:
        turn.say(lists.which_alert())
    else:
        await _send_to_person(turn, AlertReply(found[0]))
    return True


async def take_person_reply(turn: Turn) -> bool:
    """Whether this was a person's reply to a message of the clinic, whatever dialogue is open."""
    found = await _replied_to(turn, texts.from_clinic.name)
    if not found or turn.me.staff is not None:
        return False
    alert = await alert_of_person(turn, AlertReply(found[0]))
    if isinstance(alert, Refused):
        refuse(turn, alert, tried="reply")
    else:
        await _send_to_clinic(turn, alert.id)
    return True


async def forward_answer_with_danger(turn: Turn) -> None:
    """Send an answer to the clinic even if it was handled already because of danger in it."""
    if turn.message is None or turn.update.edited_message is not None:
        return
    found = await _replied_to(turn, texts.from_clinic.name)
    dialog = turn.dialog_of(AlertConversationDialog)
    named = AlertReply(found[0]) if found else dialog
    if named is None:
        return
    alert = await alert_of_person(turn, named)
    if isinstance(alert, Alert):
        await send_to_clinic(
            turn.session, turn.me.account_id, alert.id, _message_body(turn), now=turn.now
        )


@router.dialog(AlertConversationDialog, access=alert_of_person)
async def take_answer(turn: Turn, dialog: AlertConversationDialog, alert: Alert) -> None:
    """The next message after one of the clinic is taken as the answer to it."""
    if read(turn.text).wish is Wish.STOP:
        return await consent.ask_to_stop(turn)
    await _send_to_clinic(turn, alert.id)
    return _resume(turn, dialog)


def resume_dialog_for_press(turn: Turn) -> None:
    """A pressed button belongs to the dialogue that was open before the clinic wrote."""
    if (dialog := turn.dialog_of(AlertConversationDialog)) is not None:
        _resume(turn, dialog)


def _resume(turn: Turn, dialog: AlertConversationDialog) -> None:
    if dialog.before is not None:
        turn.me.dialog = resume_interrupted_dialog(
            turn.session, turn.me.account_id, dialog, now=turn.now
        )


async def _send_to_person(turn: Turn, reply: AlertReply) -> None:
    alert, body = await alert_of_responder(turn, reply), _message_body(turn)
    if isinstance(alert, Refused):
        return refuse(turn, alert, tried="reply")
    if body == MessageBody():
        return turn.say(texts.words_or_voice())
    try:
        await send_to_person(turn.session, alert, turn.staff.id, body, now=turn.now)
    except NobodyToTell:
        return turn.refuse(texts.nobody_to_tell(code=alert.code))
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
