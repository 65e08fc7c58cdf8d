"""Telling a story: text, voices, pictures, in one message or several, in order in a draft."""

from typing import Any

from telegram import Message

from bot.context import Turn
from bot.handlers.onboarding.join_context import NAME
from bot.handlers.stories.dialogue import (
    ask_next,
    current_draft,
    repeat_question,
    save_and_wait,
    say_in_place,
    say_refused,
)
from bot.services.stories.draft import (
    MAX_PARTS,
    MAX_UNITS,
    Draft,
    count_letters,
    delete_draft,
    utf16_units,
)
from bot.services.stories.story import Refused
from bot.services.stories.submission import check_may_tell, reopen_as_draft
from bot.texts.stories.prompts import PROMPTS
from db.enums import StoryKind, StoryName
from db.queries.groups import peer_groups_of

FEWEST_LETTERS = 10
LONGEST_CAPTION = 800
"""UTF-16 units of a caption, so that the line with the teller fits above it."""
SHORTEST_SECONDS = 2
SAME_TEXT_SECONDS = 3
"""A phone splits a long text into messages that arrive within this time."""


async def start_story(turn: Turn) -> None:
    me = turn.me
    refused = await check_may_tell(turn.session, me.account_id, me.patient_id, now=turn.now)
    if refused:
        return say_refused(turn, await _with_draft_kept(turn, refused))
    groups = await peer_groups_of(turn.session, me.account_id)
    if not groups:
        return say_refused(turn, Refused("no_group"))
    return await ask_next(turn, Draft(groups[0].id if len(groups) == 1 else 0))


async def resume_story(turn: Turn) -> None:
    """Go on with the draft that something else interrupted."""
    draft = await current_draft(turn)
    if draft is None:
        return await start_story(turn)
    me = turn.me
    refused = await check_may_tell(turn.session, me.account_id, me.patient_id, now=turn.now)
    if refused:
        return say_refused(turn, await _with_draft_kept(turn, refused))
    return await repeat_question(turn, draft)


async def _with_draft_kept(turn: Turn, refused: Refused) -> Refused:
    """In a crisis, also say that the draft is kept."""
    if refused.why == "crisis" and await current_draft(turn):
        return Refused("crisis_kept")
    return refused


async def choose_group(turn: Turn) -> None:
    draft = await current_draft(turn)
    if draft is None:
        return say_refused(turn, Refused("no_draft"))
    groups = {group.id for group in await peer_groups_of(turn.session, turn.me.account_id)}
    if turn.pressed_number() not in groups:
        return await ask_next(turn, draft, "group")
    draft.group_id = turn.pressed_number()
    return await ask_next(turn, draft)


async def choose_prompt(turn: Turn) -> None:
    """A prompt to start from, which also sets the theme of the story."""
    draft = await current_draft(turn)
    if draft is None:
        return say_refused(turn, Refused("no_draft"))
    prompt = next((p for p in PROMPTS if [p.code] == turn.pressed), None)
    if prompt is not None:
        draft.prompt, draft.theme = prompt.code, prompt.theme.value
    return await ask_next(turn, draft, "tell")


async def show_more_prompts(turn: Turn) -> None:
    draft = await current_draft(turn)
    if draft is None:
        return say_refused(turn, Refused("no_draft"))
    await save_and_wait(turn, draft, "tell")
    programme = turn.me.programme
    params = {"programme": programme, "prompt": None, "from": turn.pressed_number()}
    return say_in_place(turn, "stories.ask_tell", **params)


async def rewrite_story(turn: Turn) -> None:
    """The reviewer asked for a change: tell it again; name and audience stay."""
    story_id, version = turn.pressed_number(), turn.pressed_number(1)
    found = await reopen_as_draft(turn.session, turn.me.account_id, story_id, version)
    if isinstance(found, Refused):
        return say_refused(turn, found)
    return await ask_next(turn, found)


async def finish_story(turn: Turn) -> None:
    draft = await current_draft(turn)
    if draft is None:
        return say_refused(turn, Refused("no_draft"))
    draft.complete = bool(draft.parts)
    return await ask_next(turn, draft)


async def discard_story(turn: Turn) -> None:
    await delete_draft(turn.session, turn.me.account_id)
    if turn.me.waiting is not None and turn.me.waiting.flow == "story":
        turn.stop_waiting()
    say_in_place(turn, "stories.draft_dropped")


async def take_story_message(turn: Turn) -> None:
    """Any message sent while a story is being told."""
    draft, waiting, message = await current_draft(turn), turn.me.waiting, turn.message
    assert waiting is not None
    assert message is not None
    if draft is None:
        turn.stop_waiting()
        return say_refused(turn, Refused("no_draft"))
    if turn.update.edited_message is not None:
        return _hint(turn, draft, "edited")
    if waiting.step == "own_name":
        return await _take_own_name(turn, draft)
    if waiting.step != "tell":
        return await repeat_question(turn, draft)
    if why := _unusable(message, draft):
        return _hint(turn, draft, why)
    if message.text is None:
        draft.parts.append(_part(message))
        return await _part_received(turn, draft)
    return await _take_words(turn, draft, message)


async def _part_received(turn: Turn, draft: Draft) -> None:
    await save_and_wait(turn, draft, "tell")
    turn.say("stories.part_received")


async def _take_words(turn: Turn, draft: Draft, message: Message) -> None:
    words, sent = (message.text or "").strip(), message.date.timestamp()
    if draft.cut_at is not None and 0 <= sent - draft.cut_at <= SAME_TEXT_SECONDS:
        return None
    draft.cut_at = None
    if utf16_units("\n".join([draft.body, words])) > MAX_UNITS:
        draft.cut_at = sent
        await save_and_wait(turn, draft, "tell")
        return _hint(turn, draft, "long")
    if not draft.parts and count_letters(words) < FEWEST_LETTERS:
        return _hint(turn, draft, "short")
    draft.parts.append({"kind": StoryKind.TEXT.value, "body": words})
    return await _part_received(turn, draft)


def _part(message: Message) -> dict[str, Any]:
    """A voice message, a picture with its caption, or a video note."""
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
    """Why the message cannot be part of a story; None if it can."""
    if message.forward_origin:
        return "forwarded"
    if len(draft.parts) >= MAX_PARTS:
        return "many"
    if spoken := message.voice or message.video_note:
        seconds = spoken.to_dict()["duration"]
        return "voice_short" if seconds < SHORTEST_SECONDS else None
    if message.photo:
        too_long = utf16_units(message.caption or "") > LONGEST_CAPTION
        return "caption" if too_long else None
    if message.text:
        return None
    return "sticker" if message.sticker or message.animation else "other"


async def _take_own_name(turn: Turn, draft: Draft) -> None:
    name = " ".join(turn.text.split())
    if not NAME.fullmatch(name):
        return _hint(turn, draft, "name")
    draft.name_choice, draft.shown_name = StoryName.CHOSEN.value, name
    return await ask_next(turn, draft)


def _hint(turn: Turn, draft: Draft, why: str) -> None:
    turn.say("stories.hint", why=why, done=bool(draft.parts) and why != "name")
