"""Name, audience, voice, preview: the choices before the consent that makes a draft a story."""

from bot.context import Turn
from bot.domain.stories import StoryRefusal
from bot.handlers.access.stories import own_draft
from bot.handlers.router import Router
from bot.handlers.stories.dialogue import (
    ask_next,
    own_name,
    save_and_wait,
    say_in_place,
    say_refused,
)
from bot.keyboards.stories import (
    ChooseStoryName,
    ChooseStoryVoice,
    ConfirmAudience,
    EditDraft,
    ShareStory,
    ToggleAudience,
)
from bot.services.stories.draft import Draft, StoryStep
from bot.services.stories.story import StoryRefused
from bot.services.stories.submission import submit_story
from bot.texts.stories import submission as texts
from db.enums import Language, StoryAudience, StoryName
from db.queries.groups import peer_groups_of

AUDIENCES = (StoryAudience.GROUP, StoryAudience.SAME_ILLNESS, StoryAudience.OUTSIDE)

router = Router(__name__)


@router.button(ChooseStoryName, access=own_draft)
async def choose_name(turn: Turn, press: ChooseStoryName, draft: Draft) -> None:
    if press.name is StoryName.CHOSEN:
        return await ask_next(turn, draft, StoryStep.OWN_NAME)
    shown = await own_name(turn) if press.name is StoryName.REAL else None
    if shown is None and press.name is StoryName.REAL:
        return await ask_next(turn, draft, StoryStep.NAME)
    draft.name_choice = StoryName.REAL.value if shown else StoryName.NONE.value
    draft.shown_name = shown
    return await ask_next(turn, draft)


@router.button(ToggleAudience, access=own_draft)
async def toggle_audience(turn: Turn, press: ToggleAudience, draft: Draft) -> None:
    """Switch one audience on or off. All are off at the beginning."""
    if press.audience in await _offered(turn, draft):
        draft.layers = sorted(set(draft.layers) ^ {press.audience.value})
        draft.audience_confirmed = False
    return await ask_next(turn, draft, StoryStep.AUDIENCE)


async def _offered(turn: Turn, draft: Draft) -> list[StoryAudience]:
    groups = await peer_groups_of(turn.session, turn.me.account_id)
    has_illness = any(one.id == draft.group_id and one.programme for one in groups)
    return [each for each in AUDIENCES if has_illness or each is not StoryAudience.SAME_ILLNESS]


@router.button(ConfirmAudience, access=own_draft)
async def confirm_audience(turn: Turn, _press: ConfirmAudience, draft: Draft) -> None:
    draft.audience_confirmed = True
    return await ask_next(turn, draft)


@router.button(ChooseStoryVoice, access=own_draft)
async def choose_voice(turn: Turn, press: ChooseStoryVoice, draft: Draft) -> None:
    """Their own voice is played, or a leader retells the story."""
    draft.retell = press.voice == "leader"
    return await ask_next(turn, draft)


@router.button(EditDraft, access=own_draft)
async def edit_draft(turn: Turn, press: EditDraft, draft: Draft) -> None:
    """Choose what to change; only that is asked again."""
    match press.what:
        case "tell":
            draft.clear_parts()
            return await ask_next(turn, draft)
        case "audience":
            draft.audience_confirmed, draft.retell = False, None
    return await ask_next(turn, draft, StoryStep(press.what or "edit"))


@router.button(ShareStory, access=own_draft)
async def submit_draft(turn: Turn, press: ShareStory, draft: Draft) -> None:
    """Consent and submit. The consent counts only for the preview above the button."""
    me = turn.me
    if draft.next_step is not StoryStep.PREVIEW or press.stamp != draft.stamp:
        return await ask_next(turn, draft)
    language = me.language or Language.HINDI
    story = await submit_story(
        turn.session, me.account_id, me.patient_id, draft, language=language, now=turn.now
    )
    if isinstance(story, StoryRefused) and story.why is StoryRefusal.CRISIS:
        await save_and_wait(turn, draft, StoryStep.PREVIEW)
        return say_refused(turn, StoryRefused(StoryRefusal.CRISIS_KEPT))
    turn.stop_waiting()
    if isinstance(story, StoryRefused):
        return say_refused(turn, story)
    return say_in_place(turn, texts.submitted() if draft.shared else texts.kept())
