"""Which handler hears what, in one place. The order matters: danger is heard before all else."""

from collections.abc import Mapping
from itertools import chain

from telegram import MessageEntity

from bot.context import Handle, Turn
from bot.handlers import (
    adherence,
    alerts,
    call_list,
    caregivers,
    fallback,
    groups,
    leaders,
    media,
    meetings,
    menu,
    moderation,
    needs,
    onboarding,
    oncall,
    patients,
    pill_counts,
    preferences,
    privacy,
    recordings,
    refills,
    reminders,
    starters,
    stock,
    stories,
    treatments,
)
from bot.handlers.alerts import STAFF_PRESSES, conversation, screening
from bot.keyboards import unpack
from db.enums import GroupKind

MODULES = (
    adherence,
    alerts,
    call_list,
    caregivers,
    leaders,
    media,
    meetings,
    meetings.attendance,
    meetings.rsvp,
    meetings.summary,
    menu,
    moderation,
    needs,
    oncall,
    onboarding.join,
    onboarding.spoken_name,
    patients.lookup,
    patients.status,
    pill_counts,
    preferences.choices,
    preferences.language,
    preferences.menu,
    privacy.consent,
    privacy.my_data,
    recordings,
    refills,
    reminders.checkins,
    reminders.pauses,
    starters,
    stock,
    stories,
    treatments,
)


def _collect(table: str) -> Mapping[str, Handle]:
    """One table out of the modules' own; a name claimed twice stops the start."""
    pairs = list(chain.from_iterable(getattr(m, table, {}).items() for m in MODULES))
    found = dict(pairs)
    assert len(found) == len(pairs), f"two handlers claim one name in {table}"
    return found


COMMANDS = _collect("COMMANDS")
PRESSES = _collect("PRESSES")
FLOWS = _collect("FLOWS")
KEYS = _collect("KEYS")
EDITS = _collect("EDITS")
STAFF_COMMANDS = frozenset({"open", "mine", "duty"})
"""Heard in the staff chat, too."""
GROUP_COMMANDS = _collect("GROUP_COMMANDS")


async def handle(turn: Turn) -> None:
    """One update, once."""
    if turn.update.my_chat_member or turn.update.chat_member:
        return await groups.changed(turn)
    if turn.update.chat_join_request is not None:
        return await moderation.knocked(turn)
    if turn.update.message_reaction is not None:
        return await moderation.reacted(turn)
    if turn.query is not None:
        return await _pressed(turn)
    if turn.message is None or turn.chat is None:
        return None
    if turn.is_private:
        return await _in_private(turn)
    return await _in_group(turn)


async def _pressed(turn: Turn) -> None:
    verb, _arguments = unpack(turn.query.data or "") if turn.query else ("", [])
    if turn.speaker is None:
        return fallback.not_yours(turn, verb, staffs=verb in STAFF_PRESSES)
    conversation.step_aside(turn)
    await PRESSES.get(verb, fallback.unknown_button)(turn)


async def _in_private(turn: Turn) -> None:
    if await screening.hear(turn):
        return await conversation.heard(turn)
    if turn.update.edited_message is not None:
        return await _edited(turn)
    if await conversation.staff_replied(turn) or await conversation.person_replied(turn):
        return None
    if await moderation.code_typed(turn):
        return None
    handler = _command(turn) or _key(turn)
    if handler is None and await refills.report.heard(turn):
        return None
    await (handler or _aside(turn) or _flow(turn) or fallback.free_text)(turn)


async def _edited(turn: Turn) -> None:
    """Only a flow that says so cares about edits; a count is corrected by its button."""
    waiting = turn.me.waiting
    if waiting is not None and waiting.flow in EDITS:
        await EDITS[waiting.flow](turn)


async def _in_group(turn: Turn) -> None:
    if await groups.service_message(turn):
        return None
    if turn.group is None:
        return await groups.bind(turn)
    if await screening.hear(turn):
        return None
    edited = turn.update.edited_message is not None
    if turn.group.kind == GroupKind.STAFF:
        return None if edited else await _in_staff_chat(turn)
    if (command := command_of(turn)) and not edited:
        return await GROUP_COMMANDS.get(command[0], groups.command)(turn)
    if await moderation.check(turn) or edited:
        return None
    await pill_counts.counted_in_group(turn)


async def _in_staff_chat(turn: Turn) -> None:
    """Replies to cards, and what staff ask; the answers are private."""
    command = command_of(turn)
    if await conversation.staff_replied(turn) or command is None or turn.speaker is None:
        return
    if turn.me.staff is not None and command[0] in STAFF_COMMANDS:
        await COMMANDS[command[0]](turn)


def _command(turn: Turn) -> Handle | None:
    found = command_of(turn)
    if found is None or (turn.message and turn.message.forward_origin):
        return None
    return COMMANDS.get(found[0], menu.show)


def _key(turn: Turn) -> Handle | None:
    """A key of the keyboard under the input field sends its label as text."""
    return KEYS.get(menu.key_of(turn.text)) if turn.text else None


def _aside(turn: Turn) -> Handle | None:
    joining = turn.me.waiting is not None and turn.me.waiting.flow == "join"
    return media.received if media.is_said_anywhere(turn) and not joining else None


def _flow(turn: Turn) -> Handle | None:
    waiting = turn.me.waiting
    return FLOWS.get(waiting.flow) if waiting else None


def command_of(turn: Turn) -> tuple[str, str] | None:
    """The command and what follows it; None when the message is none or is for another bot."""
    message = turn.message
    if message is None or not turn.text.startswith("/"):
        return None
    first = next(iter(message.entities or ()), None)
    if first is None or first.type != MessageEntity.BOT_COMMAND or first.offset != 0:
        return None
    word, _, rest = turn.text.partition(" ")
    name, _, addressee = word[1:].partition("@")
    if addressee and addressee.lower() != turn.bot_username.lower():
        return None
    return name.lower(), rest.strip()
