"""The group's week, and what keeps the groups in order."""

from datetime import timedelta

from bot.context import Clock
from bot.services.leaders import digest, end_rests
from bot.services.moderation.rules import pin_rules
from bot.services.outbox import To, enqueue
from bot.services.starters import look_ahead, say_due
from db.enums import OutboxClass
from db.queries.moderation.cases import forget_old_cases, stale_welcomes
from db.session import Sessions, begin

WELCOME_STANDS = timedelta(hours=6)
CASES_KEPT = timedelta(days=30)


async def start_talks(sessions: Sessions, clock: Clock) -> int:
    async with begin(sessions) as session:
        await look_ahead(session, now=clock())
        return await say_due(session, now=clock())


async def look_after_leaders(sessions: Sessions, clock: Clock) -> int:
    async with begin(sessions) as session:
        await end_rests(session, now=clock())
        return await digest(session, now=clock())


async def keep_order(sessions: Sessions, clock: Clock) -> None:
    """Rules are pinned where they are not, and welcomes that were read are taken away."""
    now = clock()
    async with begin(sessions) as session:
        await pin_rules(session, now=now)
        await forget_old_cases(session, now - CASES_KEPT)
        for row in await stale_welcomes(session, now, WELCOME_STANDS):
            enqueue(
                session,
                OutboxClass.MODERATION,
                To.group(row.dest_id),
                "moderation.deed",
                method="delete",
                target_outbox_id=row.id,
                now=now,
            )
