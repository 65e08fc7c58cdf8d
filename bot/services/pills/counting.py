"""A count is given: stored, turned into days, told to the clinic when it must be."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

from sqlalchemy import bindparam, update

from bot.domain.adherence import (
    Count,
    Dispensed,
    Interval,
    Plausibility,
    days_left,
    interval,
    missed_doses_severity,
    plausible,
    runs_out_on,
)
from bot.domain.schedule import local_day, next_reminder
from bot.services.alerts import raise_missed_doses
from bot.services.audit import note
from bot.services.pills.courses import Course, StandingCount
from db.enums import CountSource, Severity
from db.models import Dispensing, Patient, PillCount
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
    .values(next_count_at=bindparam("next_count"))
)


@dataclass(frozen=True, slots=True)
class Counted:
    """What a count means for the person who gave it. None: cannot be told."""

    course: Course
    remaining: Fraction
    days_left: int | None
    runs_out_on: date | None
    interval: Interval | None
    severity: Severity | None


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
    corrects: int | None = None,
    now: datetime,
) -> Counted:
    """Store the count; an earlier one of the same day, or the corrected one, gives way and stays.

    A count above what could be there is stored as doubtful and left out of the arithmetic.
    """
    corrected = next((c for c in course.counts if c.id == corrects and c.id is not None), None)
    at = corrected.at if corrected else now
    day = corrected.on if corrected else local_day(now)
    doubtful = check(course, remaining, day) is not Plausibility.FINE
    await _give_way(session, course, day, now)
    session.defer(
        PillCount.__table__,  # type: ignore[arg-type]
        {
            "treatment_id": course.treatment_id,
            "account_id": account_id,
            "counted_at": at,
            "counted_on": day,
            "remaining": remaining,
            "source": source.value,
            "doubtful": doubtful,
        },
    )
    counted = _meaning(course, remaining, day, doubtful)
    course.counts.append(StandingCount(None, at, day, remaining, doubtful))
    course.counts.sort(key=lambda c: c.on)
    _plan_next(session, course, now)
    deed = "correct_count" if corrected else "count"
    note(session, deed, ("treatment", course.treatment_id), actor=("account", account_id), now=now)
    await _tell_clinic(session, counted, account_id, now)
    return counted


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


def _meaning(course: Course, remaining: Fraction, day: date, doubtful: bool) -> Counted:
    dose = course.dose_on(day)
    before = course.count_before(day)
    since = None
    if before is not None and not doubtful and before.at < day:
        since = interval(
            before,
            Count(day, remaining),
            course.fills_seen_by_count_of(day),
            course.regimens,
            countable=course.countable,
        )
    severity = None
    if since is not None and course.programme is not None:
        severity = missed_doses_severity(since, course.programme)
    return Counted(
        course,
        remaining,
        days_left(remaining, dose),
        runs_out_on(day, remaining, dose),
        since,
        severity,
    )


async def _tell_clinic(
    session: Unit, counted: Counted, account_id: int | None, now: datetime
) -> None:
    if counted.severity is None or counted.interval is None:
        return
    course, since = counted.course, counted.interval
    # No words: a card is read in Hindi and in English.
    evidence = (
        f"{course.spoken_name}: 💊 {_plain(since.taken)}/{_plain(since.expected)}"
        f" · 📅 {since.days} · 📦 {_plain(counted.remaining)}"
    )
    await raise_missed_doses(
        session,
        clinic_id=course.clinic_id,
        patient_id=course.patient_id,
        account_id=account_id,
        severity=counted.severity,
        evidence=evidence,
        now=now,
    )


def _plain(quantity: Fraction) -> str:
    return f"{float(quantity):g}"


async def record_dispensing(
    session: Unit, course: Course, quantity: Fraction, *, source: CountSource, now: datetime
) -> None:
    """New medicine came, as somebody says."""
    day = local_day(now)
    session.add(
        Dispensing(
            treatment_id=course.treatment_id,
            quantity=quantity,
            dispensed_on=day,
            source=source,
            recorded_at=now,
        )
    )
    course.dispensed.append(Dispensed(day, quantity))
    note(session, "dispense", ("treatment", course.treatment_id), detail=source, now=now)
