"""A course: one treatment of one patient with all that its arithmetic needs."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from fractions import Fraction

from bot.domain.adherence import Count, Dispensed, Regimen, dose_on, first_fill
from bot.domain.schedule import local_day
from db.enums import Programme
from db.queries.pills import doses_fills_counts, treatments_of
from db.session import Unit

LOOKS_BACK = timedelta(days=400)
"""Counts older than this say nothing about the pills of today."""


@dataclass(frozen=True, slots=True)
class StandingCount:
    id: int | None
    """None: given in this transaction, not yet numbered."""
    at: datetime
    on: date
    remaining: Fraction
    doubtful: bool


@dataclass(slots=True)
class Course:
    treatment_id: int
    patient_id: int
    patient_name: str
    clinic_id: int
    programme: Programme | None
    spoken_name: str
    strip_size: int | None
    countable: bool
    count_hour: int
    count_every_days: int
    regimens: list[Regimen] = field(default_factory=list)
    dispensed: list[Dispensed] = field(default_factory=list)
    counts: list[StandingCount] = field(default_factory=list)
    """Those that stand, oldest first."""

    def dose_on(self, day: date) -> Fraction:
        """Units a day; 0 where nothing is prescribed."""
        return dose_on(self.regimens, day)

    def fills_seen_by_count_of(self, day: date) -> list[Dispensed]:
        """The fills as a count given now for `day` sees them: all that came so far are in it."""
        return [replace(f, after_count=False) if f.at == day else f for f in self.dispensed]

    def count_before(self, day: date) -> Count | None:
        """The last trusted count of an earlier day; else the fill that started the treatment."""
        for count in reversed(self.counts):
            if count.on < day and not count.doubtful:
                return Count(count.on, count.remaining)
        fill = first_fill(self.dispensed)
        return fill if fill is not None and fill.at <= day else None

    @property
    def last(self) -> StandingCount | None:
        return self.counts[-1] if self.counts else None


class Courses:
    """Courses by patient, looked up once for a whole batch of updates."""

    def __init__(self, session: Unit, today: date) -> None:
        self._session = session
        self._today = today
        self._by_patient: dict[int, list[Course]] = {}

    async def of(self, patient_id: int) -> list[Course]:
        if patient_id not in self._by_patient:
            await self.look_up([patient_id])
        return self._by_patient[patient_id]

    async def one(self, patient_id: int, treatment_id: int) -> Course | None:
        """None: stopped meanwhile, or never this patient's."""
        return next((c for c in await self.of(patient_id) if c.treatment_id == treatment_id), None)

    def forget(self, patient_id: int) -> None:
        """Something about this patient's medicines changed: look again next time."""
        self._by_patient.pop(patient_id, None)

    async def look_up(self, patients: Collection[int]) -> None:
        missing = set(patients) - self._by_patient.keys()
        if not missing:
            return
        self._by_patient.update({patient_id: [] for patient_id in missing})
        courses = await _load(self._session, missing, self._today)
        for course in courses:
            self._by_patient[course.patient_id].append(course)


async def _load(session: Unit, patients: Collection[int], today: date) -> list[Course]:
    courses = {
        row.id: Course(
            row.id,
            row.patient_id,
            row.patient_name,
            row.clinic_id,
            Programme(row.programme) if row.programme else None,
            row.spoken_name,
            row.strip_size,
            row.countable,
            row.count_hour,
            row.count_every_days,
        )
        for row in await treatments_of(session, patients)
    }
    if not courses:
        return []
    regimens, fills, counts = await doses_fills_counts(session, courses, today - LOOKS_BACK)
    for r in regimens:
        dose = Fraction(r.doses_num, r.doses_den)
        courses[r.treatment_id].regimens.append(Regimen(dose, r.starts_on, r.ends_on))
    for c in counts:
        courses[c.treatment_id].counts.append(
            StandingCount(c.id, c.counted_at, c.counted_on, c.remaining, c.doubtful)
        )
    for f in fills:
        course = courses[f.treatment_id]
        later = _came_after_count(course, f.dispensed_on, f.recorded_at)
        course.dispensed.append(Dispensed(f.dispensed_on, f.quantity, later))
    return list(courses.values())


def _came_after_count(course: Course, day: date, recorded_at: datetime) -> bool:
    """Whether a count of the same day was made before these pills came, as far as can be told."""
    recorded_that_day = local_day(recorded_at) == day
    return recorded_that_day and any(c.on == day and c.at < recorded_at for c in course.counts)
