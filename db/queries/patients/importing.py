"""What is known of the patients that a sheet names: some statements for each five hundred."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import Row, select

from db.models import Dispensing, Patient, Regimen, Treatment
from db.session import Unit

AT_A_TIME = 500


def in_parts(items: Collection[Any], size: int = AT_A_TIME) -> Iterator[list[Any]]:
    listed = list(items)
    for start in range(0, len(listed), size):
        yield listed[start : start + size]


async def patients_numbered(
    session: Unit, clinic_id: int, numbers: Collection[str]
) -> list[Patient]:
    found: list[Patient] = []
    for part in in_parts(numbers):
        found += await session.scalars(
            select(Patient).where(Patient.clinic_id == clinic_id, Patient.clinic_number.in_(part))
        )
    return found


async def treatments_ever(session: Unit, patients: Collection[int]) -> list[Treatment]:
    """Those that were stopped too."""
    found: list[Treatment] = []
    for part in in_parts(patients):
        found += await session.scalars(select(Treatment).where(Treatment.patient_id.in_(part)))
    return found


async def regimens_and_fills(
    session: Unit, treatments: Collection[int]
) -> tuple[Sequence[Row[Any]], Sequence[Row[Any]]]:
    """Fills that were corrected too."""
    regimens: list[Row[Any]] = []
    fills: list[Row[Any]] = []
    for part in in_parts(treatments):
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
