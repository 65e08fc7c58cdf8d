"""Recording a count: store it, work out how long the pills last, alert the clinic by rule."""

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
    plausibility,
    rules_in_use,
    runs_out_on,
)
from bot.domain.reminders.due import next_reminder
from bot.domain.schedule import local_day
from bot.services.adherence.course import Course, RecordedCount
from bot.services.adherence.summary import update_summary
from bot.services.alerts.raising import raise_by_rule
from bot.services.audit import record_action
from db.enums import AlertKind, CountSource
from db.models import Patient, PillCount
from db.session import UnitOfWork

CORRECT_WITHIN = timedelta(days=7)
"""How long after a count it can be corrected."""

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


ALERTS_OF_A_COUNT = (AlertKind.MISSED_DOSES, AlertKind.RECOUNT)
"""Alerts that a count can raise. Those that depend on the date alone are in supply_watch."""


@dataclass(frozen=True, slots=True)
class CountResult:
    """What a count means for the person who gave it. A field is None if it cannot be known."""

    course: Course
    remaining: Fraction
    days_left: int | None
    runs_out_on: date | None
    interval: Interval | None
    findings: list[Finding]
    """What the clinic was alerted to because of it."""


def count_plausibility(course: Course, remaining: Fraction, day: date) -> Plausibility:
    return plausibility(
        Count(day, remaining), course.count_before(day), course.fills_seen_by_count_of(day)
    )


async def record_count(
    session: UnitOfWork,
    course: Course,
    remaining: Fraction,
    *,
    account_id: int | None,
    source: CountSource,
    lost: Fraction = Fraction(0),
    corrects: int | None = None,
    at: datetime | None = None,
    now: datetime,
) -> CountResult:
    """Store the count. The corrected one, or an earlier one of the same day, is marked as replaced.

    A count above what could be there is stored as doubtful and left out of the arithmetic. `lost`
    units were dropped, given or thrown away since the count before. `at` is when it was counted,
    if that was earlier than now.
    """
    corrected = next((c for c in course.counts if c.id == corrects and c.id is not None), None)
    at = corrected.at if corrected else at or now
    day = corrected.on if corrected else local_day(at)
    doubtful = count_plausibility(course, remaining, day) is not Plausibility.FINE
    await _replace_count_of_day(session, course, day, now)
    given = RecordedCount(None, at, day, remaining, doubtful, source, lost)
    session.queue(PillCount, _row(course, given, account_id))
    if corrected is None:
        course.dispensed = course.fills_seen_by_count_of(day)
    course.counts.append(given)
    course.counts.sort(key=lambda c: c.on)
    _schedule_next_count(session, course, now)
    action = "correct_count" if corrected else "count"
    record_action(
        session, action, ("treatment", course.treatment_id), actor=("account", account_id), now=now
    )
    update_summary(session, course, now=now)
    counted = _result_of(course, given)
    await _alert_clinic(session, counted, account_id, now)
    return counted


def _row(course: Course, given: RecordedCount, account_id: int | None) -> dict[str, object]:
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


async def _replace_count_of_day(
    session: UnitOfWork, course: Course, day: date, now: datetime
) -> None:
    same_day = [c for c in course.counts if c.on == day]
    if any(c.id is None for c in same_day):
        await session.flush_queued()
    if same_day:
        given = {"treatment": course.treatment_id, "day": day, "replaced": now}
        await (await session.connection()).execute(_REPLACE, given)
        course.counts = [c for c in course.counts if c.on != day]


def _schedule_next_count(session: UnitOfWork, course: Course, now: datetime) -> None:
    due = next_reminder(now, hour=course.count_hour, interval_days=course.count_every_days, now=now)
    session.queue_update(_ASK_AGAIN, {"patient": course.patient_id, "next_count": due})


def _result_of(course: Course, given: RecordedCount) -> CountResult:
    end = runs_out_on(given.remaining, course.regimens, given.on) if course.countable else None
    left = (end - given.on).days if end else None
    newest = course.trusted[-1:] == [given]
    intervals = course.latest_intervals().intervals if newest else ()
    facts = Facts(course.programme, intervals, left)
    raised = [f for f in findings(facts, rules_in_use()) if f.alert in ALERTS_OF_A_COUNT]
    return CountResult(
        course, given.remaining, left, end, intervals[0] if intervals else None, raised
    )


async def _alert_clinic(
    session: UnitOfWork, counted: CountResult, account_id: int | None, now: datetime
) -> None:
    course, since = counted.course, counted.interval
    if since is None:
        return
    # Without words, because staff read the card in Hindi or in English.
    evidence = (
        f"{course.spoken_name}: 💊 {_plain(since.taken)}/{_plain(since.expected)}"
        f" · 📅 {since.days} · 📦 {_plain(counted.remaining)}"
    )
    for finding in counted.findings:
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
