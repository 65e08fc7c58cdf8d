"""Whose alert it is: accounts made for life's sake, and what the person is told of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from bot.services.alerts.conversation import end_talk, whom_to_tell
from bot.services.audit import note
from bot.services.outbox import To, enqueue
from db.enums import AlertOutcome, LeftBecause, OutboxClass
from db.models import Account, Alert, Clinic, Patient, Staff
from db.queries.clinics import clinic_by_id, clinic_of_patient, only_clinic, own_words_of
from db.queries.groups import groups_of
from db.queries.people import account_of, patients_held_by
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


SAID_OF_OUTCOME = (AlertOutcome.NO_ANSWER, AlertOutcome.FALSE_ALARM)
"""Outcomes of which something of its own is said."""


async def tell_taken(session: Unit, alert: Alert, *, now: datetime) -> None:
    if alert.acked_by is None:
        return
    staff = await session.get_one(Staff, alert.acked_by)
    await _tell(session, alert, "alerts.taken", {"name": staff.name}, now)


async def tell_closed(session: Unit, alert: Alert, *, now: datetime) -> None:
    """A kind last word. Nothing is said to the phone of somebody who died."""
    for account_id in await whom_to_tell(session, alert):
        await end_talk(session, account_id, alert.id, now=now)
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
    own = await _own_words(session, alert, template)
    for account_id in await whom_to_tell(session, alert):
        enqueue(
            session,
            OutboxClass.REPLY,
            To.account(account_id),
            template,
            {**params, "own": own, "phone": clinic.phone, "ambulance": clinic.ambulance},
            patient_id=None if alert.account_id is not None else alert.patient_id,
            now=now,
        )


async def _own_words(session: Unit, alert: Alert, template: str) -> dict[str, str]:
    """By language, what this clinic says in place of the standard sentence."""
    sentence = template.partition(".")[2]
    if sentence == "closed" and alert.outcome in SAID_OF_OUTCOME:
        sentence = f"closed_{alert.outcome}"
    rows = await own_words_of(session, alert.clinic_id, sentence)
    return {row.language: row.words for row in rows}
