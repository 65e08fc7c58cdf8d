"""How a call for help with counting ends: a number, none, a cry, or a count after all."""

from datetime import datetime
from fractions import Fraction

from bot.services.adherence.course import Course
from bot.services.alerts import raise_alert
from bot.services.outbox import To, enqueue
from bot.services.pill_counts.assisted.cards import show_end, take_cards_away
from bot.services.pill_counts.assisted.requests import ENDED_WITHIN, Helper, Over, call_for
from bot.services.pill_counts.record import Counted, give_count
from db.enums import AlertKind, CountHelpEnd, OutboxClass, Severity
from db.models import CountHelp, Patient
from db.queries.clinics import clinic_by_id
from db.queries.pill_counts import calls_from, calls_of, due_helps, open_helps
from db.session import Unit


async def count_for(
    session: Unit, call_id: int, course: Course, pills: Fraction, helper: Helper, *, now: datetime
) -> Counted:
    """Store the number and tell the person. Raises NotYours, Over."""
    call = await call_for(session, call_id, helper)
    if course.last is not None and course.last.at > call.asked_at:
        await _end(session, call, course, CountHelpEnd.COUNTED_OWN, None, now)
        raise Over
    counted = await give_count(
        session, course, pills, account_id=helper.account_id, source=helper.source, now=now
    )
    for each in await open_helps(session, course.treatment_id):
        await _end(session, each, course, CountHelpEnd.COUNTED, helper, now)
    _tell(
        session,
        call,
        course,
        "pill_counts.counted_for_you",
        now,
        by=helper.name,
        count=str(counted.remaining),
        days=counted.days_left,
        runs_out=counted.runs_out_on.isoformat() if counted.runs_out_on else None,
    )
    return counted


async def no_number(
    session: Unit, call_id: int, course: Course, helper: Helper, *, now: datetime
) -> None:
    """Nobody could make it out: the person is asked for the number. Raises NotYours, Over."""
    call = await call_for(session, call_id, helper)
    await _end(session, call, course, CountHelpEnd.NO_NUMBER, helper, now)
    _tell(session, call, course, "pill_counts.no_number", now)


async def cries_for_help(
    session: Unit, call_id: int, course: Course, helper: Helper, *, now: datetime
) -> None:
    """It was no count but a cry: an alert, though somebody gave a number. Raises NotYours."""
    call = await call_for(session, call_id, helper, over_too=True)
    if call.ended_at is None:
        await _end(session, call, course, CountHelpEnd.CRY, helper, now)
    await raise_alert(
        session,
        clinic_id=course.clinic_id,
        patient_id=course.patient_id,
        account_id=call.account_id,
        group_id=None,
        kind=AlertKind.HELP,
        severity=Severity.EMERGENCY,
        evidence=f"[{call.media} instead of a pill count; {helper.name}: a cry for help]",
        now=now,
    )
    clinic = await clinic_by_id(session, course.clinic_id)
    enqueue(
        session,
        OutboxClass.EMERGENCY,
        To.account(call.account_id),
        "alerts.emergency",
        {
            "ambulance": clinic.ambulance,
            "phone": clinic.phone,
            "clinic": clinic.name,
            "practice": clinic.practice,
        },
        now=now,
    )


async def counted_after_all(session: Unit, course: Course, *, now: datetime) -> None:
    """The person gave the number; nobody needs to help any more."""
    for call in await open_helps(session, course.treatment_id):
        await _end(session, call, course, CountHelpEnd.COUNTED_OWN, None, now)


async def forget_calls(session: Unit, patient_id: int, *, now: datetime) -> None:
    """The person stopped: what they sent is shown to nobody any more."""
    for call in await calls_of(session, patient_id):
        call.ended_at, call.next_at, call.file_id = call.ended_at or now, None, ""
        await take_cards_away(session, call, now)


async def forget_calls_by(session: Unit, account_id: int, *, now: datetime) -> set[str]:
    """The same for all that one phone sent, for whomever. Returns Telegram's ids of it."""
    gone = set()
    for call in await calls_from(session, account_id):
        gone.add(call.file_id)
        call.ended_at, call.next_at, call.file_id = call.ended_at or now, None, ""
        await take_cards_away(session, call, now)
    return gone


async def alert_unseen(session: Unit, *, now: datetime) -> int:
    """Tell the clinic of calls that nobody took; return of how many."""
    due = await due_helps(session, now)
    for call in due:
        call.next_at = None
        patient = await session.get_one(Patient, call.patient_id)
        unheard = call.media == "voice" and now - call.asked_at < ENDED_WITHIN
        await raise_alert(
            session,
            clinic_id=patient.clinic_id,
            patient_id=patient.id,
            account_id=call.account_id,
            group_id=None,
            kind=AlertKind.UNREAD,
            severity=Severity.SAME_DAY if unheard else Severity.ROUTINE,
            evidence=f"[{call.media} instead of a pill count, nobody has entered it]",
            via="clock",
            now=now,
        )
    return len(due)


async def _end(
    session: Unit,
    call: CountHelp,
    course: Course,
    how: CountHelpEnd,
    helper: Helper | None,
    now: datetime,
) -> None:
    call.ended_at, call.ended_as, call.next_at = now, how, None
    call.ended_by = helper.account_id if helper else None
    await show_end(session, call, course, how, helper.name if helper else None, now)


def _tell(
    session: Unit, call: CountHelp, course: Course, template: str, now: datetime, **more: object
) -> None:
    enqueue(
        session,
        OutboxClass.REPLY,
        To.account(call.account_id),
        template,
        {
            "patient": course.patient_id,
            "treatment": course.treatment_id,
            "person": course.patient_name,
            "medicine": course.spoken_name,
            **more,
        },
        patient_id=course.patient_id,
        now=now,
    )
