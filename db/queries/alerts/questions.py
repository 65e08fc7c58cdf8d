"""Questions that wait for an answer."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Row, select

from db.enums import AlertKind
from db.models import Clinic, Question
from db.session import Unit


async def open_question(session: Unit, account_id: int, kind: str) -> Question | None:
    found: Question | None = await session.scalar(
        select(Question)
        .where(
            Question.account_id == account_id, Question.kind == kind, Question.next_at.is_not(None)
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return found


async def due_question(session: Unit, now: datetime, besides: Collection[int]) -> Question | None:
    found: Question | None = await session.scalar(
        select(Question)
        .where(Question.next_at <= now, Question.id.not_in(besides))
        .order_by(Question.next_at, Question.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    return found


async def asked_and_denied(session: Unit) -> Sequence[Row[str, str]]:
    """Doubts about words that the person settled with a no: (evidence, signs)."""
    rows = await session.execute(
        select(Question.evidence, Question.signs)
        .join(Clinic, Clinic.id == Question.clinic_id)
        .where(
            Question.kind == AlertKind.DANGER_SIGN,
            Question.answer == "no",
            Question.signs != "",
            Clinic.practice.is_(False),
        )
        .order_by(Question.id)
    )
    return rows.all()
