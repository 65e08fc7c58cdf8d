"""Patients for the benchmark: each has a medicine, an earlier count and an open question."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import insert

from db.enums import ConsentScope, HolderRole, Language, Programme
from db.migrate import migrate
from db.models import (
    Account,
    Clinic,
    Consent,
    Dispensing,
    Holder,
    Medicine,
    OpenDialog,
    Patient,
    PillCount,
    Regimen,
    Treatment,
)
from db.session import begin, make_engine, make_sessions
from tests.bench.server import FIRST_PERSON


async def create_people(url: str, how_many: int) -> None:
    engine = make_engine(url)
    await migrate(engine)
    now = datetime.now(UTC)
    async with begin(make_sessions(engine)) as session:
        await session.execute(
            insert(Clinic), [{"id": 1, "name": "Bench", "phone": "1", "created_at": now}]
        )
        await session.execute(
            insert(Medicine),
            [{"id": 1, "clinic_id": 1, "name": "Metformin", "strip_size": 10, "countable": True}],
        )
        for table, row in ROWS:
            await session.execute(insert(table), [row(n + 1, now) for n in range(how_many)])
    await engine.dispose()


def _patient(n: int, now: datetime) -> dict[str, Any]:
    return {
        "id": n,
        "clinic_id": 1,
        "name": f"Patient {n}",
        "programme": Programme.DIABETES,
        "created_at": now,
    }


def _account(n: int, now: datetime) -> dict[str, Any]:
    return {
        "id": n,
        "telegram_id": FIRST_PERSON + n - 1,
        "language": Language.HINDI,
        "patient_id": n,
        "created_at": now,
    }


def _holder(n: int, now: datetime) -> dict[str, Any]:
    return {"account_id": n, "patient_id": n, "role": HolderRole.SELF, "created_at": now}


def _consent(n: int, now: datetime) -> dict[str, Any]:
    return {
        "account_id": n,
        "patient_id": n,
        "scope": ConsentScope.CARE,
        "version": 1,
        "language": Language.HINDI,
        "given_at": now,
    }


def _treatment(n: int, _now: datetime) -> dict[str, Any]:
    return {"id": n, "patient_id": n, "medicine_id": 1, "spoken_name": "सुगर के गोली"}


def _regimen(n: int, now: datetime) -> dict[str, Any]:
    return {"treatment_id": n, "doses_num": 2, "doses_den": 1, "starts_on": _day(now, 60)}


def _dispensing(n: int, now: datetime) -> dict[str, Any]:
    return {
        "treatment_id": n,
        "quantity": 60,
        "dispensed_on": _day(now, 60),
        "source": "clinic",
        "recorded_at": now - timedelta(days=60),
    }


def _count(n: int, now: datetime) -> dict[str, Any]:
    return {
        "treatment_id": n,
        "account_id": n,
        "counted_at": now - timedelta(days=18),
        "counted_on": _day(now, 18),
        "remaining": 60,
        "source": "self",
        "doubtful": False,
    }


def _dialog(n: int, now: datetime) -> dict[str, Any]:
    return {
        "account_id": n,
        "flow": "count",
        "data": {"patient": n, "treatment": n},
        "version": 1,
        "expires_at": now + timedelta(days=1),
    }


def _day(now: datetime, ago: int) -> date:
    return (now - timedelta(days=ago)).date()


ROWS = (
    (Patient, _patient),
    (Account, _account),
    (Holder, _holder),
    (Consent, _consent),
    (Treatment, _treatment),
    (Regimen, _regimen),
    (Dispensing, _dispensing),
    (PillCount, _count),
    (OpenDialog, _dialog),
)
