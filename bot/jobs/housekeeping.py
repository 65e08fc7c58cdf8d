"""Housekeeping: deletes rows that nobody needs any more."""

from datetime import timedelta

from bot.context import Clock
from bot.services.moderation.flood import delete_old_flood_runs
from bot.services.stories.draft import delete_old_drafts
from db.queries.updates import delete_old_update_marks
from db.session import Sessions, begin

UPDATE_MARKS_KEPT = timedelta(days=7)
FLOOD_RUNS_KEPT = timedelta(minutes=5)


async def delete_old_rows(sessions: Sessions, clock: Clock) -> None:
    async with begin(sessions) as session:
        await delete_old_update_marks(session, clock() - UPDATE_MARKS_KEPT)
        await delete_old_drafts(session, now=clock())
        await delete_old_flood_runs(session, clock() - FLOOD_RUNS_KEPT)
