"""What grows and is no longer needed."""

from datetime import timedelta

from bot.context import Clock
from bot.services.moderation.flood import forget_runs
from bot.services.stories import forget_drafts
from db.queries.updates import forget_seen
from db.session import Sessions, begin

SEEN_KEPT = timedelta(days=7)
RUNS_KEPT = timedelta(minutes=5)


async def tidy(sessions: Sessions, clock: Clock) -> None:
    async with begin(sessions) as session:
        await forget_seen(session, clock() - SEEN_KEPT)
        await forget_drafts(session, now=clock())
        await forget_runs(session, clock() - RUNS_KEPT)
