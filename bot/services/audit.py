"""The audit: who did what to whom, in codes."""

from datetime import datetime

from db.models import Audit
from db.session import Unit


def note(
    session: Unit,
    deed: str,
    subject: tuple[str, int | None],
    *,
    actor: tuple[str, int | None] = ("system", None),
    detail: str | None = None,
    now: datetime,
) -> None:
    session.defer(
        Audit.__table__,  # type: ignore[arg-type]
        {
            "at": now,
            "actor_kind": actor[0],
            "actor_id": actor[1],
            "deed": deed,
            "subject_kind": subject[0],
            "subject_id": subject[1],
            "detail": detail,
        },
    )
