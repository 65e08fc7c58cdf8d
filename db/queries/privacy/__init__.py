"""Who has stopped, for whom they acted until then, and what is stored of a person."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import aliased

from db.enums import AlertStatus, ConsentScope, CountSource, HolderRole, StoryState
from db.models import (
    Account,
    Alert,
    CheckIn,
    Consent,
    Dispensing,
    Holder,
    Medicine,
    Patient,
    PillCount,
    SafetyQuestion,
    Story,
    Treatment,
    VoiceMessage,
)
from db.session import UnitOfWork

FROM_THE_PERSON = (CountSource.SELF, CountSource.CAREGIVER, CountSource.LEADER)
"""Reported by the patient or for them; the other sources are the clinic's."""


@dataclass(frozen=True, slots=True)
class FormerPatient:
    """A patient who stopped, for whom an account acted until then."""

    id: int
    name: str
    role: str
    clinic_id: int
    erased: bool

    @property
    def has_no_name(self) -> bool:
        """Whether the name was erased, since they gave it themselves."""
        return self.name == placeholder_name(self.id)


def placeholder_name(patient_id: int) -> str:
    """Stands for an erased name; `gothiya patient list` shows the same number."""
    return f"P{patient_id}"


async def former_patients(session: UnitOfWork, account_id: int) -> list[FormerPatient]:
    """Patients who stopped, for whom this account acted until then; the own patient comes first.

    Not a patient for whom the account stopped acting before; nor, if the account was a caregiver,
    one who had a phone of their own.
    """
    other = aliased(Holder)
    theirs = other.patient_id == Patient.id
    last = select(func.max(other.ended_at)).where(theirs).scalar_subquery()
    own = exists().where(theirs, other.ended_at == Holder.ended_at, other.role == HolderRole.SELF)
    rows = await session.execute(
        select(
            Patient.id,
            Patient.name,
            Holder.role,
            Patient.clinic_id,
            Patient.erased_at.is_not(None),
        )
        .join(Holder, Holder.patient_id == Patient.id)
        .where(
            Holder.account_id == account_id,
            Holder.ended_at == last,
            ~exists().where(theirs, other.ended_at.is_(None)),
            _care(),
            ~_care(Consent.withdrawn_at.is_(None)),
            or_(Holder.role == HolderRole.SELF, ~own),
        )
        .order_by(Holder.role.desc(), Patient.id)
    )
    # Somebody who joined and stopped in the same moment has two holder rows.
    return list({row[0]: FormerPatient(*row) for row in reversed(rows.all())}.values())[::-1]


def _care(*more: Any) -> Any:
    of_patient = (Consent.patient_id == Patient.id, Consent.scope == ConsentScope.CARE)
    return exists().where(*of_patient, *more)


async def has_stopped(session: UnitOfWork, account_id: int) -> bool:
    """Whether this account acted for somebody once, and acts for nobody now."""
    spoke = exists().where(Holder.account_id == account_id)
    speaks = exists().where(Holder.account_id == account_id, Holder.ended_at.is_(None))
    return bool(await session.scalar(select(spoke & ~speaks)))


async def is_erased(session: UnitOfWork, account_id: int) -> bool:
    """Whether everything this account said until it stopped has been erased."""
    stopped = select(func.max(Holder.ended_at)).where(Holder.account_id == account_id)
    erased = exists().where(
        Account.id == account_id, Account.erased_at >= stopped.scalar_subquery()
    )
    if not await session.scalar(select(erased)):
        return False
    return all(one.erased for one in await former_patients(session, account_id))


async def own_accounts_ever(session: UnitOfWork, patient_id: int) -> list[int]:
    """Accounts that are or were the patient's own."""
    rows = await session.scalars(
        select(Holder.account_id)
        .where(Holder.patient_id == patient_id, Holder.role == HolderRole.SELF)
        .distinct()
        .order_by(Holder.account_id)
    )
    return list(rows)


