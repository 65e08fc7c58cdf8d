"""The audit log: who did what to which record, in codes only."""

from datetime import datetime

from db.models import Audit
from db.session import UnitOfWork


def record_action(
    session: UnitOfWork,
    action: str,
    subject: tuple[str, int | None],
    *,
    actor: tuple[str, int | None] = ("system", None),
    detail: str | None = None,
    now: datetime,
) -> None:
    session.queue(
        Audit.__table__,  # type: ignore[arg-type]
        {
            "at": now,
            "actor_kind": actor[0],
            "actor_id": actor[1],
            "action": action,
            "subject_kind": subject[0],
            "subject_id": subject[1],
            "detail": detail,
        },
    )
