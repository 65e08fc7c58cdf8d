"""A call for help with counting: made, allowed to be seen by leaders, opened by a helper."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.services.adherence.course import Course
from bot.services.audit import note
from bot.services.oncall import on_call
from bot.services.pill_counts.assisted.cards import show, show_to_leaders
from db.enums import CountSource, StaffRole
from db.models import CountHelp, Patient
from db.queries.oncall import staff_of_clinic
from db.queries.people import leader_allowed, staff_accounts
from db.queries.pill_counts import leaders_beside, locked_help, open_helps
from db.session import Unit

SEEN_WITHIN = {"voice": timedelta(minutes=30), "photo": timedelta(days=1)}
"""A voice may hold a cry; if nobody has opened it by then, the clinic is alerted."""
ENDED_WITHIN = timedelta(days=1)
"""Once opened."""


@dataclass(frozen=True, slots=True)
class Helper:
    account_id: int
    name: str
    clinic_id: int | None = None
    """The clinic whose staff this is; None: a member of the group."""

    @property
    def source(self) -> CountSource:
        return CountSource.CLINIC if self.clinic_id is not None else CountSource.LEADER


COUNTERS = (StaffRole.NURSE, StaffRole.COORDINATOR)


class NotYours(Exception):
    """Unknown, or not for this person to help with."""


class Over(Exception):
    """Somebody was faster, or the person counted after all."""


async def call_for_help(
    session: Unit, course: Course, media: str, file_id: str, *, account_id: int, now: datetime
) -> CountHelp:
    call = CountHelp(
        patient_id=course.patient_id,
        treatment_id=course.treatment_id,
        account_id=account_id,
        media=media,
        file_id=file_id,
        asked_at=now,
        next_at=now + SEEN_WITHIN[media],
    )
    session.add(call)
    await session.flush()
    for helper in await _clinic_counters(session, course.clinic_id, now):
        show(session, call, course, helper, now)
    if await leader_allowed(session, course.patient_id):
        await show_to_leaders(session, call, course, now)
    actor = ("account", account_id)
    note(session, "count_help", ("treatment", course.treatment_id), actor=actor, now=now)
    return call


async def may_offer_leader(session: Unit, patient_id: int) -> bool:
    """Whether there is a leader who has not been let in yet."""
    beside = await leaders_beside(session, patient_id)
    return bool(beside) and not await leader_allowed(session, patient_id)


async def show_leaders(session: Unit, course: Course, *, now: datetime) -> None:
    """What waits already goes to them, too."""
    for call in await open_helps(session, course.treatment_id):
        await show_to_leaders(session, call, course, now)


async def open_call(session: Unit, call_id: int, helper: Helper, *, now: datetime) -> CountHelp:
    """The call, for somebody who begins to count. Raises NotYours, Over."""
    call = await call_for(session, call_id, helper)
    call.next_at = now + ENDED_WITHIN
    return call


async def call_for(
    session: Unit, call_id: int, helper: Helper, *, over_too: bool = False
) -> CountHelp:
    """Locked, for somebody who may help. Raises NotYours, Over."""
    call = await locked_help(session, call_id)
    if call is None or not call.file_id:
        raise NotYours
    patient = await session.get_one(Patient, call.patient_id)
    if patient.clinic_id != helper.clinic_id and not (
        await leader_allowed(session, patient.id)
        and helper.account_id in await leaders_beside(session, patient.id)
    ):
        raise NotYours
    if call.ended_at is not None and not over_too:
        raise Over
    return call


async def _clinic_counters(session: Unit, clinic_id: int, now: datetime) -> list[int]:
    """Nurses and coordinators on call who have opened the bot; without them, all of the staff."""
    staff = [one for one in await staff_of_clinic(session, clinic_id) if one.role in COUNTERS]
    counting = [one.account_id for one in await on_call(session, staff, now=now)]
    found = [account for account in counting if account is not None]
    return found or await staff_accounts(session, clinic_id)
