"""What the calendar brings: reminders to count, supplies that end, counts nobody helped with."""

from bot.context import Clock
from bot.services.adherence.supply_watch import watch_supplies
from bot.services.pill_counts.assisted import alert_unseen
from bot.services.reminders.counts import remind_due
from db.session import Sessions, begin


async def remind(sessions: Sessions, clock: Clock) -> int:
    async with begin(sessions) as session:
        return await remind_due(session, now=clock())


async def watch(sessions: Sessions, clock: Clock) -> int:
    async with begin(sessions) as session:
        told = await watch_supplies(session, now=clock())
        return told + await alert_unseen(session, now=clock())
