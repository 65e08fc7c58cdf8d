"""Voice messages of an alert."""

from collections.abc import Sequence

from sqlalchemy import func, select

from db.enums import AlertStatus
from db.models import Alert, VoiceMessage
from db.session import UnitOfWork


async def newest_voice_messages(
    session: UnitOfWork, alert_id: int, most: int
) -> Sequence[VoiceMessage]:
    """The newest voice messages of an alert, oldest first."""
    newest = await session.scalars(
        select(VoiceMessage)
        .where(VoiceMessage.alert_id == alert_id)
        .order_by(VoiceMessage.id.desc())
        .limit(most)
    )
    return newest.all()[::-1]


async def voice_message_count(session: UnitOfWork, alert_id: int) -> int:
    found = await session.scalar(
        select(func.count()).select_from(VoiceMessage).where(VoiceMessage.alert_id == alert_id)
    )
    return found or 0


async def open_alert_of_account(session: UnitOfWork, account_id: int) -> Alert | None:
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
