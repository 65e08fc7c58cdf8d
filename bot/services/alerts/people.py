"""Whose alert it is: accounts made for life's sake, and what the person is told of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from bot.services.audit import note
from bot.services.outbox import To, enqueue
from db.enums import AlertOutcome, LeftBecause, OutboxClass
from db.models import Account, Alert, Clinic, Patient, Staff
from db.queries.clinics import clinic_by_id, clinic_of_patient, only_clinic
from db.queries.groups import groups_of
from db.queries.people import account_of, holders_of, patients_held_by
from db.session import Unit


async def account_for(session: Unit, telegram_id: int, *, now: datetime) -> Account:
    """A stranger in danger is remembered without having been asked: life first."""
    account = await account_of(session, telegram_id)
    if account is not None:
        return account
    try:
        async with session.begin_nested():
            account = Account(telegram_id=telegram_id, created_at=now)
            session.add(account)
            await session.flush()
    except IntegrityError:
        raced = await session.scalars(select(Account).where(Account.telegram_id == telegram_id))
        return raced.one()
    note(session, "life_first", ("account", account.id), now=now)
    return account


async def clinic_for(session: Unit, account_id: int, patient_id: int | None) -> Clinic | None:
    """The clinic that would help this person; None: nobody can say which."""
    if patient_id is not None:
        return await clinic_of_patient(session, patient_id)
    if held := await patients_held_by(session, account_id):
        return await clinic_by_id(session, held[0].clinic_id)
    if groups := await groups_of(session, account_id):
        return await clinic_by_id(session, groups[0].clinic_id)
    return await only_clinic(session)


async def tell_taken(session: Unit, alert: Alert, *, now: datetime) -> None:
    if alert.acked_by is None:
        return
    staff = await session.get_one(Staff, alert.acked_by)
    await _tell(session, alert, "alerts.taken", {"name": staff.name}, now)


async def tell_closed(session: Unit, alert: Alert, *, now: datetime) -> None:
    """A kind last word. Nothing is said to the phone of somebody who died."""
    if alert.outcome != AlertOutcome.DIED:
        await _tell(session, alert, "alerts.closed", {"outcome": alert.outcome}, now)


async def _tell(
    session: Unit, alert: Alert, template: str, params: dict[str, Any], now: datetime
) -> None:
    """Whoever cried hears of it in any case; where a rule did, only while the patient consents.

    Where the patient died, nobody does.
    """
    if alert.patient_id is not None:
        patient = await session.get_one(Patient, alert.patient_id)
        if patient.left_because == LeftBecause.DIED:
            return
    clinic = await clinic_by_id(session, alert.clinic_id)
    cried = alert.account_id is not None
    accounts = [alert.account_id] if alert.account_id else []
    if not cried and alert.patient_id is not None:
        accounts = list(await holders_of(session, alert.patient_id))
    for account_id in accounts:
        enqueue(
            session,
            OutboxClass.REPLY,
            To.account(account_id),
            template,
            {**params, "phone": clinic.phone, "ambulance": clinic.ambulance},
            patient_id=None if cried else alert.patient_id,
            now=now,
        )
