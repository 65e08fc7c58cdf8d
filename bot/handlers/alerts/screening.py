"""Every message is screened for danger before anything else is done with it."""

import logging
from datetime import datetime

from bot.context import Turn
from bot.domain.reading.corrections import quantity
from bot.domain.reading.explain import read
from bot.handlers.alerts import voice_messages
from bot.handlers.alerts.help import HELP_COMMANDS, ask_in_private, request_help
from bot.handlers.alerts.replies import offer_private_chat, person_in_trouble, reply_to_danger
from bot.handlers.onboarding.dialog import JoinDialog, JoinStep
from bot.handlers.pill_counts.dialog import CountDialog, CountStep
from bot.services.alerts import conversation
from bot.services.alerts.raising import raise_alert
from bot.services.alerts.unreadable import raise_unreadable_message
from bot.texts.alerts import replies as texts
from db.enums import AlertKind, GroupKind, Programme, ReadingLevel, Severity, Wish

log = logging.getLogger(__name__)

FORWARDED_LEVELS = {
    ReadingLevel.EMERGENCY: ReadingLevel.ASK,
    ReadingLevel.SAME_DAY: ReadingLevel.ASK,
    ReadingLevel.ROUTINE: ReadingLevel.NONE,
}
"""The level of a forwarded message: the words are somebody else's, so the person is asked."""
STORY_FLOWS = ("story", "summary")
"""Flows in which people speak of the past and of others, so danger words are only asked about."""
GROUP_NEED_FLOWS = ("need_sentence", "need_words")
"""Flows in which a leader or the clinic words the need of a whole group."""
FLOWS_WITH_LISTENER = frozenset(
    {
        conversation.AlertConversationDialog.flow,
        "count",
        "summary",
        "need",
        "story",
        "story_retelling",
        "recording",
    }
)
"""Flows in which a voice message is the answer and a human hears it."""


async def screen_message(turn: Turn) -> bool:
    """True if the message is dealt with. An open dialogue goes on waiting for its answer."""
    handled = await _screen_words(turn)
    return await _screen_voice(turn) or handled


async def _screen_voice(turn: Turn) -> bool:
    """A voice message must be heard by a human; in some flows a human hears it anyway."""
    message = turn.message
    if message is None or turn.update.edited_message is not None:
        return False
    if not _is_screened(turn) or _by_staff(turn) or _has_listener(turn):
        return False
    spoken = voice_messages.spoken_message_in(message)
    if spoken is None:
        return False
    await voice_messages.take_voice_message(turn, spoken)
    # During onboarding the open question is asked again, as a voice message does not answer it.
    return _waiting_flow(turn) != "onboarding"


async def _screen_words(turn: Turn) -> bool:
    if not turn.text or turn.text.isdecimal() or not _is_screened(turn):
        return False
    try:
        reading = read(turn.text, programme=_programme(turn))
    except Exception as error:
        # An error in the reader must not hide a call for help, nor stop the other handlers.
        log.error("update %d could not be read: %s", turn.update.update_id, type(error).__name__)
        if turn.speaker is not None:
            await raise_unreadable_message(turn.session, turn.speaker.telegram_id, turn.now)
        return False
    level = reading.level
    if turn.message is not None and turn.message.forward_origin is not None:
        level = FORWARDED_LEVELS.get(level, level)
    signs = tuple(sign.name for sign in reading.signs)
    if signs == ("unconscious",) and _tells_of_lost_pills(turn):
        return False
    if signs == ("medicine_out",) and _waiting_flow(turn) in GROUP_NEED_FLOWS:
        return False
    if _is_in_story_flow(turn) or _by_staff(turn):
        if level in (ReadingLevel.EMERGENCY, ReadingLevel.ASK):
            await ask_in_private(turn, AlertKind.DANGER_SIGN, _evidence(turn), signs)
        return False
    if level is ReadingLevel.NONE:
        if "orange_urine" in reading.normal and turn.speaker is not None:
            turn.say(texts.orange_urine())
            return reading.count is None
        return await _request_help_if_wished(turn, reading.wish)
    if level is ReadingLevel.ASK:
        return await _ask_in_doubt(turn, signs) and reading.count is None
    severity = Severity(level.value)
    if severity is Severity.ROUTINE and turn.speaker is None:
        return False  # Nothing is stored about a stranger unless they are in danger.
    await _raise_danger(turn, severity, signs)
    if severity is Severity.EMERGENCY:
        return True
    waiting = _waiting_flow(turn)
    # Missing medicine is told to the clinic, and it is also exactly what a need report is about.
    routine = severity is Severity.ROUTINE and waiting not in (None, "count_followup")
    awaited = waiting == "need" or routine
    return reading.count is None and not awaited


