"""Voices that wait for somebody to listen."""

from collections.abc import Sequence

from sqlalchemy import func, select

from db.enums import AlertStatus
from db.models import Alert, Voice
from db.session import Unit


async def voices_of(session: Unit, alert_id: int, most: int) -> Sequence[Voice]:
    """The newest of an alert, in the order in which they were spoken."""
    newest = await session.scalars(
        select(Voice).where(Voice.alert_id == alert_id).order_by(Voice.id.desc()).limit(most)
    )
    return newest.all()[::-1]


async def count_voices(session: Unit, alert_id: int) -> int:
    found = await session.scalar(
        select(func.count()).select_from(Voice).where(Voice.alert_id == alert_id)
    )
    return found or 0


async def open_alert_of(session: Unit, account_id: int) -> Alert | None:
    """The newest alert that this person's own words raised and that is still open."""
    found: Alert | None = await session.scalar(
        select(Alert)
        .where(Alert.account_id == account_id, Alert.status != AlertStatus.RESOLVED)
        .order_by(Alert.id.desc())
        .limit(1)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return found
