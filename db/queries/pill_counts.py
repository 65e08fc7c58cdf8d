"""Calls for help with counting: which are open, who may help, where their cards stand."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Row, select

from db.enums import OutboxStatus
from db.models import CountHelp, Outbox
from db.queries.alerts.state import group_of_person
from db.queries.groups import leaders_of
from db.queries.people import holders_of
from db.session import Unit


async def locked_help(session: Unit, help_id: int) -> CountHelp | None:
    found: CountHelp | None = await session.scalar(
        select(CountHelp)
        .where(CountHelp.id == help_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return found


async def open_helps(session: Unit, treatment_id: int) -> list[CountHelp]:
    rows = await session.scalars(
        select(CountHelp)
        .where(CountHelp.treatment_id == treatment_id, CountHelp.ended_at.is_(None))
        .order_by(CountHelp.id)
        .with_for_update()
    )
    return list(rows)


async def calls_of(session: Unit, patient_id: int) -> list[CountHelp]:
    """All of this patient whose voice or photo is still known."""
    rows = await session.scalars(
        select(CountHelp)
        .where(CountHelp.patient_id == patient_id, CountHelp.file_id != "")
        .order_by(CountHelp.id)
        .with_for_update()
    )
    return list(rows)


async def calls_from(session: Unit, account_id: int) -> list[CountHelp]:
    """All whose voice or photo came from this phone and is still known."""
    rows = await session.scalars(
        select(CountHelp)
        .where(CountHelp.account_id == account_id, CountHelp.file_id != "")
        .order_by(CountHelp.id)
        .with_for_update()
    )
    return list(rows)


async def due_helps(session: Unit, now: datetime) -> list[CountHelp]:
    rows = await session.scalars(
        select(CountHelp)
        .where(CountHelp.next_at <= now)
        .order_by(CountHelp.next_at)
        .limit(100)
        .with_for_update(skip_locked=True)
    )
    return list(rows)


async def leaders_beside(session: Unit, patient_id: int) -> list[int]:
    """Leaders of the person's group, but for those who hold the person's own phone."""
    group_id = await group_of_person(session, patient_id, None)
    if group_id is None:
        return []
    own = await holders_of(session, patient_id)
    return [leader for leader in await leaders_of(session, group_id) if leader not in own]


async def help_cards(session: Unit, prefix: str) -> Sequence[Row[int, int]]:
    """The cards that stand with helpers: (id of the outbox row, account)."""
    rows = await session.execute(
        select(Outbox.id, Outbox.dest_id)
        .where(
            Outbox.dedup_key.startswith(prefix, autoescape=True),
            Outbox.status.in_((OutboxStatus.PENDING, OutboxStatus.SENDING, OutboxStatus.SENT)),
        )
        .order_by(Outbox.id)
    )
    return rows.all()
