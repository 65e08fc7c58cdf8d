"""Who has stopped, whom they may still speak for, and what is kept of a person."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import aliased

from db.enums import AlertStatus, ConsentScope, CountSource, HolderRole, StoryState
from db.models import (
    Alert,
    Audit,
    CheckIn,
    Consent,
    Dispensing,
    Holder,
    Medicine,
    Patient,
    PillCount,
    Question,
    Story,
    Treatment,
    Voice,
)
from db.session import Unit

FROM_THE_PERSON = (CountSource.SELF, CountSource.CAREGIVER, CountSource.LEADER)
"""What they said themselves, or had somebody beside them say; the rest the clinic entered."""


@dataclass(frozen=True, slots=True)
class Former:
    """A patient who stopped, and for whom an account spoke until then."""

    id: int
    name: str
    role: str
    clinic_id: int
    erased: bool

    @property
    def nameless(self) -> bool:
        """Their name was their own word, and is forgotten."""
        return self.name == nameless(self.id)


def nameless(patient_id: int) -> str:
    """As `gothiya patient list` numbers them."""
    return f"P{patient_id}"


async def former_patients(session: Unit, account_id: int) -> list[Former]:
    """Themselves first. Not those whom the account ceased to speak for before they stopped, nor,
    where a patient had a phone of their own, those of whoever else counted for them.
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
    # Who came and stopped in one moment has been a holder twice.
    return list({row[0]: Former(*row) for row in reversed(rows.all())}.values())[::-1]


def _care(*more: Any) -> Any:
    of_patient = (Consent.patient_id == Patient.id, Consent.scope == ConsentScope.CARE)
    return exists().where(*of_patient, *more)


async def has_stopped(session: Unit, account_id: int) -> bool:
    """Whether this account once spoke for somebody, and speaks for nobody now."""
    spoke = exists().where(Holder.account_id == account_id)
    speaks = exists().where(Holder.account_id == account_id, Holder.ended_at.is_(None))
    return bool(await session.scalar(select(spoke & ~speaks)))


async def is_erased(session: Unit, account_id: int) -> bool:
    """Whether nothing is left of what this phone said until it stopped."""
    stopped = select(func.max(Holder.ended_at)).where(Holder.account_id == account_id)
    erased = exists().where(
        Audit.deed == "erase",
        Audit.subject_kind == "account",
        Audit.subject_id == account_id,
        Audit.at >= stopped.scalar_subquery(),
    )
    if not await session.scalar(select(erased)):
        return False
    return all(one.erased for one in await former_patients(session, account_id))


async def own_phones(session: Unit, patient_id: int) -> list[int]:
    """Accounts that the patient has or had themselves."""
    rows = await session.scalars(
        select(Holder.account_id)
        .where(Holder.patient_id == patient_id, Holder.role == HolderRole.SELF)
        .distinct()
        .order_by(Holder.account_id)
    )
    return list(rows)


async def speaks_for(session: Unit, account_id: int) -> list[str]:
    """The roles in which an account speaks for patients now."""
    rows = await session.scalars(
        select(Holder.role).where(Holder.account_id == account_id, Holder.ended_at.is_(None))
    )
    return list(rows)


@dataclass(frozen=True, slots=True)
class Kept:
    """What is stored about one patient, as they may see it."""

    medicines: list[str]
    counts: int
    """Their own; those of the clinic are `clinic_counts`."""
    clinic_counts: int
    last: tuple[Fraction, date, str] | None
    """The newest count of their own that stands: pills, day, medicine."""
    fills: int
    """Times that medicine came, as they said."""
    clinic_fills: int
    checkins: int
    stories: int
    alerts: int
    open_alerts: int
    spoken: int
    """Voices of theirs that somebody can still hear."""


async def kept_of(session: Unit, patient_id: int) -> Kept:
    async def how_many(counted: Select[Any]) -> int:
        return int(await session.scalar(counted) or 0)

    own = PillCount.source.in_(FROM_THE_PERSON)
    came = Dispensing.source.in_(FROM_THE_PERSON)
    alerts = select(func.count()).select_from(Alert).where(Alert.patient_id == patient_id)
    counts = _of(PillCount, patient_id).where(PillCount.replaced_at.is_(None))
    fills = _of(Dispensing, patient_id).where(Dispensing.replaced_at.is_(None))
    return Kept(
        medicines=await _medicines(session, patient_id),
        counts=await how_many(counts.where(own)),
        clinic_counts=await how_many(counts.where(~own)),
        last=await _last_count(session, patient_id),
        fills=await how_many(fills.where(came)),
        clinic_fills=await how_many(fills.where(~came)),
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
    asked = select(Question.id).where(Question.patient_id == patient_id)
    raised = select(Alert.id).where(Alert.patient_id == patient_id)
    return (
        select(func.count())
        .select_from(Voice)
        .where(or_(Voice.question_id.in_(asked), Voice.alert_id.in_(raised)))
    )


async def _medicines(session: Unit, patient_id: int) -> list[str]:
    rows = await session.scalars(
        select(Treatment.spoken_name)
        .where(Treatment.patient_id == patient_id, Treatment.stopped_on.is_(None))
        .order_by(Treatment.id)
    )
    return list(rows)


async def _last_count(session: Unit, patient_id: int) -> tuple[Fraction, date, str] | None:
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
