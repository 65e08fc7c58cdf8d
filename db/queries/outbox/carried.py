"""Pages in a storm of alerts: one list message carries many of them, and they end as it ends."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, insert, null, select, update

from db.base import UtcDateTime
from db.enums import OutboxStatus, SendOutcome
from db.queries.outbox.statements import attempt, outbox
from db.session import UnitOfWork

FAILED = (OutboxStatus.FAILED.value, OutboxStatus.UNKNOWN.value, OutboxStatus.EXPIRED.value)

_key = select(outbox.c.dedup_key).where(outbox.c.id == bindparam("row")).scalar_subquery()

FINISH_CARRIED = (
    update(outbox)
    .where(outbox.c.carried_by == _key, outbox.c.status == "pending")
    .values(
        status=bindparam("status"),
        params=null(),
        last_code="carried",
        sent_chat_id=bindparam("chat"),
        sent_message_id=bindparam("message"),
        done_at=bindparam("at", type_=UtcDateTime),
    )
    .returning(outbox.c.id, outbox.c.alert_id)
)


async def finish_carried(session: UnitOfWork, lists: Sequence[dict[str, Any]]) -> list[int]:
    """Finish the pages that these lists carry; return the alerts for which a page failed.

    `lists` are rows as FINISH takes them.
    """
    connection = await session.connection()
    failed: list[int] = []
    for row in lists:
        values = {key: row[key] for key in ("row", "status", "chat", "message", "at")}
        carried = (await connection.execute(FINISH_CARRIED, values)).all()
        if row["status"] in FAILED:
            failed += [alert_id for _id, alert_id in carried]
        if row["status"] == OutboxStatus.SENT.value and carried:
            await connection.execute(
                insert(attempt),
                [
                    {
                        "outbox_id": page_id,
                        "started_at": row["at"],
                        "ended_at": row["at"],
                        "outcome": SendOutcome.SENT.value,
                        "code": "carried",
                    }
                    for page_id, _alert_id in carried
                ],
            )
    return failed
