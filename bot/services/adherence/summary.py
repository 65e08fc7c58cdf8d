"""The adherence summary of a course, kept in a table for staff and for the clinic's programs."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from bot.domain.adherence import Band, NoFraction, next_injection, runs_out_on
from bot.domain.schedule import local_day
from bot.services.adherence.course import Course
from bot.services.adherence.loading import load_courses
from db.models import AdherenceSummary
from db.session import UnitOfWork


def update_summary(session: UnitOfWork, course: Course, *, now: datetime) -> None:
    """Replace the stored summary of this course."""
    row = _row(course, local_day(now))
    session.replace(
        AdherenceSummary,
        course.treatment_id,
        {"treatment_id": course.treatment_id, **row, "reckoned_at": now},
    )


async def update_summaries(
    session: UnitOfWork, patients: Collection[int], *, now: datetime
) -> None:
    """For when something other than a count changed: a dose, a fill, a pause, a stock-out."""
    await session.flush_queued()
    for course in await load_courses(session, patients, local_day(now)):
        update_summary(session, course, now=now)


def _row(course: Course, today: date) -> dict[str, Any]:
    newest_two, newest = course.latest_intervals(), next(reversed(course.trusted), None)
    before = course.count_before(newest.on) if newest else None
    compared = before is not None and newest is not None and before.at < newest.on
    latest = course.interval_to(newest) if newest else None
    return {
        "counted_on": newest.on if newest else None,
        "remaining": newest.remaining if newest else None,
        "source": newest.source.value if newest else None,
        "since_on": before.at if before and compared else None,
        "since_stock": before.remaining if before and compared else None,
        "counts_used": min(len(course.trusted), 2),
        "days": latest.days if latest else None,
        "taken": latest.taken if latest else None,
        "expected": float(latest.expected) if latest else None,
        "fraction": float(latest.fraction) if latest and latest.fraction is not None else None,
        "no_fraction_because": (latest.reason if latest else NoFraction.NO_INTERVAL),
        "band": latest.band if latest else Band.UNKNOWN,
        "decided_band": newest_two.decided_band,
        "trend": newest_two.trend,
        "confidence": newest_two.confidence,
        "run_out_on": run_out_on(course, today),
        "injection_due_on": injection_due_on(course, today),
    }


def run_out_on(course: Course, today: date) -> date | None:
    """The first day without a full dose; None if there is none or the medicine is not counted.

    It is computed from the last day with a known stock, so it stays true as days pass.
    """
    known = course.stock(today) if course.countable else None
    return None if known is None else runs_out_on(known[1], course.regimens, known[0])


def injection_due_on(course: Course, today: date) -> date | None:
    if course.countable:
        return None
    due = next_injection([fill.at for fill in course.dispensed], course.regimens, today)
    return due.due_on if due else None
