"""`/healthz`: whether every part is alive and no work is overdue."""

import asyncio
from datetime import datetime, timedelta

from aiohttp import web
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from bot.context import Clock
from bot.watchdog import Heartbeats
from db.enums import AlertStatus, CommandStatus, OutboxStatus
from db.models import Alert, AlertCommand, DeadLetter, Outbox
from db.session import Sessions, UnitOfWork, begin

TELEGRAM_SILENT = "telegram_silent"
SILENT_SECONDS = 90.0
"""More than any healthy part needs: a long poll lasts twenty seconds, a tick a few."""
DATABASE_SECONDS = 3.0
ALERT_LATE = timedelta(minutes=2)
LEASE_OVER = timedelta(minutes=1)
COMMAND_LATE = timedelta(minutes=1)
DEAD_LETTER_TOLD_FOR = timedelta(days=1)
HARMLESS = frozenset({"standing_by"})
"""Notes of a healthy process; those who look have to know them nevertheless."""


class Health:
    def __init__(self, sessions: Sessions, beats: Heartbeats, clock: Clock) -> None:
        self._sessions = sessions
        self._beats = beats
        self._clock = clock
        self._looking: asyncio.Task[list[str]] | None = None

    async def answer(self, _request: web.Request) -> web.Response:
        reasons = await self.reasons()
        body = {
            "ok": not reasons,
            "reasons": reasons,
            "notes": self._beats.notes,
            "parts": sorted(self._beats.ages()),
        }
        return web.json_response(body, status=503 if reasons else 200)

    async def reasons(self) -> list[str]:
        """Codes of what is wrong. Empty if all is well."""
        ages, notes = self._beats.ages(), self._beats.notes
        found = [] if ages else ["starting"]
        found += [note for note in notes if note not in HARMLESS]
        found += [_silence(part) for part, age in sorted(ages.items()) if age > SILENT_SECONDS]
        if HARMLESS.intersection(notes) or "conflict" in notes:
            # Whoever stands by does not fetch, and a conflict is the better name.
            found = [code for code in found if code != TELEGRAM_SILENT]
        return found + await self._overdue()

    async def _overdue(self) -> list[str]:
        """Not cancelled when it takes long: the next request waits for the same look."""
        if self._looking is None:
            self._looking = asyncio.create_task(self._look())
        done, _ = await asyncio.wait({self._looking}, timeout=DATABASE_SECONDS)
        if not done:
            return ["database"]
        looked, self._looking = self._looking, None
        return looked.result()

    async def _look(self) -> list[str]:
        try:
            async with begin(self._sessions) as session:
                return await overdue_work(session, self._clock())
        except (SQLAlchemyError, OSError):
            return ["database"]


def _silence(part: str) -> str:
    return TELEGRAM_SILENT if part == "intake" else f"silent:{part}"


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
    unanswered = select(func.count()).where(
        AlertCommand.status == CommandStatus.NEW, AlertCommand.created_at < now - COMMAND_LATE
    )
    dead = select(func.count()).where(DeadLetter.failed_at > now - DEAD_LETTER_TOLD_FOR)
    found = []
    if await session.scalar(unheard):
        found.append("alert_unheard")
    if await session.scalar(late_alerts):
        found.append("alert_late")
    if await session.scalar(stuck):
        found.append("message_stuck")
    if await session.scalar(unanswered):
        found.append("command_stuck")
    if await session.scalar(dead):
        found.append("update_dead")
    return found
