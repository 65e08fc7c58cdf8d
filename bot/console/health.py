"""`/healthz`: whether every part is alive and no work is overdue."""

from datetime import datetime, timedelta

from aiohttp import web
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from bot.context import Clock
from bot.watchdog import Heartbeats
from db.enums import AlertStatus, OutboxStatus
from db.models import Alert, Outbox
from db.session import Sessions, UnitOfWork, begin

SILENT_SECONDS = 90.0
"""More than any healthy part needs: a long poll lasts twenty seconds, a tick a few."""
ALERT_LATE = timedelta(minutes=2)
LEASE_OVER = timedelta(minutes=1)


class Health:
    def __init__(self, sessions: Sessions, beats: Heartbeats, clock: Clock) -> None:
        self._sessions = sessions
        self._beats = beats
        self._clock = clock

    async def answer(self, _request: web.Request) -> web.Response:
        reasons = await self.reasons()
        body = {"ok": not reasons, "reasons": reasons, "parts": sorted(self._beats.parts())}
        return web.json_response(body, status=503 if reasons else 200)

    async def reasons(self) -> list[str]:
        """Codes of what is wrong. Empty if all is well."""
        found = ["starting"] if not self._beats.parts() else []
        found += [f"silent:{part}" for part in sorted(self._beats.silent(SILENT_SECONDS))]
        try:
            async with begin(self._sessions) as session:
                found += await overdue_work(session, self._clock())
        except (SQLAlchemyError, OSError):
            found.append("database")
        return found


async def overdue_work(session: UnitOfWork, now: datetime) -> list[str]:
    """Codes of what should have happened by now and did not."""
    late_alerts = select(func.count()).where(
        Alert.status != AlertStatus.RESOLVED, Alert.next_action_at < now - ALERT_LATE
    )
    stuck = select(func.count()).where(
        Outbox.status == OutboxStatus.SENDING, Outbox.lease_until < now - LEASE_OVER
    )
    unheard = select(func.count()).where(
        Alert.status == AlertStatus.TRIGGERED,
        Alert.nags > 0,
        ~select(Outbox.id)
        .where(
            Outbox.alert_id == Alert.id,
            Outbox.episode == Alert.episode,
            Outbox.status == OutboxStatus.SENT,
        )
        .exists(),
    )
    found = []
    if await session.scalar(unheard):
        found.append("alert_unheard")
    if await session.scalar(late_alerts):
        found.append("alert_late")
    if await session.scalar(stuck):
        found.append("message_stuck")
    return found
