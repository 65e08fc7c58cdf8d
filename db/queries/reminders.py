"""Whom to ask, and what decides whether they are asked: a whole batch at a time."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from db.enums import ConsentScope, GroupKind, GroupState, MeetingState, MemberRole
from db.models import (
    Account,
    CheckIn,
    Consent,
    Greeting,
    Group,
    Holder,
    Medicine,
    Meeting,
    Membership,
    Patient,
    Pause,
    PillCount,
    Treatment,
)
from db.session import Unit


async def due_patients(
    session: Unit, due: InstrumentedAttribute[datetime | None], now: datetime, limit: int
) -> list[Patient]:
    """Those whose moment has come, locked; what another process works on is left to it."""
    rows = await session.scalars(
        select(Patient)
        .where(due <= now, Patient.left_on.is_(None))
        .order_by(due, Patient.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    return list(rows)


async def counting(session: Unit, patients: Collection[int]) -> set[int]:
    """Those who take a medicine that can be counted."""
    rows = await session.scalars(
        select(Treatment.patient_id)
        .join(Medicine, Medicine.id == Treatment.medicine_id)
        .where(
            Treatment.patient_id.in_(list(patients)),
            Treatment.stopped_on.is_(None),
            Medicine.countable,
        )
    )
    return set(rows)


async def holders(session: Unit, patients: Collection[int]) -> dict[int, list[int]]:
    """The accounts that may be written to about each."""
    rows = await session.execute(
        select(Holder.patient_id, Holder.account_id)
        .where(Holder.patient_id.in_(list(patients)), Holder.ended_at.is_(None))
        .order_by(Holder.id)
    )
    found: dict[int, list[int]] = {patient_id: [] for patient_id in patients}
    for patient_id, account_id in rows:
        found[patient_id].append(account_id)
    return found


async def last_counts(session: Unit, patients: Collection[int]) -> dict[int, datetime]:
    return await _by_patient(
        session,
        select(Treatment.patient_id, func.max(PillCount.counted_at))
        .join(PillCount, PillCount.treatment_id == Treatment.id)
        .where(Treatment.patient_id.in_(list(patients)))
        .group_by(Treatment.patient_id),
    )


async def last_answers(session: Unit, patients: Collection[int]) -> dict[int, datetime]:
    return await _by_patient(
        session,
        select(CheckIn.patient_id, func.max(CheckIn.answered_at))
        .where(CheckIn.patient_id.in_(list(patients)), CheckIn.answered_at.is_not(None))
        .group_by(CheckIn.patient_id),
    )


async def next_meetings(
    session: Unit, patients: Collection[int], now: datetime
) -> dict[int, datetime]:
    """When the first of their groups meets next."""
    return await _by_patient(
        session,
        select(Holder.patient_id, func.min(Meeting.starts_at))
        .join(Membership, Membership.account_id == Holder.account_id)
        .join(Group, Group.id == Membership.group_id)
        .join(Meeting, Meeting.group_id == Group.id)
        .where(
            Holder.patient_id.in_(list(patients)),
            Holder.ended_at.is_(None),
            Membership.left_at.is_(None),
            Group.state == GroupState.ACTIVE,
            Meeting.state == MeetingState.PLANNED,
            Meeting.starts_at > now,
        )
        .group_by(Holder.patient_id),
    )


async def _by_patient(session: Unit, statement: Select[Any, Any]) -> dict[int, Any]:
    rows = await session.execute(statement)
    return {row[0]: row[1] for row in rows}


def holds_on(today: date) -> ColumnElement[bool]:
    """Whether a pause holds on a day."""
    return and_(
        Pause.ended_at.is_(None),
        Pause.from_on <= today,
        or_(Pause.until_on.is_(None), Pause.until_on >= today),
    )


async def paused(session: Unit, patients: Collection[int], today: date) -> dict[int, date | None]:
    """Who is away today, themselves or with a whole group, and until which day; None: open."""
    own = select(Pause.patient_id, Pause.until_on).where(
        Pause.patient_id.in_(list(patients)), holds_on(today)
    )
    of_group = (
        select(Holder.patient_id, Pause.until_on)
        .join(Membership, Membership.account_id == Holder.account_id)
        .join(Pause, Pause.group_id == Membership.group_id)
        .where(
            Holder.patient_id.in_(list(patients)),
            Holder.ended_at.is_(None),
            Membership.left_at.is_(None),
            holds_on(today),
        )
    )
    found: dict[int, date | None] = {}
    statements: tuple[Select[Any, Any], ...] = (own, of_group)
    for statement in statements:
        for row in await session.execute(statement):
            patient_id, until = row[0], row[1]
            known = found.get(patient_id, until)
            found[patient_id] = None if until is None or known is None else max(until, known)
    return found


async def own_pauses(session: Unit, patient_id: int) -> list[Pause]:
    """Those that nobody has ended."""
    rows = await session.scalars(
        select(Pause).where(Pause.patient_id == patient_id, Pause.ended_at.is_(None))
    )
    return list(rows)


async def is_away(session: Unit, patient_id: int, today: date) -> bool:
    """Whether the person themselves said so; not that their group rests."""
    mine = exists().where(Pause.patient_id == patient_id, holds_on(today))
    return bool(await session.scalar(select(mine)))


async def group_pauses(session: Unit, group_id: int) -> list[Pause]:
    rows = await session.scalars(
        select(Pause).where(Pause.group_id == group_id, Pause.ended_at.is_(None))
    )
    return list(rows)


# Check-ins and greetings


async def checkin_of(session: Unit, checkin_id: int) -> CheckIn | None:
    found: CheckIn | None = await session.scalar(
        select(CheckIn)
        .where(CheckIn.id == checkin_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return found


async def unheard(session: Unit, asked_before: datetime, limit: int) -> list[CheckIn]:
    rows = await session.scalars(
        select(CheckIn)
        .join(Patient, Patient.id == CheckIn.patient_id)
        .where(
            CheckIn.answered_at.is_(None),
            CheckIn.silent_at.is_(None),
            CheckIn.asked_at <= asked_before,
            Patient.left_on.is_(None),
        )
        .order_by(CheckIn.asked_at)
        .limit(limit)
        .with_for_update(skip_locked=True, of=CheckIn)
    )
    return list(rows)


async def latest_checkins(session: Unit, patient_id: int, how_many: int) -> list[CheckIn]:
    rows = await session.scalars(
        select(CheckIn)
        .where(CheckIn.patient_id == patient_id)
        .order_by(CheckIn.asked_at.desc(), CheckIn.id.desc())
        .limit(how_many)
    )
    return list(rows)


async def greeted_since(session: Unit, patient_id: int, since: datetime) -> bool:
    found = await session.scalar(
        select(Greeting.id)
        .where(Greeting.patient_id == patient_id, Greeting.wanted_at > since)
        .limit(1)
    )
    return found is not None


async def waiting_greetings(session: Unit, limit: int) -> Sequence[tuple[Greeting, Patient]]:
    """Whom nobody has been asked to say hello to yet, longest waiting first."""
    rows = await session.execute(
        select(Greeting, Patient)
        .join(Patient, Patient.id == Greeting.patient_id)
        .where(Greeting.told_at.is_(None), Patient.left_on.is_(None))
        .order_by(Greeting.wanted_at, Greeting.id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=Greeting)
    )
    return [(row[0], row[1]) for row in rows]


async def allowed_leaders(session: Unit, patients: Collection[int]) -> dict[int, int]:
    """The longest serving leader whom each patient lets help, and who can be reached.

    Nobody is sent to say hello to a patient of their own house.
    """
    mine = exists().where(
        Holder.account_id == Membership.account_id,
        Holder.patient_id == Consent.patient_id,
        Holder.ended_at.is_(None),
    )
    shared = (
        select(Membership.group_id)
        .join(Holder, Holder.account_id == Membership.account_id)
        .where(
            Holder.patient_id == Consent.patient_id,
            Holder.ended_at.is_(None),
            Membership.left_at.is_(None),
        )
        .correlate(Consent)
    )
    rows = await session.execute(
        select(Consent.patient_id, Membership.account_id)
        .join(Membership, Membership.role == MemberRole.LEADER)
        .join(Group, Group.id == Membership.group_id)
        .join(Account, Account.id == Membership.account_id)
        .where(
            Consent.patient_id.in_(list(patients)),
            Consent.scope == ConsentScope.LEADER,
            Consent.withdrawn_at.is_(None),
            Membership.left_at.is_(None),
            Membership.group_id.in_(shared),
            Group.kind == GroupKind.PEER,
            Group.state == GroupState.ACTIVE,
            Account.unreachable_since.is_(None),
            ~mine,
        )
        .order_by(Membership.id)
    )
    found: dict[int, int] = {}
    for patient_id, account_id in rows:
        found.setdefault(patient_id, account_id)
    return found


async def hours_of(session: Unit, accounts: Collection[int]) -> dict[int, int]:
    """The hour of the person each phone speaks of."""
    rows = await session.execute(
        select(Account.id, Patient.count_hour)
        .join(Patient, Patient.id == Account.patient_id)
        .where(Account.id.in_(list(accounts)))
    )
    return {row[0]: row[1] for row in rows}
