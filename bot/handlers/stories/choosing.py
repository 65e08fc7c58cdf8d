"""Name, listeners, preview: the choices before the one yes that makes a story."""

from bot.context import Turn
from bot.handlers.stories.asking import ask, draft_of, over, real_name, refuse
from bot.services.stories import Refused, submit
from db.enums import Language, StoryAudience, StoryName

AUDIENCES = (StoryAudience.GROUP, StoryAudience.SAME_ILLNESS, StoryAudience.KEEP)


async def name(turn: Turn) -> None:
    draft, chosen = draft_of(turn), turn.pressed[:1]
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


async def audience(turn: Turn) -> None:
    draft, chosen = draft_of(turn), turn.pressed[:1]
    if draft is None:
        return refuse(turn, Refused("gone"))
    if chosen not in [[each.value] for each in AUDIENCES]:
        return await ask(turn, draft, "audience")
    draft.audience = chosen[0]
    return await ask(turn, draft)


async def edit(turn: Turn) -> None:
    """What shall be different; then only that is asked again."""
    draft, what = draft_of(turn), turn.pressed[:1]
    if draft is None:
        return refuse(turn, Refused("gone"))
    if what == ["tell"]:
        draft.forget_words()
        return await ask(turn, draft)
    return await ask(turn, draft, what[0] if what in (["name"], ["audience"]) else "edit")


async def share(turn: Turn) -> None:
    """The yes. It counts only for the preview that it stands under."""
    draft = draft_of(turn)
    if draft is None:
        return refuse(turn, Refused("gone"))
    if draft.missing != "preview" or turn.pressed != [draft.stamp]:
        return await ask(turn, draft)
    story = await submit(
        turn.session,
        turn.me.account_id,
        turn.me.patient_id,
        draft,
        language=turn.me.language or Language.HINDI,
        now=turn.now,
    )
    turn.done_waiting()
    if isinstance(story, Refused):
        return refuse(turn, story)
    kept = story.audience == StoryAudience.KEEP
    return over(turn, "stories.kept" if kept else "stories.submitted")