def _is_screened(turn: Turn) -> bool:
    """False for a channel's posts and for what staff say to each other about patients."""
    message = turn.message
    if message is None:
        return False
    if message.is_automatic_forward or (message.from_user and message.from_user.is_bot):
        return turn.group is not None and _hides_name(turn)
    if turn.group is None:
        return turn.is_private
    return turn.group.kind != GroupKind.STAFF and not (turn.speaker and turn.speaker.staff)


def _hides_name(turn: Turn) -> bool:
    """True for an administrator of the group who writes anonymously in its name."""
    message = turn.message
    return (
        message is not None
        and turn.group is not None
        and turn.group.kind != GroupKind.STAFF
        and message.sender_chat is not None
        and message.sender_chat.id == message.chat.id
    )


async def _raise_danger(turn: Turn, severity: Severity, signs: tuple[str, ...]) -> None:
    """Raise the alert first; the reply is sent only if the alert is stored."""
    subject = await person_in_trouble(turn)
    edited = turn.update.edited_message is not None
    clinic_id = subject.clinic_id if subject else None
    if clinic_id is None and turn.group is not None:
        clinic_id = turn.group.clinic_id
    if clinic_id is None:
        return await reply_to_danger(turn, severity, None, set(signs))
    raised = await raise_alert(
        turn.session,
        clinic_id=clinic_id,
        patient_id=subject.patient_id if subject else None,
        account_id=subject.account_id if subject else None,
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
        await reply_to_danger(turn, severity, clinic_id, set(signs), news=raised.news)
    return None


async def _ask_in_doubt(turn: Turn, signs: tuple[str, ...]) -> bool:
    if _is_unnamed(turn):
        # There is nobody whom the bot could ask in private, so the clinic is alerted.
        await _raise_danger(turn, Severity.SAME_DAY, signs)
    else:
        await ask_in_private(turn, AlertKind.DANGER_SIGN, _evidence(turn), signs)
        await offer_private_chat(turn)
    return True


async def _request_help_if_wished(turn: Turn, wish: Wish | None) -> bool:
    """Ask what help is needed, after words for it or a /madad that was written in a group."""
    command = turn.text.removeprefix("/").partition("@")[0]
    asks = wish is Wish.HELP or (turn.text.startswith("/") and command in HELP_COMMANDS)
    if not asks or _is_unnamed(turn):
        return False
    await person_in_trouble(turn)
    await request_help(turn)
    await offer_private_chat(turn)
    return True


def _is_unnamed(turn: Turn) -> bool:
    return turn.user is None or turn.user.is_bot


def _by_staff(turn: Turn) -> bool:
    """Staff may speak about a patient or fall ill themselves, so they are asked."""
    return turn.is_private and turn.me.staff is not None


def _has_listener(turn: Turn) -> bool:
    dialog = turn.dialog if turn.is_private else None
    if isinstance(dialog, JoinDialog):
        return dialog.step is JoinStep.NAME
    return dialog is not None and dialog.flow in FLOWS_WITH_LISTENER


def _is_in_story_flow(turn: Turn) -> bool:
    return turn.is_private and _waiting_flow(turn) in STORY_FLOWS


def _tells_of_lost_pills(turn: Turn) -> bool:
    """True for "10 gir gayi" (10 fell) in answer to how many pills were lost: no person fell."""
    dialog = turn.dialog_of(CountDialog) if turn.is_private else None
    asked = dialog is not None and dialog.step is CountStep.LOST
    return asked and quantity(turn.text, strip=None) is not None


def _waiting_flow(turn: Turn) -> str | None:
    """The flow that waits for this person's answer in private, if any."""
    return turn.dialog.flow if turn.dialog is not None and turn.is_private else None


def _programme(turn: Turn) -> Programme | None:
    """The illness decides how grave a sign is: fever is an emergency in sickle cell disease."""
    own = turn.speaker.programme if turn.speaker is not None else None
    of_group = turn.group.programme if turn.group else None
    return own or (Programme(of_group) if of_group else None)


def _evidence(turn: Turn) -> str:
    """The person's words; after their name in Telegram if the clinic does not know the patient."""
    known = turn.speaker is not None and turn.speaker.patient_id is not None
    if known or turn.user is None:
        return turn.text
    return f"{turn.user.full_name}: {turn.text}"


def _said_at(turn: Turn) -> datetime | None:
    message = turn.message
    return (message.edit_date or message.date) if message else None
