"""Loading courses from the tables, for a whole batch of patients at a time."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

from sqlalchemy import Row

from bot.domain.adherence import Dispensed, Regimen
from bot.domain.schedule import local_day
from bot.services.adherence.course import Course, RecordedCount, Span
from db.enums import CountSource, Pattern, PauseReason, PillStorage, Programme
from db.queries.treatments import (
    pauses_of_patients,
    regimens_fills_counts,
    stock_outs_of_medicines,
    treatments_of_patients,
)
from db.session import UnitOfWork

LOOKS_BACK = timedelta(days=400)
"""Older counts say nothing about the pills of today."""


class Courses:
    """The courses of patients, each loaded once for a whole batch of updates."""

    def __init__(self, session: UnitOfWork, today: date) -> None:
        self._session = session
        self._today = today
        self._by_patient: dict[int, list[Course]] = {}

    async def of(self, patient_id: int) -> list[Course]:
        if patient_id not in self._by_patient:
            await self.look_up([patient_id])
        return self._by_patient[patient_id]

    async def one(self, patient_id: int, treatment_id: int) -> Course | None:
        """None if it was stopped since, or is not this patient's."""
        return next((c for c in await self.of(patient_id) if c.treatment_id == treatment_id), None)

    def invalidate(self, patient_id: int) -> None:
        """This patient's medicines have changed: load them again next time."""
        self._by_patient.pop(patient_id, None)

    async def look_up(self, patients: Collection[int]) -> None:
        missing = set(patients) - self._by_patient.keys()
        if not missing:
            return
        self._by_patient.update({patient_id: [] for patient_id in missing})
        for course in await load_courses(self._session, missing, self._today):
            self._by_patient[course.patient_id].append(course)


async def load_courses(session: UnitOfWork, patients: Collection[int], today: date) -> list[Course]:
    """Every treatment of these patients that has not been stopped."""
    courses = {row.id: _course(row) for row in await treatments_of_patients(session, patients)}
    if not courses:
        return []
    since = today - LOOKS_BACK
    regimens, fills, counts = await regimens_fills_counts(session, courses, since)
    for r in regimens:
        courses[r.treatment_id].regimens.append(regimen_of(r))
    for c in counts:
        courses[c.treatment_id].counts.append(
            RecordedCount(
                c.id,
                c.counted_at,
                c.counted_on,
                c.remaining,
                c.doubtful,
                CountSource(c.source),
                c.lost,
            )
        )
    for f in fills:
        course = courses[f.treatment_id]
        later = _dispensed_after_count(course, f.dispensed_on, f.recorded_at)
        course.dispensed.append(Dispensed(f.dispensed_on, f.quantity, later))
    _add_excused_days(courses.values(), await pauses_of_patients(session, patients, since))
    medicines = {course.medicine_id for course in courses.values()}
    _add_stock_outs(courses.values(), await stock_outs_of_medicines(session, medicines))
    return list(courses.values())


def _course(row: Row[Any]) -> Course:
    return Course(
        row.id,
        row.patient_id,
        row.patient_name,
        row.clinic_id,
        Programme(row.programme) if row.programme else None,
        row.medicine_id,
        row.medicine_name,
        row.spoken_name,
        row.strip_size,
        row.countable,
        row.photo,
        row.count_hour,
        row.count_every_days,
        storage=PillStorage(row.storage) if row.storage else None,
    )


def regimen_of(row: Row[Any]) -> Regimen:
    return Regimen(
        Fraction(row.doses_num, row.doses_den),
        row.starts_on,
        row.ends_on,
        Pattern(row.pattern),
        row.every_days,
        tuple(map(Fraction, row.week.split())) if row.week else (),
    )


def _add_excused_days(courses: Collection[Course], pauses: Sequence[Row[Any]]) -> None:
    for pause in pauses:
        if not PauseReason(pause.reason).excuses:
            continue
        last = pause.until_on
        if pause.ended_at is not None:
            ended = _day_before(pause.ended_at)
            last = ended if last is None else min(last, ended)
        for course in courses:
            if course.patient_id == pause.patient_id:
                course.excused.append(Span(pause.from_on, last))


def _add_stock_outs(courses: Collection[Course], stock_outs: Sequence[Row[Any]]) -> None:
    for stock_out in stock_outs:
        last = None if stock_out.ended_at is None else _day_before(stock_out.ended_at)
        for course in courses:
            if course.medicine_id == stock_out.medicine_id:
                course.stock_outs.append(Span(local_day(stock_out.since), last))


def _day_before(moment: datetime) -> date:
    return local_day(moment) - timedelta(days=1)


def _dispensed_after_count(course: Course, day: date, recorded_at: datetime) -> bool:
    """Whether a count of the same day was made before this fill, as far as the times tell."""
    recorded_that_day = local_day(recorded_at) == day
    return recorded_that_day and any(c.on == day and c.at < recorded_at for c in course.counts)
