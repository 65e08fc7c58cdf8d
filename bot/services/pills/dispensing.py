"""Medicine came: recorded by whoever saw it, with who that was."""

from datetime import date, datetime
from fractions import Fraction

from bot.domain.adherence import Dispensed
from bot.domain.schedule import local_day
from bot.services.audit import note
from bot.services.pills.courses import Course
from bot.services.pills.outlook import reckon
from db.enums import CountSource
from db.models import Dispensing
from db.session import Unit


async def record_dispensing(
    session: Unit,
    course: Course,
    quantity: Fraction,
    *,
    source: CountSource,
    on: date | None = None,
    actor: tuple[str, int | None] = ("operator", None),
    now: datetime,
) -> None:
    """An injection that was given is one unit."""
    day = on or local_day(now)
    session.add(
        Dispensing(
            treatment_id=course.treatment_id,
            quantity=quantity,
            dispensed_on=day,
            source=source,
            recorded_at=now,
        )
    )
    counted = any(count.on == day for count in course.counts)
    course.dispensed.append(Dispensed(day, quantity, after_count=counted and day == local_day(now)))
    reckon(session, course, now=now)
    note(
        session,
        "dispense",
        ("treatment", course.treatment_id),
        actor=actor,
        detail=source,
        now=now,
    )
