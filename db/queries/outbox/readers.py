"""Messages that somebody got as staff or as a leader, after they are that no longer."""

from sqlalchemy import not_, select

from db.enums import OutboxStatus
from db.models import Outbox
from db.queries.outbox.statements import FOR_ACCOUNT, READS
from db.session import UnitOfWork


async def messages_not_theirs_any_more(session: UnitOfWork, account_id: int) -> list[Outbox]:
    """Newest first."""
    rows = await session.scalars(
        select(Outbox)
        .where(
            FOR_ACCOUNT,
            Outbox.dest_id == account_id,
            Outbox.method == "send",
            Outbox.status == OutboxStatus.SENT,
            not_(READS),
        )
        .order_by(Outbox.id.desc())
    )
    return list(rows)
