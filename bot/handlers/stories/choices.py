"""Name, listeners, voice, preview: the choices before the one yes that makes a story."""

from bot.context import Turn
from bot.handlers.stories.ask import ask, draft_of, keep, over, real_name, refuse
from bot.services.stories import Draft, Refused, submit
from db.enums import Language, StoryAudience, StoryName
from db.models import Group

LAYERS = (StoryAudience.GROUP, StoryAudience.SAME_ILLNESS, StoryAudience.OUTSIDE)


async def name(turn: Turn) -> None:
    draft, chosen = await draft_of(turn), turn.pressed[:1]
    if draft is None:
        return refuse(turn, Refused("gone"))
    if chosen == [StoryName.CHOSEN]:
        return await ask(turn, draft, "own_name")
    shown = await real_name(turn) if chosen == [StoryName.REAL] else None
    if shown is None and chosen != [StoryName.NONE]:
        return await ask(turn, draft, "name")
    draft.name_choice = StoryName.REAL.value if shown else StoryName.NONE.value
    draft.shown_name = shown
    return await ask(turn, draft)


async def layer(turn: Turn) -> None:
    """One circle of listeners on, or off again: nothing is on until it is tapped."""
    draft, chosen = await draft_of(turn), turn.pressed[:1]
    if draft is None:
        return refuse(turn, Refused("gone"))
    if chosen in [[each.value] for each in await _offered(turn, draft)]:
        draft.layers = sorted(set(draft.layers) ^ set(chosen))
        draft.layers_chosen = False
    return await ask(turn, draft, "audience")


async def _offered(turn: Turn, draft: Draft) -> list[StoryAudience]:
    group = await turn.session.get_one(Group, draft.group_id) if draft.group_id else None
    alike = group is not None and group.programme is not None
    return [each for each in LAYERS if alike or each is not StoryAudience.SAME_ILLNESS]


async def layers_chosen(turn: Turn) -> None:
    draft = await draft_of(turn)
    if draft is None:
        return refuse(turn, Refused("gone"))
    draft.layers_chosen = True
    return await ask(turn, draft)


async def voice(turn: Turn) -> None:
    """Their own voice, or a leader tells it."""
    draft = await draft_of(turn)
    if draft is None:
        return refuse(turn, Refused("gone"))
    if turn.pressed[:1] in (["own"], ["leader"]):
        draft.retell = turn.pressed[0] == "leader"
    return await ask(turn, draft)


async def edit(turn: Turn) -> None:
    """What shall be different; then only that is asked again."""
    draft, what = await draft_of(turn), turn.pressed[:1]
    if draft is None:
        return refuse(turn, Refused("gone"))
    if what == ["tell"]:
        draft.forget_words()
        return await ask(turn, draft)
    if what == ["audience"]:
        draft.layers_chosen, draft.retell = False, None
    return await ask(turn, draft, what[0] if what in (["name"], ["audience"]) else "edit")


async def share(turn: Turn) -> None:
    """The yes. It counts only for the preview that it stands under."""
    draft, me = await draft_of(turn), turn.me
    if draft is None:
        return refuse(turn, Refused("gone"))
    if draft.missing != "preview" or turn.pressed != [draft.stamp]:
        return await ask(turn, draft)
    language = me.language or Language.HINDI
    story = await submit(
        turn.session, me.account_id, me.patient_id, draft, language=language, now=turn.now
    )
    if isinstance(story, Refused) and story.why == "crisis":
        await keep(turn, draft, "preview")
        return refuse(turn, Refused("crisis_kept"))
    turn.done_waiting()
    if isinstance(story, Refused):
        return refuse(turn, story)
    return over(turn, "stories.submitted" if draft.shared else "stories.kept")
