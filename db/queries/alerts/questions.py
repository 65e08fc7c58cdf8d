"""Safety questions: open, due, and answered with no."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Row, select

from db.enums import AlertKind
from db.models import Clinic, SafetyQuestion
from db.session import UnitOfWork


async def open_question(session: UnitOfWork, account_id: int, kind: str) -> SafetyQuestion | None:
    found: SafetyQuestion | None = await session.scalar(
        select(SafetyQuestion)
        .where(
            SafetyQuestion.account_id == account_id,
            SafetyQuestion.kind == kind,
            SafetyQuestion.next_at.is_not(None),
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return found


async def due_question(
    session: UnitOfWork, now: datetime, besides: Collection[int]
) -> SafetyQuestion | None:
    found: SafetyQuestion | None = await session.scalar(
        select(SafetyQuestion)
        .where(SafetyQuestion.next_at <= now, SafetyQuestion.id.not_in(besides))
        .order_by(SafetyQuestion.next_at, SafetyQuestion.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    return found


async def denied_danger_questions(session: UnitOfWork) -> Sequence[Row[str, str]]:
    """Questions about danger words that the person answered with no, as (evidence, signs)."""
    rows = await session.execute(
        select(SafetyQuestion.evidence, SafetyQuestion.signs)
        .join(Clinic, Clinic.id == SafetyQuestion.clinic_id)
        .where(
            SafetyQuestion.kind == AlertKind.DANGER_SIGN,
            SafetyQuestion.answer == "no",
            SafetyQuestion.signs != "",
            Clinic.practice.is_(False),
        )
        .order_by(SafetyQuestion.id)
    )
    return rows.all()
