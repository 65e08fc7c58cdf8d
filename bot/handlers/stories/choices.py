"""Name, audience, voice, preview: the choices before the consent that makes a draft a story."""

from bot.context import Turn
from bot.handlers.stories.dialogue import (
    ask_next,
    current_draft,
    own_name,
    save_and_wait,
    say_in_place,
    say_refused,
)
from bot.services.stories.draft import Draft
from bot.services.stories.story import Refused
from bot.services.stories.submission import submit_story
from db.enums import Language, StoryAudience, StoryName
from db.models import Group

AUDIENCES = (StoryAudience.GROUP, StoryAudience.SAME_ILLNESS, StoryAudience.OUTSIDE)


async def choose_name(turn: Turn) -> None:
    draft, chosen = await current_draft(turn), turn.pressed[:1]
    if draft is None:
        return say_refused(turn, Refused("no_draft"))
    if chosen == [StoryName.CHOSEN]:
        return await ask_next(turn, draft, "own_name")
    shown = await own_name(turn) if chosen == [StoryName.REAL] else None
    if shown is None and chosen != [StoryName.NONE]:
        return await ask_next(turn, draft, "name")
    draft.name_choice = StoryName.REAL.value if shown else StoryName.NONE.value
    draft.shown_name = shown
    return await ask_next(turn, draft)


async def toggle_audience(turn: Turn) -> None:
    """Switch one audience on or off. All are off at the beginning."""
    draft, chosen = await current_draft(turn), turn.pressed[:1]
    if draft is None:
        return say_refused(turn, Refused("no_draft"))
    if chosen in [[each.value] for each in await _offered(turn, draft)]:
        draft.layers = sorted(set(draft.layers) ^ set(chosen))
        draft.audience_confirmed = False
    return await ask_next(turn, draft, "audience")


async def _offered(turn: Turn, draft: Draft) -> list[StoryAudience]:
    group = await turn.session.get_one(Group, draft.group_id) if draft.group_id else None
    has_illness = group is not None and group.programme is not None
    return [each for each in AUDIENCES if has_illness or each is not StoryAudience.SAME_ILLNESS]


async def confirm_audience(turn: Turn) -> None:
    draft = await current_draft(turn)
    if draft is None:
        return say_refused(turn, Refused("no_draft"))
    draft.audience_confirmed = True
    return await ask_next(turn, draft)


async def choose_voice(turn: Turn) -> None:
    """Their own voice is played, or a leader retells the story."""
    draft = await current_draft(turn)
    if draft is None:
        return say_refused(turn, Refused("no_draft"))
    if turn.pressed[:1] in (["own"], ["leader"]):
        draft.retell = turn.pressed[0] == "leader"
    return await ask_next(turn, draft)


async def edit_draft(turn: Turn) -> None:
    """Choose what to change; only that is asked again."""
    draft, what = await current_draft(turn), turn.pressed[:1]
    if draft is None:
        return say_refused(turn, Refused("no_draft"))
    if what == ["tell"]:
        draft.clear_parts()
        return await ask_next(turn, draft)
    if what == ["audience"]:
        draft.audience_confirmed, draft.retell = False, None
    return await ask_next(turn, draft, what[0] if what in (["name"], ["audience"]) else "edit")


async def submit_draft(turn: Turn) -> None:
    """Consent and submit. The consent counts only for the preview above the button."""
    draft, me = await current_draft(turn), turn.me
    if draft is None:
        return say_refused(turn, Refused("no_draft"))
    if draft.next_step != "preview" or turn.pressed != [draft.stamp]:
        return await ask_next(turn, draft)
    language = me.language or Language.HINDI
    story = await submit_story(
        turn.session, me.account_id, me.patient_id, draft, language=language, now=turn.now
    )
    if isinstance(story, Refused) and story.why == "crisis":
        await save_and_wait(turn, draft, "preview")
        return say_refused(turn, Refused("crisis_kept"))
    turn.stop_waiting()
    if isinstance(story, Refused):
        return say_refused(turn, story)
    return say_in_place(turn, "stories.submitted" if draft.shared else "stories.kept")
