"""How long each medicine of one patient lasts, for the picture and the words of *my month*."""

from collections.abc import Iterable
from datetime import date

from bot.domain.adherence import Count, regimen_on
from bot.services.adherence.course import Course
from bot.services.adherence.summary import injection_due_on, run_out_on
from bot.texts.adherence import MonthMedicine, Supply
from db.enums import Pattern


def medicines_of_month(courses: Iterable[Course], today: date) -> list[MonthMedicine]:
    """Without those taken only when needed."""
    medicines = []
    for course in courses:
        regimen = regimen_on(course.regimens, today)
        if regimen is None or regimen.pattern is Pattern.AS_NEEDED:
            continue
        if course.countable:
            medicines.append(MonthMedicine(course.spoken_name, supply=_supply(course, today)))
        elif due := injection_due_on(course, today):
            medicines.append(MonthMedicine(course.spoken_name, due=due))
    return medicines


def _supply(course: Course, today: date) -> Supply:
    last = next(reversed(course.trusted), None)
    return Supply(
        ends=run_out_on(course, today),
        known=course.stock(today) is not None,
        last=Count(last.on, last.remaining) if last else None,
        lacking=course.is_out_of_stock,
    )
