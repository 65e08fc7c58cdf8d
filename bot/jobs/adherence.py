"""Adherence: supplies that end soon, and requests to count that no helper has answered."""

from bot.context import Clock
from bot.jobs.isolation import for_each_clinic
from bot.services.adherence.supply_watch import watch_supplies
from bot.services.pill_counts.assisted.outcomes import alert_unseen_requests
from db.session import Sessions


async def check_supplies(sessions: Sessions, clock: Clock) -> None:
    await for_each_clinic(sessions, clock, watch_supplies, alert_unseen_requests)
