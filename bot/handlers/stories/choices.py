"""Name, audience, voice, preview: the choices before the consent that makes a draft a story."""

from bot.context import Turn
from bot.domain.stories import StoryRefusal
from bot.handlers.router import Router
from bot.handlers.stories.dialogue import (
    ask_next,
    current_draft,
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
from bot.services.stories.draft import Draft
from bot.services.stories.story import Refused
from bot.services.stories.submission import submit_story
from bot.texts.stories import submission as texts
from db.enums import Language, StoryAudience, StoryName
from db.models import Group

AUDIENCES = (StoryAudience.GROUP, StoryAudience.SAME_ILLNESS, StoryAudience.OUTSIDE)

router = Router(__name__)


@router.button(ChooseStoryName)
async def choose_name(turn: Turn, press: ChooseStoryName) -> None:
    draft = await current_draft(turn)
    if draft is None:
        return say_refused(turn, Refused(StoryRefusal.NO_DRAFT))
    if press.name is StoryName.CHOSEN:
        return await ask_next(turn, draft, "own_name")
    shown = await own_name(turn) if press.name is StoryName.REAL else None
    if shown is None and press.name is StoryName.REAL:
        return await ask_next(turn, draft, "name")
    draft.name_choice = StoryName.REAL.value if shown else StoryName.NONE.value
    draft.shown_name = shown
    return await ask_next(turn, draft)


@router.button(ToggleAudience)
async def toggle_audience(turn: Turn, press: ToggleAudience) -> None:
    """Switch one audience on or off. All are off at the beginning."""
    draft = await current_draft(turn)
    if draft is None:
        return say_refused(turn, Refused(StoryRefusal.NO_DRAFT))
    if press.audience in await _offered(turn, draft):
        draft.layers = sorted(set(draft.layers) ^ {press.audience.value})
        draft.audience_confirmed = False
    return await ask_next(turn, draft, "audience")


async def _offered(turn: Turn, draft: Draft) -> list[StoryAudience]:
    group = await turn.session.get_one(Group, draft.group_id) if draft.group_id else None
    has_illness = group is not None and group.programme is not None
    return [each for each in AUDIENCES if has_illness or each is not StoryAudience.SAME_ILLNESS]


@router.button(ConfirmAudience)
async def confirm_audience(turn: Turn, _press: ConfirmAudience) -> None:
    draft = await current_draft(turn)
    if draft is None:
        return say_refused(turn, Refused(StoryRefusal.NO_DRAFT))
    draft.audience_confirmed = True
    return await ask_next(turn, draft)


@router.button(ChooseStoryVoice)
async def choose_voice(turn: Turn, press: ChooseStoryVoice) -> None:
    """Their own voice is played, or a leader retells the story."""
    draft = await current_draft(turn)
    if draft is None:
        return say_refused(turn, Refused(StoryRefusal.NO_DRAFT))
    draft.retell = press.voice == "leader"
    return await ask_next(turn, draft)


@router.button(EditDraft)
async def edit_draft(turn: Turn, press: EditDraft) -> None:
    """Choose what to change; only that is asked again."""
    draft = await current_draft(turn)
    if draft is None:
        return say_refused(turn, Refused(StoryRefusal.NO_DRAFT))
    match press.what:
        case "tell":
            draft.clear_parts()
            return await ask_next(turn, draft)
        case "audience":
            draft.audience_confirmed, draft.retell = False, None
    return await ask_next(turn, draft, press.what or "edit")


@router.button(ShareStory)
async def submit_draft(turn: Turn, press: ShareStory) -> None:
    """Consent and submit. The consent counts only for the preview above the button."""
    draft, me = await current_draft(turn), turn.me
    if draft is None:
        return say_refused(turn, Refused(StoryRefusal.NO_DRAFT))
    if draft.next_step != "preview" or press.stamp != draft.stamp:
        return await ask_next(turn, draft)
    language = me.language or Language.HINDI
    story = await submit_story(
        turn.session, me.account_id, me.patient_id, draft, language=language, now=turn.now
    )
    if isinstance(story, Refused) and story.why is StoryRefusal.CRISIS:
        await save_and_wait(turn, draft, "preview")
        return say_refused(turn, Refused(StoryRefusal.CRISIS_KEPT))
    turn.stop_waiting()
    if isinstance(story, Refused):
        return say_refused(turn, story)
    return say_in_place(turn, texts.submitted() if draft.shared else texts.kept())
