"""Telling: words, voices, pictures, in one message or several. A draft keeps them in order."""

from typing import Any

from telegram import Message

from bot.context import Turn
from bot.handlers.onboarding.join import NAME
from bot.handlers.stories.ask import ask, draft_of, go_on, keep, number, over, refuse
from bot.services.stories import (
    LIMIT,
    PARTS,
    Draft,
    Refused,
    drop_draft,
    letters,
    may_begin,
    story_to_change,
    units,
)
from bot.texts.stories.prompts import PROMPTS
from db.enums import StoryKind, StoryName
from db.queries.stories import peer_groups_of

LETTERS = 10
CAPTION = 800
"""UTF-16 units of a caption, so that who tells it fits above."""
SPOKEN_SECONDS = 2
SAME_TEXT_SECONDS = 3
"""A phone cuts a long text into messages that come at once."""


async def begin(turn: Turn) -> None:
    me = turn.me
    refused = await may_begin(turn.session, me.account_id, me.patient_id, now=turn.now)
    if refused:
        return refuse(turn, await _kept(turn, refused))
    groups = await peer_groups_of(turn.session, me.account_id)
    if not groups:
        return refuse(turn, Refused("no_group"))
    return await ask(turn, Draft(groups[0].id if len(groups) == 1 else 0))


async def go_on_telling(turn: Turn) -> None:
    """Back to what was begun before something else came between."""
    draft = await draft_of(turn)
    if draft is None:
        return await begin(turn)
    me = turn.me
    refused = await may_begin(turn.session, me.account_id, me.patient_id, now=turn.now)
    if refused:
        return refuse(turn, await _kept(turn, refused))
    return await go_on(turn, draft)


async def _kept(turn: Turn, refused: Refused) -> Refused:
    """First the help; what was told so far waits."""
    if refused.why == "crisis" and await draft_of(turn):
        return Refused("crisis_kept")
    return refused


async def group_chosen(turn: Turn) -> None:
    draft = await draft_of(turn)
    if draft is None:
        return refuse(turn, Refused("gone"))
    groups = {group.id for group in await peer_groups_of(turn.session, turn.me.account_id)}
    if number(turn, 0) not in groups:
        return await ask(turn, draft, "group")
    draft.group_id = number(turn, 0)
    return await ask(turn, draft)


async def prompt_chosen(turn: Turn) -> None:
    """A beginning, which also says what the story is about."""
    draft = await draft_of(turn)
    if draft is None:
        return refuse(turn, Refused("gone"))
    prompt = next((p for p in PROMPTS if [p.code] == turn.pressed), None)
    if prompt is not None:
        draft.prompt, draft.theme = prompt.code, prompt.theme.value
    return await ask(turn, draft, "tell")


async def more_prompts(turn: Turn) -> None:
    draft = await draft_of(turn)
    if draft is None:
        return refuse(turn, Refused("gone"))
    await keep(turn, draft, "tell")
    programme = turn.me.programme
    params = {"programme": programme, "prompt": None, "from": number(turn, 0)}
    return over(turn, "stories.ask_tell", **params)


async def again(turn: Turn) -> None:
    """A change was asked for: the same story with new words; name and listeners stay."""
    story_id, version = number(turn, 0), number(turn, 1)
    found = await story_to_change(turn.session, turn.me.account_id, story_id, version)
    if isinstance(found, Refused):
        return refuse(turn, found)
    return await ask(turn, found)


async def that_was_all(turn: Turn) -> None:
    draft = await draft_of(turn)
    if draft is None:
        return refuse(turn, Refused("gone"))
    draft.told = bool(draft.parts)
    return await ask(turn, draft)


async def leave(turn: Turn) -> None:
    await drop_draft(turn.session, turn.me.account_id)
    if turn.me.waiting is not None and turn.me.waiting.flow == "story":
        turn.done_waiting()
    over(turn, "stories.left")


async def hear(turn: Turn) -> None:
    """Anything that comes while a story is being told."""
    draft, waiting, message = await draft_of(turn), turn.me.waiting, turn.message
    assert waiting is not None
    assert message is not None
    if draft is None:
        turn.done_waiting()
        return refuse(turn, Refused("gone"))
    if turn.update.edited_message is not None:
        return _hint(turn, draft, "edited")
    if waiting.step == "own_name":
        return await _own_name(turn, draft)
    if waiting.step != "tell":
        return await go_on(turn, draft)
    if why := _unusable(message, draft):
        return _hint(turn, draft, why)
    if message.text is None:
        draft.parts.append(_part(message))
        return await _heard(turn, draft)
    return await _words(turn, draft, message)


async def _heard(turn: Turn, draft: Draft) -> None:
    await keep(turn, draft, "tell")
    turn.say("stories.heard")


async def _words(turn: Turn, draft: Draft, message: Message) -> None:
    words, sent = (message.text or "").strip(), message.date.timestamp()
    if draft.cut_at is not None and 0 <= sent - draft.cut_at <= SAME_TEXT_SECONDS:
        return None
    draft.cut_at = None
    if units("\n".join([draft.body, words])) > LIMIT:
        draft.cut_at = sent
        await keep(turn, draft, "tell")
        return _hint(turn, draft, "long")
    if not draft.parts and letters(words) < LETTERS:
        return _hint(turn, draft, "short")
    draft.parts.append({"kind": StoryKind.TEXT.value, "body": words})
    return await _heard(turn, draft)


def _part(message: Message) -> dict[str, Any]:
    """A voice, a picture with its words, or a video note."""
    kind, file = next(
        (kind, file)
        for kind, file in (
            (StoryKind.VOICE, message.voice),
            (StoryKind.VIDEO_NOTE, message.video_note),
            (StoryKind.PHOTO, message.photo[-1] if message.photo else None),
        )
        if file is not None
    )
    part = {"kind": kind.value, "file": file.file_id, "unique": file.file_unique_id}
    return {**part, "body": message.caption.strip()} if message.caption else part


def _unusable(message: Message, draft: Draft) -> str | None:
    """What is wrong with it; None: it can be taken."""
    if message.forward_origin:
        return "forwarded"
    if len(draft.parts) >= PARTS:
        return "many"
    if spoken := message.voice or message.video_note:
        seconds = spoken.to_dict()["duration"]
        return "voice_short" if seconds < SPOKEN_SECONDS else None
    if message.photo:
        too_long = units(message.caption or "") > CAPTION
        return "caption" if too_long else None
    if message.text:
        return None
    return "sticker" if message.sticker or message.animation else "other"


async def _own_name(turn: Turn, draft: Draft) -> None:
    name = " ".join(turn.text.split())
    if not NAME.fullmatch(name):
        return _hint(turn, draft, "name")
    draft.name_choice, draft.shown_name = StoryName.CHOSEN.value, name
    return await ask(turn, draft)


def _hint(turn: Turn, draft: Draft, why: str) -> None:
    turn.say("stories.hint", why=why, done=bool(draft.parts) and why != "name")
