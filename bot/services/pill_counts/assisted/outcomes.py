"""How a request ends: with a number, without one, as a cry for help, or with an own count."""

from datetime import datetime
from fractions import Fraction

from bot.services.adherence.course import Course
from bot.services.alerts.raising import raise_alert
from bot.services.outbox import To, enqueue
from bot.services.pill_counts.assisted.cards import delete_cards, show_outcome
from bot.services.pill_counts.assisted.requests import (
    ENDED_WITHIN,
    AlreadyEnded,
    Helper,
    check_is_open,
)
from bot.services.pill_counts.record import CountResult, record_count
from bot.texts.alerts import replies
from bot.texts.pill_counts import assisted as texts
from bot.texts.sentences import Message
from db.enums import AlertKind, AssistedOutcome, OutboxClass, Severity
from db.models import AssistedCount, Patient
from db.queries.clinics import clinic_by_id
from db.queries.pill_counts import (
    assisted_counts_from_account,
    assisted_counts_of_patient,
    open_assisted_counts,
    unseen_assisted_counts,
)
from db.session import UnitOfWork


async def give_assisted_count(
    session: UnitOfWork,
    request: AssistedCount,
    course: Course,
    pills: Fraction,
    helper: Helper,
    *,
    now: datetime,
) -> CountResult:
    """Store the number and tell the person. Raises AlreadyEnded."""
    check_is_open(request)
    if course.last is not None and course.last.at > request.asked_at:
        await _end(session, request, course, AssistedOutcome.COUNTED_OWN, None, now)
        raise AlreadyEnded
    counted = await record_count(
        session, course, pills, account_id=helper.account_id, source=helper.source, now=now
    )
    for each in await open_assisted_counts(session, course.treatment_id):
        await _end(session, each, course, AssistedOutcome.COUNTED, helper, now)
    said = texts.assisted_counted(
        treatment=course.treatment_id,
        person=course.patient_name,
        medicine=course.spoken_name,
        by=helper.name,
        count=counted.remaining,
        days=counted.days_left,
        runs_out=counted.runs_out_on,
    )
    _tell(session, request, course, said, now)
    return counted


async def report_no_number(
    session: UnitOfWork, request: AssistedCount, course: Course, helper: Helper, *, now: datetime
) -> None:
    """No number can be made out: ask the person. Raises AlreadyEnded."""
    check_is_open(request)
    await _end(session, request, course, AssistedOutcome.NO_NUMBER, helper, now)
    said = texts.assisted_no_number(
        patient=course.patient_id, person=course.patient_name, medicine=course.spoken_name
    )
    _tell(session, request, course, said, now)


async def report_cry_for_help(
    session: UnitOfWork, request: AssistedCount, course: Course, helper: Helper, *, now: datetime
) -> None:
    """It was a cry for help: raise an alert, even if the request ended."""
    if request.ended_at is None:
        await _end(session, request, course, AssistedOutcome.CRY, helper, now)
    await raise_alert(
        session,
        clinic_id=course.clinic_id,
        patient_id=course.patient_id,
        account_id=request.account_id,
        group_id=None,
        kind=AlertKind.HELP,
        severity=Severity.EMERGENCY,
        evidence=f"[{request.media} instead of a pill count; {helper.name}: a cry for help]",
        now=now,
    )
    clinic = await clinic_by_id(session, course.clinic_id)
    enqueue(
        session,
        OutboxClass.EMERGENCY,
        To.account(request.account_id),
        replies.emergency(ambulance=clinic.ambulance, phone=clinic.phone, practice=clinic.practice),
        now=now,
    )


async def close_requests_of_treatment(
    session: UnitOfWork, course: Course, *, now: datetime
) -> None:
    """The person gave the number, so no helper is needed any more."""
    for request in await open_assisted_counts(session, course.treatment_id):
        await _end(session, request, course, AssistedOutcome.COUNTED_OWN, None, now)


async def erase_assisted_counts(session: UnitOfWork, patient_id: int, *, now: datetime) -> None:
    """The person stopped: nobody is shown what they sent any more."""
    for request in await assisted_counts_of_patient(session, patient_id):
        request.ended_at, request.next_at, request.file_id = request.ended_at or now, None, ""
        await delete_cards(session, request, now)


async def erase_assisted_counts_from(
    session: UnitOfWork, account_id: int, *, now: datetime
) -> set[str]:
    """The same for all that one phone sent, for any patient. Returns the file ids."""
    file_ids = set()
    for request in await assisted_counts_from_account(session, account_id):
        file_ids.add(request.file_id)
        request.ended_at, request.next_at, request.file_id = request.ended_at or now, None, ""
        await delete_cards(session, request, now)
    return file_ids


async def alert_unseen_requests(session: UnitOfWork, clinic_id: int, *, now: datetime) -> int:
    """Alert the clinic to requests that no helper opened or ended; return how many."""
    due = await unseen_assisted_counts(session, clinic_id, now)
    for request in due:
        request.next_at = None
        patient = await session.get_one(Patient, request.patient_id)
        voice_unheard = request.media == "voice" and now - request.asked_at < ENDED_WITHIN
        await raise_alert(
            session,
            clinic_id=patient.clinic_id,
            patient_id=patient.id,
            account_id=request.account_id,
            group_id=None,
            kind=AlertKind.UNREAD,
            severity=Severity.SAME_DAY if voice_unheard else Severity.ROUTINE,
            evidence=f"[{request.media} instead of a pill count, nobody has entered it]",
            via="clock",
            now=now,
        )
    return len(due)


async def _end(
    session: UnitOfWork,
    request: AssistedCount,
    course: Course,
    outcome: AssistedOutcome,
    helper: Helper | None,
    now: datetime,
) -> None:
    request.ended_at, request.ended_as, request.next_at = now, outcome, None
    request.ended_by = helper.account_id if helper else None
    await show_outcome(session, request, course, outcome, helper.name if helper else None, now)


def _tell(
    session: UnitOfWork, request: AssistedCount, course: Course, said: Message, now: datetime
) -> None:
    enqueue(
        session,
        OutboxClass.REPLY,
        To.account(request.account_id),
        said,
        patient_id=course.patient_id,
        now=now,
    )
