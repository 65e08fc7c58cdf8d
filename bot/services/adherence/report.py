"""A clinic's report over a time: each patient's own figures, and those of five people or more."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from bot.domain.adherence import medication_possession_ratio, proportion_of_days_covered
from bot.domain.adherence.reports import Own, Shared, mean, shared
from bot.services.adherence.course import Course
from bot.services.adherence.loading import load_courses
from bot.services.adherence.summary import run_out_on
from db.queries.patients.reports import Member, groups_by_patient, members_of
from db.session import Unit

AT_A_TIME = 500
"""Patients whose counts are in memory at once."""


@dataclass(frozen=True, slots=True)
class Medicine:
    """One medicine of one patient over the time. None: cannot be told."""

    name: str
    counts: int
    days_left: int | None
    run_out_on: date | None
    pdc: Fraction | None
    mpr: Fraction | None


@dataclass(frozen=True, slots=True)
class Reported:
    member: Member
    groups: tuple[str, ...]
    medicines: tuple[Medicine, ...]

    @property
    def own(self) -> Own:
        """Of several medicines the one that ends first, and the means of the shares."""
        left = [m.days_left for m in self.medicines if m.days_left is not None]
        return Own(
            counted=any(m.counts for m in self.medicines),
            days_left=min(left, default=None),
            pdc=mean([m.pdc for m in self.medicines]),
            mpr=mean([m.mpr for m in self.medicines]),
        )


async def report_of(session: Unit, clinic_id: int, first: date, last: date) -> list[Reported]:
    """Both days included; of the medicines taken now, and only what can be counted."""
    members = await members_of(session, clinic_id)
    groups: dict[int, list[str]] = defaultdict(list)
    for patient_id, title in await groups_by_patient(session, clinic_id):
        groups[patient_id].append(title)
    found: list[Reported] = []
    for start in range(0, len(members), AT_A_TIME):
        some = members[start : start + AT_A_TIME]
        medicines: dict[int, list[Medicine]] = defaultdict(list)
        for course in await load_courses(session, [m.id for m in some], first):
            if course.countable:
                medicines[course.patient_id].append(_medicine(_until(course, last), first, last))
        found += [Reported(m, tuple(groups[m.id]), tuple(medicines[m.id])) for m in some]
    return found


def by_programme(people: Iterable[Reported]) -> list[tuple[str | None, Shared]]:
    return _shared((one.member.programme, one.own) for one in people)


def by_group(people: Iterable[Reported]) -> list[tuple[str | None, Shared]]:
    """Who is in no group stands under None, who is in two under both."""
    return _shared((title, one.own) for one in people for title in one.groups or (None,))


def _shared(owns: Iterable[tuple[str | None, Own]]) -> list[tuple[str | None, Shared]]:
    gathered: dict[str | None, list[Own]] = defaultdict(list)
    for key, own in owns:
        gathered[key].append(own)
    return [
        (key, shared(gathered[key])) for key in sorted(gathered, key=lambda k: k or "\U0010ffff")
    ]


def _until(course: Course, last: date) -> Course:
    """As it was known on that evening."""
    return replace(
        course,
        counts=[count for count in course.counts if count.on <= last],
        dispensed=[fill for fill in course.dispensed if fill.at <= last],
    )


def _medicine(course: Course, first: date, last: date) -> Medicine:
    end = last + timedelta(days=1)
    excused = _excused(course, first, end)
    runs_out = run_out_on(course, last)
    return Medicine(
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
    """Hospital, travel, stopped by the doctor. What the clinic lacked stays a day not covered."""
    days: Sequence[date] = [first + timedelta(days=n) for n in range((end - first).days)]
    return frozenset(day for day in days if any(span.holds(day) for span in course.excused))
