"""Housekeeping: deletes rows that nobody needs any more, as the rules of privacy say."""

from bot.context import Clock
from bot.domain.privacy.retention import kept_since
from bot.services.moderation.flood import delete_old_flood_runs
from bot.services.privacy.retention import SWEEPS, sweep_once
from bot.services.stories.draft import delete_old_drafts
from db.queries.moderation.cases import redact_old_cases
from db.queries.updates import delete_old_update_marks
from db.session import Sessions, begin


async def delete_old_rows(sessions: Sessions, clock: Clock) -> None:
    now = clock()
    async with begin(sessions) as session:
        await delete_old_update_marks(session, kept_since("update_seen", now))
        await delete_old_drafts(session, kept_since("story_draft", now))
        await delete_old_flood_runs(session, kept_since("flood_run", now))
        await redact_old_cases(session, kept_since("moderation_case", now))
    for table, sweep in SWEEPS:
        more = True
        while more:
            async with begin(sessions) as session:
                more = await sweep_once(session, table, sweep, now=now)
