"""Telling a story: text, voices, pictures, in one message or several, in order in a draft."""

from typing import Any

from telegram import Message

from bot.context import Turn
from bot.domain.stories import StoryRefusal
from bot.handlers.access.rules import anyone
from bot.handlers.access.stories import own_draft, own_story
from bot.handlers.onboarding.dialog import NAME
from bot.handlers.router import Router
from bot.handlers.stories.dialogue import (
    StoryDialog,
    ask_next,
    current_draft,
    repeat_question,
    save_and_wait,
    say_in_place,
    say_refused,
)
from bot.keyboards.stories import (
    ChoosePrompt,
    ChooseStoryGroup,
    DiscardStory,
    FinishStory,
    ResumeStory,
    RewriteStory,
    ShowMorePrompts,
    StartStory,
)
from bot.services.stories.draft import (
    MAX_PARTS,
    MAX_UNITS,
    Draft,
    StoryStep,
    count_letters,
    delete_draft,
    utf16_units,
)
from bot.services.stories.story import StoryRefused
from bot.services.stories.submission import check_may_tell, reopen_as_draft
from bot.texts.stories import replies
from bot.texts.stories import submission as texts
from bot.texts.stories.prompts import PROMPTS
from bot.texts.stories.replies import Hint
from db.enums import StoryKind, StoryName
from db.models import Story
from db.queries.groups import peer_groups_of

FEWEST_LETTERS = 10
LONGEST_CAPTION = 800
"""UTF-16 units of a caption, so that the line with the teller fits above it."""
SHORTEST_SECONDS = 2
SAME_TEXT_SECONDS = 3
"""A phone splits a long text into messages that arrive within this time."""

router = Router(__name__)


@router.button(StartStory, access=anyone)
async def start_story(turn: Turn, _press: StartStory) -> None:
    me = turn.me
    refused = await check_may_tell(turn.session, me.account_id, me.patient_id, now=turn.now)
    if refused:
        return say_refused(turn, await _with_draft_kept(turn, refused))
    groups = await peer_groups_of(turn.session, me.account_id)
    if not groups:
        return say_refused(turn, StoryRefused(StoryRefusal.NO_GROUP))
    return await ask_next(turn, Draft(groups[0].id if len(groups) == 1 else 0))


@router.button(ResumeStory, access=anyone)
async def resume_story(turn: Turn, _press: ResumeStory) -> None:
    """Go on with the draft that something else interrupted."""
    draft = await current_draft(turn)
    if draft is None:
        return await start_story(turn, StartStory())
    me = turn.me
    refused = await check_may_tell(turn.session, me.account_id, me.patient_id, now=turn.now)
    if refused:
        return say_refused(turn, await _with_draft_kept(turn, refused))
    return await repeat_question(turn, draft)


async def _with_draft_kept(turn: Turn, refused: StoryRefused) -> StoryRefused:
    """In a crisis, also say that the draft is kept."""
    if refused.why is StoryRefusal.CRISIS and await current_draft(turn):
        return StoryRefused(StoryRefusal.CRISIS_KEPT)
    return refused


@router.button(ChooseStoryGroup, access=own_draft)
async def choose_group(turn: Turn, press: ChooseStoryGroup, draft: Draft) -> None:
    groups = {group.id for group in await peer_groups_of(turn.session, turn.me.account_id)}
    if press.group not in groups:
        return await ask_next(turn, draft, StoryStep.GROUP)
    draft.group_id = press.group
    return await ask_next(turn, draft)


@router.button(ChoosePrompt, access=own_draft)
async def choose_prompt(turn: Turn, press: ChoosePrompt, draft: Draft) -> None:
    """A prompt to start from, which also sets the theme of the story."""
    prompt = next((one for one in PROMPTS if one.code == press.prompt), None)
    if prompt is not None:
        draft.prompt, draft.theme = prompt.code, prompt.theme.value
    return await ask_next(turn, draft, StoryStep.TELL)


@router.button(ShowMorePrompts, access=own_draft)
async def show_more_prompts(turn: Turn, press: ShowMorePrompts, draft: Draft) -> None:
    await save_and_wait(turn, draft, StoryStep.TELL)
    programme = turn.me.programme
    question = texts.ask_tell(programme=programme, prompt=None, start=press.start)
    return say_in_place(turn, question)


@router.button(RewriteStory, access=own_story)
async def rewrite_story(turn: Turn, press: RewriteStory, story: Story) -> None:
    """The reviewer asked for a change: tell it again; name and audience stay."""
    account_id = turn.me.account_id
    found = await reopen_as_draft(turn.session, account_id, story.id, press.version)
    if isinstance(found, StoryRefused):
        return say_refused(turn, found)
    return await ask_next(turn, found)


@router.button(FinishStory, access=own_draft)
async def finish_story(turn: Turn, _press: FinishStory, draft: Draft) -> None:
    draft.complete = bool(draft.parts)
    return await ask_next(turn, draft)


@router.button(DiscardStory, access=anyone)
async def discard_story(turn: Turn, _press: DiscardStory) -> None:
    await delete_draft(turn.session, turn.me.account_id)
    if turn.dialog_of(StoryDialog) is not None:
        turn.stop_waiting()
    say_in_place(turn, texts.draft_dropped())


@router.dialog(StoryDialog, access=own_draft)
@router.edit(StoryDialog, access=own_draft)
async def take_story_message(turn: Turn, dialog: StoryDialog, draft: Draft) -> None:
    """Any message sent while a story is being told."""
    message = turn.message
    assert message is not None
    if turn.update.edited_message is not None:
        return _hint(turn, draft, "edited")
    if dialog.step is StoryStep.OWN_NAME:
        return await _take_own_name(turn, draft)
    if dialog.step is not StoryStep.TELL:
        return await repeat_question(turn, draft)
    if why := _unusable(message, draft):
        return _hint(turn, draft, why)
    if message.text is None:
        draft.parts.append(_part(message))
        return await _part_received(turn, draft)
    return await _take_words(turn, draft, message)


async def _part_received(turn: Turn, draft: Draft) -> None:
    await save_and_wait(turn, draft, StoryStep.TELL)
    turn.say(texts.part_received())


async def _take_words(turn: Turn, draft: Draft, message: Message) -> None:
    words, sent = (message.text or "").strip(), message.date.timestamp()
    if draft.cut_at is not None and 0 <= sent - draft.cut_at <= SAME_TEXT_SECONDS:
        return None
    draft.cut_at = None
    if utf16_units("\n".join([draft.body, words])) > MAX_UNITS:
        draft.cut_at = sent
        await save_and_wait(turn, draft, StoryStep.TELL)
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


def _unusable(message: Message, draft: Draft) -> Hint | None:
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


def _hint(turn: Turn, draft: Draft, why: Hint) -> None:
    turn.say(replies.hint(why=why, done=bool(draft.parts) and why != "name"))
