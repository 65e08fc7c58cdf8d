"""Telling: words in one message or several, or a voice message. Only the dialogue keeps it."""

from telegram import Message

from bot.context import Turn
from bot.handlers.join import NAME
from bot.handlers.stories.asking import ask, draft_of, go_on, number, over, refuse
from bot.services.stories import LIMIT, Draft, Refused, letters, may_begin, story_to_change, units
from db.enums import StoryName
from db.queries.stories import peer_groups_of

LETTERS = 10
VOICE_SECONDS = 2
SAME_TEXT_SECONDS = 3
"""A phone cuts a long text into messages that come at once."""


async def begin(turn: Turn) -> None:
    me = turn.me
    refused = await may_begin(turn.session, me.account_id, me.patient_id, now=turn.now)
    if refused:
        return refuse(turn, refused)
    groups = await peer_groups_of(turn.session, me.account_id)
    if not groups:
        return refuse(turn, Refused("no_group"))
    if len(groups) > 1:
        return await ask(turn, Draft(0), "group")
    return await ask(turn, Draft(groups[0].id))


async def group_chosen(turn: Turn) -> None:
    draft = draft_of(turn)
    if draft is None:
        return refuse(turn, Refused("gone"))
    groups = {group.id for group in await peer_groups_of(turn.session, turn.me.account_id)}
    if number(turn, 0) not in groups:
        return await ask(turn, draft, "group")
    draft.group_id = number(turn, 0)
    return await ask(turn, draft)


async def again(turn: Turn) -> None:
    """A change was asked for: the same story with new words; name and listeners stay."""
    story_id, version = number(turn, 0), number(turn, 1)
    found = await story_to_change(turn.session, turn.me.account_id, story_id, version)
    if isinstance(found, Refused):
        return refuse(turn, found)
    return await ask(turn, found)


async def that_was_all(turn: Turn) -> None:
    draft = draft_of(turn)
    if draft is None:
        return refuse(turn, Refused("gone"))
    return await ask(turn, draft, None if draft.group_id else "group")


async def leave(turn: Turn) -> None:
    if draft_of(turn) is not None:
        turn.done_waiting()
    over(turn, "stories.left")


async def hear(turn: Turn) -> None:
    """Anything that comes while a story is being told."""
    draft, waiting, message = draft_of(turn), turn.me.waiting, turn.message
    assert draft is not None
    assert waiting is not None
    assert message is not None
    if turn.update.edited_message is not None:
        return _hint(turn, draft, "edited")
    if waiting.step == "own_name":
        return await _own_name(turn, draft)
    if waiting.step != "tell":
        return await go_on(turn, draft)
    if why := _unusable(message, draft):
        return _hint(turn, draft, why)
    if message.voice:
        draft.file_id = message.voice.file_id
        draft.file_unique_id = message.voice.file_unique_id
        return await ask(turn, draft)
    return _words(turn, draft, message)


def _words(turn: Turn, draft: Draft, message: Message) -> None:
    words, sent = (message.text or "").strip(), message.date.timestamp()
    if draft.cut_at is not None and 0 <= sent - draft.cut_at <= SAME_TEXT_SECONDS:
        return None
    draft.cut_at = None
    if units("\n".join([*draft.parts, words])) > LIMIT:
        draft.cut_at = sent
        turn.wait("story", "tell", **draft.data())
        return _hint(turn, draft, "long")
    if not draft.parts and letters(words) < LETTERS:
        return _hint(turn, draft, "short")
    draft.parts.append(words)
    turn.wait("story", "tell", **draft.data())
    return turn.say("stories.heard")


def _unusable(message: Message, draft: Draft) -> str | None:
    """What is wrong with it; None: words or a voice that can be taken."""
    if message.forward_origin:
        return "forwarded"
    if message.voice and draft.parts:
        return "voice_after_words"
    if message.voice:
        seconds = message.voice.to_dict()["duration"]
        return "voice_short" if seconds < VOICE_SECONDS else None
    if message.text:
        return None
    if message.sticker or message.animation:
        return "sticker"
    return "photo" if message.photo else "other"


async def _own_name(turn: Turn, draft: Draft) -> None:
    name = " ".join(turn.text.split())
    if not NAME.fullmatch(name):
        return _hint(turn, draft, "name")
    draft.name_choice, draft.shown_name = StoryName.CHOSEN.value, name
    return await ask(turn, draft)


def _hint(turn: Turn, draft: Draft, why: str) -> None:
    turn.say("stories.hint", why=why, done=bool(draft.parts) and why != "name")
