"""A leader retells a story in their own voice; its teller approves of the recording or not."""

from dataclasses import dataclass

from bot.context import Turn
from bot.handlers.access.stories import own_story, story_to_record
from bot.handlers.router import Router
from bot.handlers.stories.dialogue import say_in_place, say_refused
from bot.keyboards.stories import AnswerRetelling, StartRetelling
from bot.services.dialogs import Dialog
from bot.services.outbox import To
from bot.services.stories.playback import Playback, play_story, story_heading
from bot.services.stories.retelling import judge_retelling, save_retelling
from bot.services.stories.story import StoryRefused
from bot.texts.stories import replies
from bot.texts.stories import review as texts
from db.enums import StoryKind
from db.models import Story

SHORTEST_SECONDS = 3

router = Router(__name__)


@dataclass(frozen=True)
class RetellingDialog(Dialog, flow="story_retelling"):
    """A leader records the story in their own voice."""

    story: int


@router.button(StartRetelling, access=story_to_record)
async def start_retelling(turn: Turn, _press: StartRetelling, story: Story) -> None:
    """Play the story to the leader, then wait for their recording."""
    playback = Playback(To.account(turn.me.account_id), story_heading(story))
    await play_story(turn.session, story, playback, story.parts or [], now=turn.now)
    turn.wait(RetellingDialog(story.id))
    return turn.say(texts.record_now())


@router.dialog(RetellingDialog, access=story_to_record)
async def take_retelling(turn: Turn, _dialog: RetellingDialog, story: Story) -> None:
    voice = turn.message.voice if turn.message else None
    forwarded = turn.message is not None and turn.message.forward_origin is not None
    if voice is None or forwarded or voice.to_dict()["duration"] < SHORTEST_SECONDS:
        return turn.say(replies.hint(why="retelling"))
    part = {
        "kind": StoryKind.VOICE.value,
        "file": voice.file_id,
        "unique": voice.file_unique_id,
    }
    saved = await save_retelling(turn.session, turn.me.account_id, story.id, part, now=turn.now)
    turn.stop_waiting()
    if isinstance(saved, StoryRefused):
        return say_refused(turn, saved)
    return turn.say(texts.retelling_received())


@router.button(AnswerRetelling, access=own_story)
async def answer_retelling(turn: Turn, press: AnswerRetelling, story: Story) -> None:
    """The teller accepts the recording, or asks for another one."""
    right = press.answer == "yes"
    judged = await judge_retelling(
        turn.session, turn.me.account_id, story.id, press.version, right=right, now=turn.now
    )
    if isinstance(judged, StoryRefused):
        return say_refused(turn, judged)
    answer = texts.approved(at=judged.publish_at) if right else texts.retelling_returned()
    return say_in_place(turn, answer)
