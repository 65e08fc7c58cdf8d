"""A count is given: stored, turned into days, told to the clinic when it must be."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

from sqlalchemy import bindparam, update

from bot.domain.adherence import (
    Count,
    Facts,
    Finding,
    Interval,
    Plausibility,
    findings,
    plausible,
    rules_in_use,
    runs_out_on,
)
from bot.domain.schedule import local_day, next_reminder
from bot.services.adherence.course import Course, StandingCount
from bot.services.adherence.summary import reckon
from bot.services.alerts import raise_by_rule
from bot.services.audit import note
from db.enums import AlertKind, CountSource
from db.models import Patient, PillCount
from db.session import Unit

CORRECT_WITHIN = timedelta(days=7)

_REPLACE = (
    update(PillCount)
    .where(
        PillCount.treatment_id == bindparam("treatment"),
        PillCount.counted_on == bindparam("day"),
        PillCount.replaced_at.is_(None),
    )
    .values(replaced_at=bindparam("replaced"))
)
_ASK_AGAIN = (
    update(Patient)
    .where(Patient.id == bindparam("patient"))
    .values(next_count_at=bindparam("next_count"), count_step=0)
)


TOLD_AT_ONCE = (AlertKind.MISSED_DOSES, AlertKind.RECOUNT)
"""What a count alone shows; what ends with time is watched day by day."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What a count means for the person who gave it. None: cannot be told."""

    course: Course
    remaining: Fraction
    days_left: int | None
    runs_out_on: date | None
    interval: Interval | None
    found: list[Finding]
    """What the clinic was told because of it."""


def check(course: Course, remaining: Fraction, day: date) -> Plausibility:
    return plausible(
        Count(day, remaining), course.count_before(day), course.fills_seen_by_count_of(day)
    )


async def give_count(
    session: Unit,
    course: Course,
    remaining: Fraction,
    *,
    account_id: int | None,
    source: CountSource,
    lost: Fraction = Fraction(0),
    corrects: int | None = None,
    at: datetime | None = None,
    now: datetime,
) -> Counted:
    """Store the count; an earlier one of the same day, or the corrected one, gives way and stays.

    A count above what could be there is stored as doubtful and left out of the arithmetic. `lost`
    units were dropped, given or thrown away since the count before. `at`: when it was counted,
    where that is told later.
    """
    corrected = next((c for c in course.counts if c.id == corrects and c.id is not None), None)
    at = corrected.at if corrected else at or now
    day = corrected.on if corrected else local_day(at)
    doubtful = check(course, remaining, day) is not Plausibility.FINE
    await _give_way(session, course, day, now)
    given = StandingCount(None, at, day, remaining, doubtful, source, lost)
    session.defer(PillCount.__table__, _row(course, given, account_id))  # type: ignore[arg-type]
    if corrected is None:
        course.dispensed = course.fills_seen_by_count_of(day)
    course.counts.append(given)
    course.counts.sort(key=lambda c: c.on)
    _plan_next(session, course, now)
    deed = "correct_count" if corrected else "count"
    note(session, deed, ("treatment", course.treatment_id), actor=("account", account_id), now=now)
    reckon(session, course, now=now)
    counted = _meaning(course, given)
    await _tell_clinic(session, counted, account_id, now)
    return counted


def _row(course: Course, given: StandingCount, account_id: int | None) -> dict[str, object]:
    return {
        "treatment_id": course.treatment_id,
        "account_id": account_id,
        "counted_at": given.at,
        "counted_on": given.on,
        "remaining": given.remaining,
        "lost": given.lost,
        "source": given.source.value,
        "doubtful": given.doubtful,
    }


async def _give_way(session: Unit, course: Course, day: date, now: datetime) -> None:
    same_day = [c for c in course.counts if c.on == day]
    if any(c.id is None for c in same_day):
        await session.flush_deferred()
    if same_day:
        given = {"treatment": course.treatment_id, "day": day, "replaced": now}
        await (await session.connection()).execute(_REPLACE, given)
        course.counts = [c for c in course.counts if c.on != day]


def _plan_next(session: Unit, course: Course, now: datetime) -> None:
    due = next_reminder(now, hour=course.count_hour, interval_days=course.count_every_days, now=now)
    session.defer_update(_ASK_AGAIN, {"patient": course.patient_id, "next_count": due})


def _meaning(course: Course, given: StandingCount) -> Counted:
    end = runs_out_on(given.remaining, course.regimens, given.on) if course.countable else None
    left = (end - given.on).days if end else None
    newest = course.trusted[-1:] == [given]
    intervals = course.standing().intervals if newest else ()
    facts = Facts(course.programme, intervals, left)
    found = [f for f in findings(facts, rules_in_use()) if f.alert in TOLD_AT_ONCE]
    return Counted(course, given.remaining, left, end, intervals[0] if intervals else None, found)


async def _tell_clinic(
    session: Unit, counted: Counted, account_id: int | None, now: datetime
) -> None:
    course, since = counted.course, counted.interval
    if since is None:
        return
    # No words: a card is read in Hindi and in English.
    evidence = (
        f"{course.spoken_name}: 💊 {_plain(since.taken)}/{_plain(since.expected)}"
        f" · 📅 {since.days} · 📦 {_plain(counted.remaining)}"
    )
    for finding in counted.found:
        await raise_by_rule(
            session,
            finding.alert,
            clinic_id=course.clinic_id,
            patient_id=course.patient_id,
            account_id=account_id,
            severity=finding.severity,
            evidence=evidence,
            now=now,
        )


def _plain(quantity: Fraction) -> str:
    return f"{float(quantity):g}"
