"""Every word that anybody writes is heard for danger before anything else is done with it."""

import logging
from datetime import datetime

from bot.context import Turn
from bot.domain.reading.corrections import quantity
from bot.domain.reading.explain import read
from bot.handlers.alerts import voice_messages
from bot.handlers.alerts.help import HELP_COMMANDS, ask_in_private, help_me
from bot.handlers.alerts.replies import about, answer, open_door
from bot.services.alerts import raise_alert, raise_unread
from db.enums import AlertKind, GroupKind, Programme, ReadingLevel, Severity, Wish

log = logging.getLogger(__name__)

LOWERED = {
    ReadingLevel.EMERGENCY: ReadingLevel.ASK,
    ReadingLevel.SAME_DAY: ReadingLevel.ASK,
    ReadingLevel.ROUTINE: ReadingLevel.NONE,
}
"""Words passed on from somebody else: the person is asked whether it is about them."""
TELLING = ("story", "digest")
"""Flows in which somebody speaks of what was, and of others."""


FOR_ALL = ("need_sentence", "need_words")
"""Flows in which a leader or the clinic words what a whole group lacks."""


CLINICAL = frozenset({"note"})
"""Dialogues in which staff write of patients."""


LISTENED = frozenset(
    {"clinic", "count", "digest", "need", "story", "story_retell", "voices", ("join", "name")}
)
"""Dialogues in which a voice is an answer, and a human hears it."""


async def hear(turn: Turn) -> bool:
    """Whether nothing more is to be done with this message. A waiting dialogue goes on waiting."""
    over = await _hear_words(turn)
    return await _hear_voice(turn) or over


async def _hear_voice(turn: Turn) -> bool:
    """Whatever is spoken, somebody has to listen; in some dialogues somebody does anyway."""
    message = turn.message
    if message is None or turn.update.edited_message is not None:
        return False
    if not _is_heard(turn) or _by_staff(turn) or _spoken_to_somebody(turn):
        return False
    sound = voice_messages.sound_in(message)
    if sound is None:
        return False
    await voice_messages.came(turn, sound)
    # Who is joining is asked again what was open: a voice answers no notice.
    return _waiting(turn) != "join"


async def _hear_words(turn: Turn) -> bool:
    if not turn.text or turn.text.isdecimal() or not _is_heard(turn):
        return False
    try:
        reading = read(turn.text, programme=_programme(turn))
    except Exception as error:
        # A fault of ours must not silence a cry, nor stop the rest from working.
        log.error("update %d could not be read: %s", turn.update.update_id, type(error).__name__)
        if turn.speaker is not None:
            await raise_unread(turn.session, turn.speaker.telegram_id, turn.now)
        return False
    level = reading.level
    if turn.message is not None and turn.message.forward_origin is not None:
        level = LOWERED.get(level, level)
    signs = tuple(sign.name for sign in reading.signs)
    if signs == ("unconscious",) and _tells_of_lost_pills(turn):
        return False
    if signs == ("medicine_out",) and _waiting(turn) in FOR_ALL:
        return False
    if _tells_a_story(turn) or _by_staff(turn):
        if level in (ReadingLevel.EMERGENCY, ReadingLevel.ASK):
            await ask_in_private(turn, AlertKind.DANGER_SIGN, _evidence(turn), signs)
        return False
    if level is ReadingLevel.NONE:
        if "orange_urine" in reading.normal and turn.speaker is not None:
            turn.say("alerts.orange_urine")
            return reading.count is None
        return await _wishes_help(turn, reading.wish)
    if level is ReadingLevel.ASK:
        return await _doubt(turn, signs) and reading.count is None
    severity = Severity(level.value)
    if severity is Severity.ROUTINE and turn.speaker is None:
        return False  # Nothing is kept of a stranger for less than danger.
    await _alarm(turn, severity, signs)
    if severity is Severity.EMERGENCY:
        return True
    waiting = _waiting(turn)
    # That medicine is missing is told to the clinic, and is just what a need is about.
    routine = severity is Severity.ROUTINE and waiting not in (None, "counted")
    awaited = waiting == "need" or routine
    return reading.count is None and not awaited


def _is_heard(turn: Turn) -> bool:
    """Not a channel's posts, nor what the clinic's own people say of patients to each other."""
    message = turn.message
    if message is None:
        return False
    if message.is_automatic_forward or (message.from_user and message.from_user.is_bot):
        return turn.group is not None and _hides_name(turn)
    if turn.group is None:
        return turn.is_private and _waiting(turn) not in (CLINICAL if _by_staff(turn) else ())
    return turn.group.kind != GroupKind.STAFF and not (turn.speaker and turn.speaker.staff)


