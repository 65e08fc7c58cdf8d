"""Heartbeats: which parts of this process are alive, for those who look at the database."""

from bot.context import Clock
from bot.services.heartbeats import record_heartbeats
from bot.watchdog import Heartbeats
from db.session import Sessions, begin


async def store_heartbeats(
    sessions: Sessions, instance: str, beats: Heartbeats, clock: Clock
) -> None:
    async with begin(sessions) as session:
        await record_heartbeats(session, instance, beats.ages(), beats.notes, now=clock())
