"""Refills: record what was dispensed and who reported it, and correct wrong numbers."""

from datetime import date, datetime, timedelta
from fractions import Fraction

from bot.domain.adherence import Dispensed
from bot.domain.schedule import local_day
from bot.services.adherence.course import Course
from bot.services.adherence.summary import update_summaries, update_summary
from bot.services.audit import Actor, record_action
from bot.services.outbox import To, enqueue
from bot.texts.refills.by_leader import noted_for_you
from db.enums import CountSource, OutboxClass
from db.models import Dispensing, Treatment
from db.queries.caregivers import holders_of
from db.session import UnitOfWork

CORRECT_WITHIN = timedelta(days=7)
SAME_WITHIN = timedelta(days=7)
"""Several people may report the same dispensing some days apart."""


def day_of_same_dispensing(course: Course, quantity: Fraction, day: date) -> date | None:
    """The day with the same number recorded already, so that nothing is counted twice."""
    same = (f.at for f in course.dispensed if f.quantity == quantity and f.at <= day)
    last = max(same, default=None)
    return last if last is not None and day - last < SAME_WITHIN else None


async def record_dispensing(
    session: UnitOfWork,
    course: Course,
    quantity: Fraction,
    *,
    source: CountSource,
    on: date | None = None,
    actor: Actor = ("operator", None),
    now: datetime,
) -> int:
    """One injection is one unit. Returns the id of the dispensing, for corrections."""
    day = on or local_day(now)
    row = Dispensing(
        treatment_id=course.treatment_id,
        quantity=quantity,
        dispensed_on=day,
        source=source,
        recorded_at=now,
    )
    session.add(row)
    await session.flush()
    counted = any(count.on == day for count in course.counts)
    course.dispensed.append(Dispensed(day, quantity, after_count=counted and day == local_day(now)))
    update_summary(session, course, now=now)
    subject = ("treatment", course.treatment_id)
    record_action(session, "dispense", subject, actor=actor, detail=source, now=now)
    return row.id


async def correct_dispensing(
    session: UnitOfWork,
    wrong: Dispensing,
    treatment: Treatment,
    quantity: Fraction,
    *,
    source: CountSource,
    actor: Actor,
    now: datetime,
) -> int | None:
    """Replace a wrong number, which stays as history; 0 if nothing was dispensed.

    Returns the id of the new dispensing; None if there is none, or if another correction was first.
    """
    if wrong.replaced_at is not None:
        return None
    wrong.replaced_at = now
    corrected = Dispensing(
        treatment_id=wrong.treatment_id,
        quantity=quantity,
        dispensed_on=wrong.dispensed_on,
        source=source,
        # Whether it was dispensed before or after a count of that day has not changed.
        recorded_at=wrong.recorded_at,
    )
    if quantity:
        session.add(corrected)
    await session.flush()
    subject = ("treatment", wrong.treatment_id)
    record_action(session, "correct_dispense", subject, actor=actor, detail=source, now=now)
    await update_summaries(session, [treatment.patient_id], now=now)
    return corrected.id if quantity else None


async def notify_of_dispensing(
    session: UnitOfWork,
    course: Course,
    quantity: Fraction,
    dispensing_id: int,
    *,
    by: str,
    now: datetime,
) -> None:
    """Tell the patient's phones what somebody else recorded for them, so they can correct it."""
    for account_id in await holders_of(session, course.patient_id):
        enqueue(
            session,
            OutboxClass.REPLY,
            To.account(account_id),
            noted_for_you(
                leader=by,
                person=course.patient_name,
                medicine=course.spoken_name,
                count=quantity,
                dispensing=dispensing_id,
            ),
            patient_id=course.patient_id,
            now=now,
        )
