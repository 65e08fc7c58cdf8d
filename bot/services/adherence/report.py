"""A clinic's report over a period: figures of each patient, and of groups of five or more."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from bot.domain.adherence import medication_possession_ratio, proportion_of_days_covered
from bot.domain.adherence.reports import (
    PatientFigures,
    SharedFigures,
    mean_of_known,
    shared_figures,
)
from bot.services.adherence.course import Course
from bot.services.adherence.loading import load_courses
from bot.services.adherence.summary import run_out_on
from db.queries.patients.reports import ReportedPatient, groups_by_patient, patients_for_report
from db.session import UnitOfWork

PATIENTS_AT_A_TIME = 500
"""How many patients' counts are in memory at once."""


@dataclass(frozen=True, slots=True)
class MedicineFigures:
    """One medicine of one patient over the period. A figure is None if it cannot be known."""

    name: str
    counts: int
    days_left: int | None
    run_out_on: date | None
    pdc: Fraction | None
    mpr: Fraction | None


@dataclass(frozen=True, slots=True)
class PatientReport:
    """One patient over the period, with the groups they are in."""

    member: ReportedPatient
    groups: tuple[str, ...]
    medicines: tuple[MedicineFigures, ...]

    @property
    def own(self) -> PatientFigures:
        """Over all medicines: the days until the first runs out, and the means of PDC and MPR."""
        left = [m.days_left for m in self.medicines if m.days_left is not None]
        return PatientFigures(
            counted=any(m.counts for m in self.medicines),
            days_left=min(left, default=None),
            pdc=mean_of_known([m.pdc for m in self.medicines]),
            mpr=mean_of_known([m.mpr for m in self.medicines]),
        )


async def adherence_report(
    session: UnitOfWork, clinic_id: int, first: date, last: date
) -> list[PatientReport]:
    """From `first` to `last`, both included, of countable medicines that are not stopped."""
    members = await patients_for_report(session, clinic_id)
    groups: dict[int, list[str]] = defaultdict(list)
    for patient_id, title in await groups_by_patient(session, clinic_id):
        groups[patient_id].append(title)
    reports: list[PatientReport] = []
    for start in range(0, len(members), PATIENTS_AT_A_TIME):
        batch = members[start : start + PATIENTS_AT_A_TIME]
        medicines: dict[int, list[MedicineFigures]] = defaultdict(list)
        for course in await load_courses(session, [m.id for m in batch], first):
            if course.countable:
                medicines[course.patient_id].append(_medicine(_until(course, last), first, last))
        reports += [PatientReport(m, tuple(groups[m.id]), tuple(medicines[m.id])) for m in batch]
    return reports


def by_programme(people: Iterable[PatientReport]) -> list[tuple[str | None, SharedFigures]]:
    return _shared((one.member.programme, one.own) for one in people)


def by_group(people: Iterable[PatientReport]) -> list[tuple[str | None, SharedFigures]]:
    """Patients in no group stand under None, patients in two groups under both."""
    return _shared((title, one.own) for one in people for title in one.groups or (None,))


def _shared(
    owns: Iterable[tuple[str | None, PatientFigures]],
) -> list[tuple[str | None, SharedFigures]]:
    gathered: dict[str | None, list[PatientFigures]] = defaultdict(list)
    for key, own in owns:
        gathered[key].append(own)
    return [
        (key, shared_figures(gathered[key]))
        for key in sorted(gathered, key=lambda k: k or "\U0010ffff")
    ]


def _until(course: Course, last: date) -> Course:
    """The course with only what was known by the end of `last`."""
    return replace(
        course,
        counts=[count for count in course.counts if count.on <= last],
        dispensed=[fill for fill in course.dispensed if fill.at <= last],
    )


def _medicine(course: Course, first: date, last: date) -> MedicineFigures:
    end = last + timedelta(days=1)
    excused = _excused(course, first, end)
    runs_out = run_out_on(course, last)
    return MedicineFigures(
        course.spoken_name,
        counts=sum(first <= count.on for count in course.trusted),
        days_left=max((runs_out - last).days, 0) if runs_out else None,
        run_out_on=runs_out,
        pdc=proportion_of_days_covered(
            course.dispensed, course.regimens, end, since=first, excluded=excused
        ),
        mpr=medication_possession_ratio(
            course.dispensed, course.regimens, end, since=first, excluded=excused
        ),
    )


def _excused(course: Course, first: date, end: date) -> frozenset[date]:
    """In hospital, travelling, told to stop. A day of stock-out counts as not covered."""
    days: Sequence[date] = [first + timedelta(days=n) for n in range((end - first).days)]
    return frozenset(day for day in days if any(span.contains(day) for span in course.excused))
