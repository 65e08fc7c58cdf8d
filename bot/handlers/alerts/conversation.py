"""A reply to a card goes to the person; what they answer comes back under the card."""

from bot.context import Turn
from bot.domain.reading.explain import read
from bot.handlers.alerts.permissions import refuse, trace
from bot.handlers.privacy import consent
from bot.services.alerts import NobodyToTell, UnknownAlert, alert_for
from bot.services.alerts.conversation import FLOW, Words, answered, resume, speak
from db.enums import GroupKind, Wish
from db.queries.alerts.cards import alerts_under

FROM_CLINIC = "alerts.from_clinic"


async def staff_replied(turn: Turn) -> bool:
    """Whether this was a reply of the clinic's to something about an alert."""
    if turn.group is not None and turn.group.kind != GroupKind.STAFF:
        return False
    if turn.is_private and turn.me.staff is None:
        return False
    found = await _replied_to(turn)
    if not found:
        return False
    if turn.speaker is None or turn.me.staff is None:
        trace(turn, found[0])
        return True
    if len(set(found)) > 1:
        turn.say("alerts.which")
    else:
        await _speak(turn, turn.me.staff.id, found[0])
    return True


async def person_replied(turn: Turn) -> bool:
    """Whether this was a person's reply to words of the clinic, whatever else waits for them."""
    found = await _replied_to(turn, FROM_CLINIC)
    if not found or turn.me.staff is not None:
        return False
    await _answer(turn, found[0])
    return True


async def heard(turn: Turn) -> None:
    """Danger was heard in it, and it is answered; the clinic gets the words themselves, too."""
    if turn.message is None or turn.update.edited_message is not None:
        return
    found = await _replied_to(turn, FROM_CLINIC)
    waiting = turn.me.waiting
    if not found and (waiting is None or waiting.flow != FLOW):
        return
    alert_id = found[0] if found else int(waiting.data["alert"]) if waiting else 0
    await answered(turn.session, turn.me.account_id, alert_id, _words(turn), now=turn.now)


async def person_answered(turn: Turn) -> None:
    """The next words after the clinic's own."""
    waiting = turn.me.waiting
    assert waiting is not None
    if read(turn.text).wish is Wish.STOP:
        return await consent.stop(turn)
    await _answer(turn, int(waiting.data["alert"]))
    if waiting.data.get("before"):
        turn.me.waiting = resume(turn.session, turn.me.account_id, waiting.data, now=turn.now)


def step_aside(turn: Turn) -> None:
    """A press is meant for what was asked before the clinic wrote."""
    if turn.speaker is None or (waiting := turn.me.waiting) is None or waiting.flow != FLOW:
        return
    if waiting.data.get("before"):
        turn.me.waiting = resume(turn.session, turn.me.account_id, waiting.data, now=turn.now)


async def _speak(turn: Turn, staff_id: int, alert_id: int) -> None:
    words = _words(turn)
    try:
        alert = await alert_for(turn.session, staff_id, alert_id)
    except UnknownAlert:
        trace(turn, alert_id)
        return turn.say("alerts.unknown")
    if words == Words():
        return turn.say("alerts.words_or_voice")
    try:
        await speak(turn.session, alert, staff_id, words, now=turn.now)
    except NobodyToTell:
        return refuse(turn, "alerts.nobody_to_tell", code=alert.code)
    return turn.say("alerts.passed_to_person", code=alert.code)


async def _answer(turn: Turn, alert_id: int) -> None:
    words = _words(turn)
    if words == Words():
        return turn.say("alerts.words_or_voice")
    await answered(turn.session, turn.me.account_id, alert_id, words, now=turn.now)
    return turn.say("alerts.passed_to_clinic")


async def _replied_to(turn: Turn, template: str | None = None) -> list[int]:
    """The alerts that the message this one replies to was about."""
    message = turn.message
    replied = message.reply_to_message if message is not None else None
    if message is None or replied is None or turn.update.edited_message is not None:
        return []
    rows = await alerts_under(turn.session, message.chat.id, replied.message_id)
    return [alert_id for alert_id, said in rows if template in (None, said)]


def _words(turn: Turn) -> Words:
    voice = turn.message.voice if turn.message else None
    return Words(" ".join(turn.text.split()), voice.file_id if voice else None)


FLOWS = {FLOW: person_answered}
