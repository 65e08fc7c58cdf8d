"""How long each medicine of one patient lasts, for the picture and the words of *my month*."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from bot.domain.adherence import regimen_on
from bot.services.adherence.course import Course
from bot.services.adherence.summary import injection_due_on, run_out_on
from db.enums import Pattern


def medicines_of_month(courses: Iterable[Course], today: date) -> list[dict[str, Any]]:
    """Each medicine as an outbox row carries it, without those taken only when needed.

    `ends` is the first day without a full dose; None if nobody has counted or it does not run out.
    """
    lines = []
    for course in courses:
        regimen = regimen_on(course.regimens, today)
        if regimen is None or regimen.pattern is Pattern.AS_NEEDED:
            continue
        if course.countable:
            lines.append(_lasting(course, today))
        elif due := injection_due_on(course, today):
            lines.append({"medicine": course.spoken_name, "due": due.isoformat()})
    return lines


def _lasting(course: Course, today: date) -> dict[str, Any]:
    ends, last = run_out_on(course, today), next(reversed(course.trusted), None)
    return {
        "medicine": course.spoken_name,
        "ends": ends.isoformat() if ends else None,
        "known": course.stock(today) is not None,
        "counted": str(last.remaining) if last else None,
        "counted_on": last.on.isoformat() if last else None,
        "lacking": course.is_out_of_stock,
    }
