"""Medicine came: recorded by whoever saw it, with who that was, and put right when it was wrong."""

from datetime import date, datetime, timedelta
from fractions import Fraction

from bot.domain.adherence import Dispensed
from bot.domain.schedule import local_day
from bot.services.adherence.course import Course
from bot.services.adherence.summary import reckon, reckon_patients
from bot.services.audit import note
from bot.services.outbox import To, enqueue
from db.enums import CountSource, OutboxClass
from db.models import Dispensing, Treatment
from db.queries.people import holders_of
from db.session import Unit

CORRECT_WITHIN = timedelta(days=7)
SAME_WITHIN = timedelta(days=7)
"""One handing-out may be told by several people some days apart."""

Actor = tuple[str, int | None]


def noted_before(course: Course, quantity: Fraction, day: date) -> date | None:
    """The day on which just as many are noted already, so that nothing is counted twice."""
    near = (f.at for f in course.dispensed if f.quantity == quantity and f.at <= day)
    last = max(near, default=None)
    return last if last is not None and day - last < SAME_WITHIN else None


async def record_dispensing(
    session: Unit,
    course: Course,
    quantity: Fraction,
    *,
    source: CountSource,
    on: date | None = None,
    actor: Actor = ("operator", None),
    now: datetime,
) -> int:
    """An injection that was given is one unit. Returns the number by which it can be corrected."""
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
    reckon(session, course, now=now)
    subject = ("treatment", course.treatment_id)
    note(session, "dispense", subject, actor=actor, detail=source, now=now)
    return row.id


async def correct_dispensing(
    session: Unit,
    wrong: Dispensing,
    treatment: Treatment,
    quantity: Fraction,
    *,
    source: CountSource,
    actor: Actor,
    now: datetime,
) -> int | None:
    """Put another number in the place of a wrong one, which stays as history; 0: none came.

    Returns the number by which this one can be corrected. None: none came, or another was faster.
    """
    if wrong.replaced_at is not None:
        return None
    wrong.replaced_at = now
    right = Dispensing(
        treatment_id=wrong.treatment_id,
        quantity=quantity,
        dispensed_on=wrong.dispensed_on,
        source=source,
        # When it came, before or after a count of that day, has not changed.
        recorded_at=wrong.recorded_at,
    )
    if quantity:
        session.add(right)
    await session.flush()
    subject = ("treatment", wrong.treatment_id)
    note(session, "correct_dispense", subject, actor=actor, detail=source, now=now)
    await reckon_patients(session, [treatment.patient_id], now=now)
    return right.id if quantity else None


async def tell_patient(
    session: Unit, course: Course, quantity: Fraction, dispensing_id: int, *, by: str, now: datetime
) -> None:
    """What somebody else noted for them is shown to them, and is theirs to put right."""
    for account_id in await holders_of(session, course.patient_id):
        enqueue(
            session,
            OutboxClass.REPLY,
            To.account(account_id),
            "refills.noted_for_you",
            {
                "leader": by,
                "person": course.patient_name,
                "medicine": course.spoken_name,
                "count": str(quantity),
                "dispensing": dispensing_id,
            },
            patient_id=course.patient_id,
            now=now,
        )
