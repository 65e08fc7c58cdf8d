"""The person an alert is about: their account and clinic, and what they are told."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from bot.services.alerts.conversation import accounts_to_tell, end_conversation
from bot.services.audit import record_action
from bot.services.outbox import To, enqueue
from bot.texts.alerts import replies as texts
from bot.texts.sentences import Message
from db.enums import AlertOutcome, LeftBecause, OutboxClass
from db.models import Account, Alert, Clinic, Patient, Staff
from db.queries.caregivers import patients_held_by
from db.queries.clinics import clinic_by_id, clinic_of_patient, only_clinic, own_words_of
from db.queries.groups import groups_of
from db.queries.people import account_with_telegram_id
from db.session import UnitOfWork


async def account_for_emergency(session: UnitOfWork, telegram_id: int, *, now: datetime) -> Account:
    """The account of a person in danger; a stranger gets one without consent: life first."""
    account = await account_with_telegram_id(session, telegram_id)
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
    record_action(session, "emergency_account", ("account", account.id), now=now)
    return account


async def clinic_of_person(
    session: UnitOfWork, account_id: int, patient_id: int | None
) -> Clinic | None:
    """The clinic that is responsible for this person; None if that cannot be told."""
    if patient_id is not None:
        return await clinic_of_patient(session, patient_id)
    if held := await patients_held_by(session, account_id):
        return await clinic_by_id(session, held[0].clinic_id)
    if groups := await groups_of(session, account_id):
        return await clinic_by_id(session, groups[0].clinic_id)
    return await only_clinic(session)


OUTCOMES_WITH_OWN_SENTENCE = (AlertOutcome.NO_ANSWER, AlertOutcome.FALSE_ALARM)
"""Outcomes for which the closing message is a sentence of its own."""


async def tell_person_taken(session: UnitOfWork, alert: Alert, *, now: datetime) -> None:
    if alert.acked_by is None:
        return
    staff = await session.get_one(Staff, alert.acked_by)
    clinic = await clinic_by_id(session, alert.clinic_id)
    own = await _own_words(session, alert, "taken")
    await _tell_person(
        session, alert, texts.taken(name=staff.name, phone=clinic.phone, own=own), now
    )


async def tell_person_closed(session: UnitOfWork, alert: Alert, *, now: datetime) -> None:
    """End the conversation with a kind last word, unless the person has died."""
    for account_id in await accounts_to_tell(session, alert):
        await end_conversation(session, account_id, alert.id, now=now)
    assert alert.outcome is not None
    outcome = AlertOutcome(alert.outcome)
    if outcome is AlertOutcome.DIED:
        return
    clinic = await clinic_by_id(session, alert.clinic_id)
    sentence = f"closed_{outcome}" if outcome in OUTCOMES_WITH_OWN_SENTENCE else "closed"
    own = await _own_words(session, alert, sentence)
    await _tell_person(
        session, alert, texts.closed(outcome=outcome, phone=clinic.phone, own=own), now
    )


async def _tell_person(session: UnitOfWork, alert: Alert, message: Message, now: datetime) -> None:
    """Tell the person who asked for help in any case, and of a rule's alert only with consent.

    If the patient has died nothing is sent.
    """
    if alert.patient_id is not None:
        patient = await session.get_one(Patient, alert.patient_id)
        if patient.left_because == LeftBecause.DIED:
            return
    for account_id in await accounts_to_tell(session, alert):
        enqueue(
            session,
            OutboxClass.REPLY,
            To.account(account_id),
            message,
            patient_id=None if alert.account_id is not None else alert.patient_id,
            now=now,
        )


async def _own_words(session: UnitOfWork, alert: Alert, sentence: str) -> dict[str, str]:
    """The clinic's own words for this sentence, by language."""
    rows = await own_words_of(session, alert.clinic_id, sentence)
    return {row.language: row.words for row in rows}
