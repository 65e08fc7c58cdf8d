"""What is stored about the patients of a sheet: a few statements for each 500 of them."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import Row, select

from db.models import Dispensing, Patient, Regimen, Treatment
from db.session import UnitOfWork

BATCH_SIZE = 500


def batches(items: Collection[Any], size: int = BATCH_SIZE) -> Iterator[list[Any]]:
    listed = list(items)
    for start in range(0, len(listed), size):
        yield listed[start : start + size]


async def patients_by_number(
    session: UnitOfWork, clinic_id: int, numbers: Collection[str]
) -> list[Patient]:
    found: list[Patient] = []
    for part in batches(numbers):
        found += await session.scalars(
            select(Patient).where(Patient.clinic_id == clinic_id, Patient.clinic_number.in_(part))
        )
    return found


async def all_treatments(session: UnitOfWork, patients: Collection[int]) -> list[Treatment]:
    """All treatments, including stopped ones."""
    found: list[Treatment] = []
    for part in batches(patients):
        found += await session.scalars(select(Treatment).where(Treatment.patient_id.in_(part)))
    return found


async def all_regimens_and_fills(
    session: UnitOfWork, treatments: Collection[int]
) -> tuple[Sequence[Row[Any]], Sequence[Row[Any]]]:
    """All regimens and fills, including replaced fills."""
    regimens: list[Row[Any]] = []
    fills: list[Row[Any]] = []
    for part in batches(treatments):
        regimens += await session.execute(
            select(
                Regimen.treatment_id,
                Regimen.doses_num,
                Regimen.doses_den,
                Regimen.starts_on,
                Regimen.ends_on,
                Regimen.pattern,
                Regimen.every_days,
                Regimen.week,
            ).where(Regimen.treatment_id.in_(part))
        )
        fills += await session.execute(
            select(
                Dispensing.id,
                Dispensing.treatment_id,
                Dispensing.dispensed_on,
                Dispensing.quantity,
                Dispensing.source,
                Dispensing.replaced_at,
            ).where(Dispensing.treatment_id.in_(part))
        )
    return regimens, fills
