"""What a person adds after a count: pills lost or received, what was hard, how pills are stored."""

from datetime import date, datetime
from fractions import Fraction

from sqlalchemy import update

from bot.domain.schedule import local_day
from bot.services.adherence.course import Course, RecordedCount
from bot.services.adherence.summary import update_summary
from bot.services.audit import record_action
from bot.services.pill_counts.record import CORRECT_WITHIN, CountResult, record_count
from bot.services.refills import record_dispensing
from db.enums import CountSource, HardReason, PillStorage
from db.models import PillCount, Treatment
from db.session import UnitOfWork


def correctable_count(course: Course, day: date, now: datetime) -> RecordedCount | None:
    """The count of that day; None if it is too old to correct or a later one replaced it."""
    last = course.last
    if last is None or last.on != day or now - last.at > CORRECT_WITHIN:
        return None
    return last


async def record_lost_pills(
    session: UnitOfWork,
    course: Course,
    count: RecordedCount,
    lost: Fraction,
    *,
    account_id: int,
    now: datetime,
) -> CountResult:
    """Record the same count again, with the pills lost or given away since the count before."""
    return await record_count(
        session,
        course,
        count.remaining,
        account_id=account_id,
        source=count.source,
        lost=lost,
        corrects=count.id,
        now=now,
    )


async def record_earlier_refill(
    session: UnitOfWork,
    course: Course,
    count: RecordedCount,
    quantity: Fraction,
    *,
    account_id: int,
    now: datetime,
) -> None:
    """Record medicine that had come before the count.

    If the count is of today, it is recorded again, so that its interval includes the refill.
    """
    await record_dispensing(
        session, course, quantity, source=CountSource.SELF, on=count.on, now=now
    )
    if count.on == local_day(now):
        await record_count(
            session,
            course,
            count.remaining,
            account_id=account_id,
            source=count.source,
            lost=count.lost,
            now=now,
        )


async def record_what_was_hard(
    session: UnitOfWork,
    course: Course,
    day: date,
    reason: HardReason,
    *,
    account_id: int,
    now: datetime,
) -> bool:
    """False if there is no count of that day any more."""
    await session.flush_queued()
    changed = await session.scalars(
        update(PillCount)
        .where(
            PillCount.treatment_id == course.treatment_id,
            PillCount.counted_on == day,
            PillCount.replaced_at.is_(None),
        )
        .values(hard=reason)
        .returning(PillCount.id)
    )
    actor = ("account", account_id)
    record_action(
        session, "say_what_was_hard", ("treatment", course.treatment_id), actor=actor, now=now
    )
    return changed.first() is not None


async def record_storage(
    session: UnitOfWork, courses: list[Course], storage: PillStorage, *, now: datetime
) -> None:
    """For the same medicine of people who live together."""
    for course in courses:
        course.storage = storage
        await session.execute(
            update(Treatment).where(Treatment.id == course.treatment_id).values(storage=storage)
        )
        update_summary(session, course, now=now)
