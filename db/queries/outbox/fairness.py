"""When more waits than can be sent: the order changes, so that no flood holds back the others."""

from datetime import datetime

from sqlalchemy import bindparam, func, literal_column, null, select, update

from db.base import UtcDateTime
from db.enums import OutboxClass
from db.queries.outbox.statements import FOR_ACCOUNT, NOW, PENDING, outbox
from db.session import UnitOfWork

BEFORE_REPLIES = OutboxClass.REPLY.order - 1
PROMOTE_ALERTS = (
    update(outbox)
    .where(
        PENDING,
        outbox.c.priority == literal_column(str(OutboxClass.ALERT.order)),
        outbox.c.not_before <= bindparam("waiting_since", type_=UtcDateTime),
    )
    .values(priority=BEFORE_REPLIES)
)
_crowd = (
    select(
        outbox.c.id,
        func.row_number()
        .over(partition_by=outbox.c.dest_id, order_by=outbox.c.id.desc())
        .label("newer"),
    )
    .where(
        PENDING,
        FOR_ACCOUNT,
        outbox.c.priority == literal_column(str(OutboxClass.REPLY.order)),
        outbox.c.method == literal_column("'send'"),
    )
    .subquery()
)
DROP_CROWDED_REPLIES = (
    update(outbox)
    .where(
        PENDING,
        outbox.c.id.in_(select(_crowd.c.id).where(_crowd.c.newer > bindparam("most"))),
    )
    .values(status=literal_column("'cancelled'"), params=null(), last_code="crowded", done_at=NOW)
)


async def promote_waiting_alerts(session: UnitOfWork, *, waiting_since: datetime) -> None:
    """Alerts that have waited since then go before all replies, however many are written."""
    connection = await session.connection()
    await connection.execute(PROMOTE_ALERTS, {"waiting_since": waiting_since})


async def drop_crowded_replies(session: UnitOfWork, *, most: int, now: datetime) -> None:
    """Of the replies that wait for one account, keep the newest."""
    connection = await session.connection()
    await connection.execute(DROP_CROWDED_REPLIES, {"most": most, "now": now})
