"""Adherence: supplies that end soon, and requests to count that no helper has answered."""

from bot.context import Clock
from bot.services.adherence.supply_watch import watch_supplies
from bot.services.pill_counts.assisted.outcomes import alert_unseen_requests
from db.session import Sessions, begin


async def check_supplies(sessions: Sessions, clock: Clock) -> int:
    async with begin(sessions) as session:
        told = await watch_supplies(session, now=clock())
        return told + await alert_unseen_requests(session, now=clock())
