"""Treatments with regimens, fills and counts: six statements for a whole batch of patients."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, Result, Row, bindparam, or_, select

from db.enums import AlertKind
from db.models import (
    AdherenceSummary,
    Dispensing,
    Medicine,
    Patient,
    Pause,
    PillCount,
    Regimen,
    StockOut,
    Treatment,
)
from db.queries.people import CONSENT_STANDS
from db.session import UnitOfWork

RUNNING_TREATMENTS = (
    select(
        Treatment.id,
        Treatment.patient_id,
        Treatment.medicine_id,
        Treatment.spoken_name,
        Medicine.name.label("medicine_name"),
        Treatment.storage,
        Medicine.strip_size,
        Medicine.countable,
        Medicine.photo,
        Patient.name.label("patient_name"),
        Patient.programme,
        Patient.clinic_id,
        Patient.count_hour,
        Patient.count_every_days,
    )
    .join(Medicine, Medicine.id == Treatment.medicine_id)
    .join(Patient, Patient.id == Treatment.patient_id)
    .where(
        Treatment.patient_id.in_(bindparam("patients", expanding=True)),
        Treatment.stopped_on.is_(None),
        Patient.left_on.is_(None),
    )
    .order_by(Treatment.id)
)
_TREATMENT_IDS: BindParameter[list[int]] = bindparam("treatments", expanding=True)
REGIMENS = select(
    Regimen.treatment_id,
    Regimen.doses_num,
    Regimen.doses_den,
    Regimen.starts_on,
    Regimen.ends_on,
    Regimen.pattern,
    Regimen.every_days,
    Regimen.week,
).where(Regimen.treatment_id.in_(_TREATMENT_IDS))
FILLS = select(
    Dispensing.treatment_id, Dispensing.quantity, Dispensing.dispensed_on, Dispensing.recorded_at
).where(
    Dispensing.treatment_id.in_(_TREATMENT_IDS),
    Dispensing.replaced_at.is_(None),
    Dispensing.dispensed_on >= bindparam("since"),
)
COUNTS = (
    select(
        PillCount.id,
        PillCount.treatment_id,
        PillCount.counted_on,
        PillCount.counted_at,
        PillCount.remaining,
        PillCount.lost,
        PillCount.source,
        PillCount.doubtful,
    )
    .where(
        PillCount.treatment_id.in_(_TREATMENT_IDS),
        PillCount.replaced_at.is_(None),
        PillCount.counted_on >= bindparam("since"),
    )
    .order_by(PillCount.counted_on, PillCount.id)
)
PAUSES = select(
    Pause.patient_id, Pause.reason, Pause.from_on, Pause.until_on, Pause.ended_at
).where(
    Pause.patient_id.in_(bindparam("patients", expanding=True)),
    or_(Pause.until_on.is_(None), Pause.until_on >= bindparam("since")),
)
STOCK_OUTS = select(StockOut.medicine_id, StockOut.since, StockOut.ended_at).where(
    StockOut.medicine_id.in_(bindparam("medicines", expanding=True))
)


async def treatments_of_patients(
    session: UnitOfWork, patients: Collection[int]
) -> Sequence[Row[Any]]:
    found: Result[Any] = await session.execute(RUNNING_TREATMENTS, {"patients": list(patients)})
    return found.all()


async def regimens_fills_counts(
    session: UnitOfWork, treatments: Collection[int], since: date
) -> tuple[Sequence[Row[Any]], Sequence[Row[Any]], Sequence[Row[Any]]]:
    """What adherence is calculated from since a day; counts are oldest first."""
    given = {"treatments": list(treatments)}
    regimens: Result[Any] = await session.execute(REGIMENS, given)
    fills: Result[Any] = await session.execute(FILLS, {**given, "since": since})
    counts: Result[Any] = await session.execute(COUNTS, {**given, "since": since})
    return regimens.all(), fills.all(), counts.all()


async def pauses_of_patients(
    session: UnitOfWork, patients: Collection[int], since: date
) -> Sequence[Row[Any]]:
    """Pauses that had not ended before `since`."""
    given = {"patients": list(patients), "since": since}
    found: Result[Any] = await session.execute(PAUSES, given)
    return found.all()


async def stock_outs_of_medicines(
    session: UnitOfWork, medicines: Collection[int]
) -> Sequence[Row[Any]]:
    found: Result[Any] = await session.execute(STOCK_OUTS, {"medicines": list(medicines)})
    return found.all()


@dataclass(frozen=True, slots=True)
class SupplyEnding:
    """A treatment whose supply ends, or whose injection is due."""

    treatment_id: int
    patient_id: int
    clinic_id: int
    programme: str | None
    spoken_name: str
    run_out_on: date | None
    injection_due_on: date | None

    def day(self, kind: AlertKind) -> date:
        found = self.run_out_on if kind is AlertKind.RUNNING_OUT else self.injection_due_on
        assert found is not None
        return found

    def days_left(self, today: date) -> int | None:
        return None if self.run_out_on is None else max((self.run_out_on - today).days, 0)

    def late_days(self, today: date) -> int | None:
        due = self.injection_due_on
        return None if due is None else max((today - due).days, 0)


async def supply_endings(
    session: UnitOfWork, clinic_id: int, run_out_by: date, due_by: date
) -> list[SupplyEnding]:
    """Supplies of a clinic's patients that end by a day, and injections that were due by one."""
    rows = await session.execute(
        select(
            Treatment.id,
            Patient.id,
            Patient.clinic_id,
            Patient.programme,
            Treatment.spoken_name,
            AdherenceSummary.run_out_on,
            AdherenceSummary.injection_due_on,
        )
        .join(Treatment, Treatment.id == AdherenceSummary.treatment_id)
        .join(Patient, Patient.id == Treatment.patient_id)
        .where(
            Patient.clinic_id == clinic_id,
            Treatment.stopped_on.is_(None),
            Patient.left_on.is_(None),
            CONSENT_STANDS,
            or_(
                AdherenceSummary.run_out_on <= run_out_by,
                AdherenceSummary.injection_due_on <= due_by,
            ),
        )
        .order_by(Treatment.id)
    )
    return [SupplyEnding(*row) for row in rows]


async def treatment_of_clinic(
    session: UnitOfWork, clinic_id: int, treatment_id: int
) -> Treatment | None:
    """None if there is no such treatment, or it belongs to another clinic."""
    found: Treatment | None = await session.scalar(
        select(Treatment)
        .join(Patient, Patient.id == Treatment.patient_id)
        .where(Treatment.id == treatment_id, Patient.clinic_id == clinic_id)
    )
    return found
