"""A leader retells a story in their own voice; its teller approves of the recording or not."""

from bot.context import Turn
from bot.handlers.router import Router
from bot.handlers.stories.dialogue import say_in_place, say_refused
from bot.keyboards.stories import AnswerRetelling, StartRetelling
from bot.services.outbox import To
from bot.services.stories.playback import Playback, play_story, story_heading
from bot.services.stories.retelling import judge_retelling, save_retelling, story_to_retell
from bot.services.stories.story import Refused
from bot.texts.stories import replies
from bot.texts.stories import review as texts
from db.enums import StoryKind

SHORTEST_SECONDS = 3

router = Router(__name__)


@router.button(StartRetelling)
async def start_retelling(turn: Turn, press: StartRetelling) -> None:
    """Play the story to the leader, then wait for their recording."""
    story = await story_to_retell(turn.session, turn.me.account_id, press.story)
    if isinstance(story, Refused):
        return say_refused(turn, story)
    playback = Playback(To.account(turn.me.account_id), story_heading(story))
    await play_story(turn.session, story, playback, story.parts or [], now=turn.now)
    turn.wait("story_retelling", "voice", story=story.id)
    return turn.say(texts.record_now())


@router.flow("story_retelling")
async def take_retelling(turn: Turn) -> None:
    waiting, voice = turn.me.waiting, turn.message.voice if turn.message else None
    assert waiting is not None
    forwarded = turn.message is not None and turn.message.forward_origin is not None
    if voice is None or forwarded or voice.to_dict()["duration"] < SHORTEST_SECONDS:
        return turn.say(replies.hint(why="retelling"))
    part = {
        "kind": StoryKind.VOICE.value,
        "file": voice.file_id,
        "unique": voice.file_unique_id,
    }
    story_id = waiting.data["story"]
    story = await save_retelling(turn.session, turn.me.account_id, story_id, part, now=turn.now)
    turn.stop_waiting()
    if isinstance(story, Refused):
        return say_refused(turn, story)
    return turn.say(texts.retelling_received())


@router.button(AnswerRetelling)
async def answer_retelling(turn: Turn, press: AnswerRetelling) -> None:
    """The teller accepts the recording, or asks for another one."""
    right = press.answer == "yes"
    story = await judge_retelling(
        turn.session, turn.me.account_id, press.story, press.version, right=right, now=turn.now
    )
    if isinstance(story, Refused):
        return say_refused(turn, story)
    answer = texts.approved(at=story.publish_at) if right else texts.retelling_returned()
    return say_in_place(turn, answer)
