"""A call for help with counting: made, allowed to be seen by leaders, opened by a helper."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.services.audit import note
from bot.services.pills.courses import Course
from bot.services.pills.helping.cards import show, show_to_leaders
from db.enums import ConsentScope, CountSource
from db.models import Consent, CountHelp, Patient
from db.queries.helping import (
    clinic_counters,
    leader_may_help,
    leaders_beside,
    locked_help,
    open_helps,
)
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
    for helper in await clinic_counters(session, course.clinic_id):
        show(session, call, course, helper, now)
    if await leader_may_help(session, course.patient_id):
        await show_to_leaders(session, call, course, now)
    actor = ("account", account_id)
    note(session, "count_help", ("treatment", course.treatment_id), actor=actor, now=now)
    return call


async def may_offer_leader(session: Unit, patient_id: int) -> bool:
    """Whether there is a leader who has not been let in yet."""
    beside = await leaders_beside(session, patient_id)
    return bool(beside) and not await leader_may_help(session, patient_id)


async def let_leader_help(
    session: Unit, patient_id: int, *, account_id: int, language: str, version: int, now: datetime
) -> None:
    """From now on leaders of the group see what is sent instead of a count."""
    if await leader_may_help(session, patient_id):
        return
    session.add(
        Consent(
            account_id=account_id,
            patient_id=patient_id,
            scope=ConsentScope.LEADER,
            version=version,
            language=language,
            given_at=now,
        )
    )
    await session.flush()
    note(session, "let_leader", ("patient", patient_id), actor=("account", account_id), now=now)


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
        await leader_may_help(session, patient.id)
        and helper.account_id in await leaders_beside(session, patient.id)
    ):
        raise NotYours
    if call.ended_at is not None and not over_too:
        raise Over
    return call