def _hides_name(turn: Turn) -> bool:
    """An administrator of the group who writes in its name."""
    message = turn.message
    return (
        message is not None
        and turn.group is not None
        and turn.group.kind != GroupKind.STAFF
        and message.sender_chat is not None
        and message.sender_chat.id == message.chat.id
    )


async def _alarm(turn: Turn, severity: Severity, signs: tuple[str, ...]) -> None:
    """The row first; what is said of it goes out only when the row stands."""
    asked = await about(turn)
    edited = turn.update.edited_message is not None
    clinic_id = asked.clinic_id if asked else None
    if clinic_id is None and turn.group is not None:
        clinic_id = turn.group.clinic_id
    if clinic_id is None:
        return await answer(turn, severity, None, set(signs))
    raised = await raise_alert(
        turn.session,
        clinic_id=clinic_id,
        patient_id=asked.patient_id if asked else None,
        account_id=asked.account_id if asked else None,
        group_id=turn.group.id if turn.group else None,
        kind=AlertKind.DANGER_SIGN,
        severity=severity,
        evidence=_evidence(turn),
        signs=signs,
        said_in_group=turn.group is not None,
        said_at=_said_at(turn),
        edited=edited,
        now=turn.now,
    )
    if raised.changed:
        await answer(turn, severity, clinic_id, set(signs), news=raised.news)
    return None


async def _doubt(turn: Turn, signs: tuple[str, ...]) -> bool:
    if _nobody(turn):
        # Nobody to ask in private: then a human of the clinic asks.
        await _alarm(turn, Severity.SAME_DAY, signs)
    else:
        await ask_in_private(turn, AlertKind.DANGER_SIGN, _evidence(turn), signs)
        await open_door(turn)
    return True


async def _wishes_help(turn: Turn, wish: Wish | None) -> bool:
    """The words for it, or the command, which in a group would only be sent to private."""
    command = turn.text.removeprefix("/").partition("@")[0]
    asks = wish is Wish.HELP or (turn.text.startswith("/") and command in HELP_COMMANDS)
    if not asks or _nobody(turn):
        return False
    await about(turn)
    await help_me(turn)
    await open_door(turn)
    return True


def _nobody(turn: Turn) -> bool:
    return turn.user is None or turn.user.is_bot


def _by_staff(turn: Turn) -> bool:
    """They may speak of somebody else, so they are asked; they fall ill, too."""
    return turn.is_private and turn.me.staff is not None


def _spoken_to_somebody(turn: Turn) -> bool:
    waiting = turn.speaker.waiting if turn.speaker is not None and turn.is_private else None
    return waiting is not None and (
        waiting.flow in LISTENED or (waiting.flow, waiting.step) in LISTENED
    )


def _tells_a_story(turn: Turn) -> bool:
    return turn.is_private and _waiting(turn) in TELLING


def _tells_of_lost_pills(turn: Turn) -> bool:
    """ "10 gir gayi", just asked how many pills were lost: the pills fell, nobody else."""
    waiting = turn.speaker.waiting if turn.speaker is not None and turn.is_private else None
    asked = waiting is not None and (waiting.flow, waiting.step) == ("count", "over_lost")
    return asked and quantity(turn.text, strip=None) is not None


def _waiting(turn: Turn) -> str | None:
    """The flow that waits for this person's words."""
    if turn.speaker is None or turn.speaker.waiting is None or not turn.is_private:
        return None
    return turn.speaker.waiting.flow


def _programme(turn: Turn) -> Programme | None:
    """The illness decides how grave a sign is: fever is an emergency with sickle cells."""
    own = turn.speaker.programme if turn.speaker is not None else None
    of_group = turn.group.programme if turn.group else None
    return own or (Programme(of_group) if of_group else None)


def _evidence(turn: Turn) -> str:
    """Their words; with the name Telegram shows, where the clinic knows no other."""
    known = turn.speaker is not None and turn.speaker.patient_id is not None
    if known or turn.user is None:
        return turn.text
    return f"{turn.user.full_name}: {turn.text}"


def _said_at(turn: Turn) -> datetime | None:
    message = turn.message
    return (message.edit_date or message.date) if message else None
