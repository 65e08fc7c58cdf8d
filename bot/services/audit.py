"""The audit log: who did what to which record, in codes only."""

from datetime import datetime

from db.models import Audit
from db.session import UnitOfWork

Actor = tuple[str, int | None]
"""Who did it: "staff" or "account" and their id, or "system"."""
SYSTEM: Actor = ("system", None)


def record_action(
    session: UnitOfWork,
    action: str,
    subject: tuple[str, int | None],
    *,
    actor: Actor = SYSTEM,
    detail: str | None = None,
    now: datetime,
) -> None:
    session.queue(
        Audit,
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
