"""Requests for an assisted count: made, shown to leaders if allowed, opened by a helper."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.services.adherence.course import Course
from bot.services.audit import record_action
from bot.services.oncall import staff_on_call
from bot.services.outbox import To
from bot.services.pill_counts.assisted.cards import show_card, show_card_to_leaders
from db.enums import CountSource, StaffRole
from db.models import AssistedCount, Patient
from db.queries.caregivers import leader_may_help
from db.queries.oncall import staff_of_clinic
from db.queries.people import staff_accounts
from db.queries.pill_counts import leaders_of_patient, locked_assisted_count, open_assisted_counts
from db.session import UnitOfWork

OPENED_WITHIN = {"voice": timedelta(minutes=30), "photo": timedelta(days=1)}
"""If no helper has opened it by then, the clinic is alerted; a voice may hold a cry for help."""
ENDED_WITHIN = timedelta(days=1)
"""How long after it was opened it must have ended, or the clinic is alerted."""


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody who counts for another person."""

    account_id: int
    name: str
    clinic_id: int | None = None
    """The clinic if this is one of its staff; None if it is a leader of the group."""

    @property
    def source(self) -> CountSource:
        return CountSource.CLINIC if self.clinic_id is not None else CountSource.LEADER


HELPER_ROLES = (StaffRole.NURSE, StaffRole.COORDINATOR)


class AlreadyEnded(Exception):
    """Another helper was faster, or the person has counted."""


async def request_assisted_count(
    session: UnitOfWork, course: Course, media: str, file_id: str, *, account_id: int, now: datetime
) -> AssistedCount:
    request = AssistedCount(
        patient_id=course.patient_id,
        treatment_id=course.treatment_id,
        account_id=account_id,
        media=media,
        file_id=file_id,
        asked_at=now,
        next_at=now + OPENED_WITHIN[media],
    )
    session.add(request)
    await session.flush()
    for helper in await _helpers_of_clinic(session, course.clinic_id, now):
        show_card(session, request, course, To.staff(helper, course.clinic_id), now)
    if await leader_may_help(session, course.patient_id):
        await show_card_to_leaders(session, request, course, now)
    actor = ("account", account_id)
    record_action(
        session, "assisted_count", ("treatment", course.treatment_id), actor=actor, now=now
    )
    return request


async def may_offer_leader(session: UnitOfWork, patient_id: int) -> bool:
    """Whether there is a leader who could help but is not allowed to yet."""
    leaders = await leaders_of_patient(session, patient_id)
    return bool(leaders) and not await leader_may_help(session, patient_id)


async def show_requests_to_leaders(session: UnitOfWork, course: Course, *, now: datetime) -> None:
    """Show the open requests of this treatment to the leaders, too."""
    for request in await open_assisted_counts(session, course.treatment_id):
        await show_card_to_leaders(session, request, course, now)


def open_request(request: AssistedCount, *, now: datetime) -> None:
    """A helper begins to count. Raises AlreadyEnded."""
    check_is_open(request)
    request.next_at = now + ENDED_WITHIN


def check_is_open(request: AssistedCount) -> None:
    """Raises AlreadyEnded."""
    if request.ended_at is not None:
        raise AlreadyEnded


async def request_for_helper(
    session: UnitOfWork, request_id: int, helper: Helper
) -> AssistedCount | None:
    """The request, locked. None if there is none, or this helper may not help with it."""
    request = await locked_assisted_count(session, request_id)
    if request is None or not request.file_id:
        return None
    patient = await session.get_one(Patient, request.patient_id)
    if patient.clinic_id == helper.clinic_id:
        return request
    allowed = await leader_may_help(session, patient.id)
    leads = allowed and helper.account_id in await leaders_of_patient(session, patient.id)
    return request if leads else None


async def _helpers_of_clinic(session: UnitOfWork, clinic_id: int, now: datetime) -> list[int]:
    """Accounts of the nurses and coordinators on call; if there are none, of all staff."""
    staff = [one for one in await staff_of_clinic(session, clinic_id) if one.role in HELPER_ROLES]
    accounts = [one.account_id for one in await staff_on_call(session, staff, now=now)]
    found = [account for account in accounts if account is not None]
    return found or await staff_accounts(session, clinic_id)
