"""The questions of the week, the silence after them, and what comes before a meeting."""

from bot.context import Clock
from bot.services.meetings import announce, follow_up, plan_by_rules, prepare
from bot.services.reminders.checkins import check_in_due, count_silence
from bot.services.reminders.silence import greet_due
from db.session import Sessions, begin


async def check_in(sessions: Sessions, clock: Clock) -> int:
    async with begin(sessions) as session:
        return await check_in_due(session, now=clock())


async def hear_silence(sessions: Sessions, clock: Clock) -> int:
    async with begin(sessions) as session:
        await count_silence(session, now=clock())
        return await greet_due(session, now=clock())


async def gather(sessions: Sessions, clock: Clock) -> int:
    """The next meetings by rule first: what follows may already be due for them."""
    async with begin(sessions) as session:
        await plan_by_rules(session, now=clock())
        await follow_up(session, now=clock())
        await announce(session, now=clock())
        return await prepare(session, now=clock())
