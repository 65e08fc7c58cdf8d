"""The dialogue in which a story is told: the draft so far, and the next question."""

from dataclasses import dataclass

from bot.context import Turn
from bot.handlers.onboarding.dialog import telegram_name
from bot.services.dialogs import Dialog
from bot.services.outbox import To
from bot.services.stories.draft import Draft, StoryStep, load_draft, save_draft
from bot.services.stories.playback import Playback, play_story
from bot.services.stories.story import StoryRefused
from bot.services.stories.submission import identifying_words_of_draft
from bot.texts.sentences import Message
from bot.texts.stories import replies
from bot.texts.stories import submission as texts
from bot.texts.stories.phrases import Heading
from bot.texts.stories.submission import OfferedGroup
from db.enums import HolderRole, StoryAudience, StoryName
from db.models import Group
from db.queries.caregivers import patients_held_by
from db.queries.groups import peer_groups_of


@dataclass(frozen=True)
class StoryDialog(Dialog, flow="story"):
    """A story is being told. What was told so far is the draft."""

    step: StoryStep


async def current_draft(turn: Turn) -> Draft | None:
    return await load_draft(turn.session, turn.me.account_id)


async def save_and_wait(turn: Turn, draft: Draft, step: StoryStep) -> None:
    """Store the draft and wait for the answer to this step."""
    turn.wait(StoryDialog(step))
    await save_draft(turn.session, turn.me.account_id, draft, now=turn.now)


async def ask_next(turn: Turn, draft: Draft, step: StoryStep | None = None) -> None:
    """Ask for what the draft still needs, or for `step`."""
    step = step or draft.next_step
    await save_and_wait(turn, draft, step)
    if step is StoryStep.PREVIEW:
        await _play_preview(turn, draft)
        return turn.say(await _preview(turn, draft))
    return say_in_place(turn, await _question(turn, draft, step))


async def repeat_question(turn: Turn, draft: Draft) -> None:
    """Ask the open question again."""
    dialog = turn.dialog_of(StoryDialog)
    step = dialog.step if dialog else draft.next_step
    if step is StoryStep.TELL and draft.parts:
        await save_and_wait(turn, draft, step)
        return turn.say(texts.part_received())
    return await ask_next(turn, draft, step)


async def _question(turn: Turn, draft: Draft, step: StoryStep) -> Message:
    match step:
        case StoryStep.GROUP:
            groups = await peer_groups_of(turn.session, turn.me.account_id)
            return texts.ask_group(groups=[OfferedGroup(one.id, one.title) for one in groups])
        case StoryStep.TELL:
            return texts.ask_tell(programme=turn.me.programme, prompt=draft.prompt)
        case StoryStep.NAME:
            return texts.ask_name(offer=await own_name(turn))
        case StoryStep.OWN_NAME:
            return texts.ask_own_name()
        case StoryStep.AUDIENCE:
            group = await turn.session.get_one(Group, draft.group_id)
            illness = group.programme is not None
            return texts.ask_audience(illness=illness, layers=_layers(draft))
        case StoryStep.RETELL:
            return texts.ask_retell()
        case StoryStep.EDIT:
            return texts.ask_edit()
    raise ValueError(f"no question is asked at the step {step}")


async def _preview(turn: Turn, draft: Draft) -> Message:
    return texts.ask_preview(
        layers=_layers(draft),
        real_name=draft.name_choice == StoryName.REAL,
        spoken=draft.spoken,
        pictured=draft.pictured,
        retell=bool(draft.retell and draft.spoken),
        identifying=await identifying_words_of_draft(turn.session, turn.me.patient_id, draft),
        stamp=draft.stamp,
    )


def _layers(draft: Draft) -> list[StoryAudience]:
    return [StoryAudience(layer) for layer in draft.layers]


async def _play_preview(turn: Turn, draft: Draft) -> None:
    """Show exactly what will be shared, message by message."""
    playback = Playback(To.account(turn.me.account_id), Heading(draft.shown_name))
    await play_story(turn.session, None, playback, draft.parts, now=turn.now)


async def own_name(turn: Turn) -> str | None:
    """The teller's name: the patient's, or for a caregiver the one that Telegram knows."""
    held = await patients_held_by(turn.session, turn.me.account_id)
    for patient in held:
        if patient.id == turn.me.patient_id and patient.role == HolderRole.SELF:
            return patient.name
    return telegram_name(turn)


def say_in_place(turn: Turn, message: Message) -> None:
    """Replace the pressed message if it is a text that can be edited; else send a new one."""
    pressed = turn.query.message if turn.query else None
    if pressed is None or not pressed.is_accessible or not getattr(pressed, "text", None):
        return turn.say(message)
    return turn.rewrite(message)


def say_refused(turn: Turn, refused: StoryRefused) -> None:
    turn.say(replies.refused(why=refused.why, by=refused.by, until=refused.until))
