"""Heartbeats that the clinic's side can see, and leases for what only one process may do."""

from datetime import datetime

from sqlalchemy import delete, insert

from db.models import Heartbeat
from db.session import Unit


async def note_beats(session: Unit, instance: str, parts: list[str], *, now: datetime) -> None:
    await session.execute(delete(Heartbeat).where(Heartbeat.instance == instance))
    if parts:
        rows = [{"part": part, "instance": instance, "at": now} for part in parts]
        await session.execute(insert(Heartbeat), rows)