async def current_roles(session: UnitOfWork, account_id: int) -> list[str]:
    """The roles in which an account acts for patients now."""
    rows = await session.scalars(
        select(Holder.role).where(Holder.account_id == account_id, Holder.ended_at.is_(None))
    )
    return list(rows)


@dataclass(frozen=True, slots=True)
class KeptData:
    """What is stored about one patient, as the patient may see it."""

    medicines: list[str]
    counts: int
    """Reported by them; those of the clinic are `clinic_counts`."""
    clinic_counts: int
    last: tuple[Fraction, date, str] | None
    """Their newest valid count: pills, day, medicine."""
    fills: int
    """Refills that they reported."""
    clinic_fills: int
    checkins: int
    stories: int
    alerts: int
    open_alerts: int
    spoken: int
    """Their voice messages that can still be played."""


async def kept_data_of(session: UnitOfWork, patient_id: int) -> KeptData:
    async def how_many(counted: Select[Any]) -> int:
        return int(await session.scalar(counted) or 0)

    own = PillCount.source.in_(FROM_THE_PERSON)
    reported = Dispensing.source.in_(FROM_THE_PERSON)
    alerts = select(func.count()).select_from(Alert).where(Alert.patient_id == patient_id)
    counts = _of(PillCount, patient_id).where(PillCount.replaced_at.is_(None))
    fills = _of(Dispensing, patient_id).where(Dispensing.replaced_at.is_(None))
    return KeptData(
        medicines=await _medicines(session, patient_id),
        counts=await how_many(counts.where(own)),
        clinic_counts=await how_many(counts.where(~own)),
        last=await _last_count(session, patient_id),
        fills=await how_many(fills.where(reported)),
        clinic_fills=await how_many(fills.where(~reported)),
        checkins=await how_many(
            select(func.count()).where(
                CheckIn.patient_id == patient_id, CheckIn.answer.is_not(None)
            )
        ),
        stories=await how_many(
            select(func.count()).where(
                Story.patient_id == patient_id, Story.state != StoryState.WITHDRAWN
            )
        ),
        alerts=await how_many(alerts),
        open_alerts=await how_many(alerts.where(Alert.status != AlertStatus.RESOLVED)),
        spoken=await how_many(_voices(patient_id)),
    )


def _of(table: type[PillCount] | type[Dispensing], patient_id: int) -> Select[Any]:
    return (
        select(func.count())
        .select_from(table)
        .join(Treatment, Treatment.id == table.treatment_id)
        .where(Treatment.patient_id == patient_id)
    )


def _voices(patient_id: int) -> Select[Any]:
    asked = select(SafetyQuestion.id).where(SafetyQuestion.patient_id == patient_id)
    raised = select(Alert.id).where(Alert.patient_id == patient_id)
    return (
        select(func.count())
        .select_from(VoiceMessage)
        .where(or_(VoiceMessage.question_id.in_(asked), VoiceMessage.alert_id.in_(raised)))
    )


async def _medicines(session: UnitOfWork, patient_id: int) -> list[str]:
    rows = await session.scalars(
        select(Treatment.spoken_name)
        .where(Treatment.patient_id == patient_id, Treatment.stopped_on.is_(None))
        .order_by(Treatment.id)
    )
    return list(rows)


async def _last_count(session: UnitOfWork, patient_id: int) -> tuple[Fraction, date, str] | None:
    row = (
        await session.execute(
            select(PillCount.remaining, PillCount.counted_on, Treatment.spoken_name)
            .join(Treatment, Treatment.id == PillCount.treatment_id)
            .join(Medicine, Medicine.id == Treatment.medicine_id)
            .where(
                Treatment.patient_id == patient_id,
                PillCount.source.in_(FROM_THE_PERSON),
                PillCount.replaced_at.is_(None),
            )
            .order_by(PillCount.counted_at.desc(), PillCount.id.desc())
            .limit(1)
        )
    ).first()
    return (row[0], row[1], row[2]) if row else None
