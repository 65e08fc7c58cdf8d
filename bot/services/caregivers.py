"""Caregivers: they count for a patient from their own phone until one of the two ends it."""

from datetime import datetime

from sqlalchemy import select, update

from bot.services.audit import record_action
from bot.services.dialogs import stop_waiting
from bot.services.outbox import To, enqueue
from bot.texts import caregivers as texts
from db.enums import HolderRole, OutboxClass, OutboxStatus
from db.models import Account, Consent, Holder, OpenDialog, Outbox, Patient
from db.queries.caregivers import accounts_of_patient_themselves
from db.session import UnitOfWork


async def tell_patient_of_caregiver(
    session: UnitOfWork, patient: Patient, name: str | None, *, now: datetime
) -> None:
    """Tell the patient that somebody has followed their link."""
    for account_id in await accounts_of_patient_themselves(session, patient.id):
        enqueue(
            session,
            OutboxClass.REPLY,
            To.account(account_id),
            texts.caregiver_joined(name=name),
            patient_id=patient.id,
            now=now,
        )


async def end_caregiver_access(
    session: UnitOfWork, patient_id: int, holder_id: int, *, account_id: int, now: datetime
) -> Holder | None:
    """The patient ends the access of a caregiver.

    None if it was ended already, or belongs to another patient.
    """
    holder = await session.get(Holder, holder_id)
    if (
        holder is None
        or holder.patient_id != patient_id
        or holder.role != HolderRole.CAREGIVER
        or holder.ended_at is not None
    ):
        return None
    holder.ended_at = now
    await _close_access(session, holder.account_id, patient_id, now)
    patient = await session.get_one(Patient, patient_id)
    enqueue(
        session,
        OutboxClass.REPLY,
        To.account(holder.account_id),
        texts.your_access_ended(name=patient.name),
        now=now,
    )
    record_action(
        session, "end_access", ("patient", patient_id), actor=("account", account_id), now=now
    )
    return holder


async def stop_as_caregiver(
    session: UnitOfWork, patient_id: int, *, account_id: int, now: datetime
) -> None:
    """A caregiver stops; the patient, who has a phone of their own, goes on."""
    holder = await session.scalar(
        select(Holder).where(
            Holder.account_id == account_id,
            Holder.patient_id == patient_id,
            Holder.ended_at.is_(None),
        )
    )
    assert holder is not None
    holder.ended_at = now
    await _close_access(session, account_id, patient_id, now)
    for own in await accounts_of_patient_themselves(session, patient_id):
        enqueue(
            session,
            OutboxClass.REPLY,
            To.account(own),
            texts.access_ended(name=holder.name),
            patient_id=patient_id,
            now=now,
        )
    record_action(
        session,
        "caregiver_stopped",
        ("patient", patient_id),
        actor=("account", account_id),
        now=now,
    )


async def _close_access(
    session: UnitOfWork, account_id: int, patient_id: int, now: datetime
) -> None:
    """End what the phone still has open about this patient: consent, messages, dialogue."""
    await session.flush_queued()
    await session.execute(
        update(Account)
        .where(Account.id == account_id, Account.patient_id == patient_id)
        .values(patient_id=None)
    )
    await session.execute(
        update(Consent)
        .where(
            Consent.account_id == account_id,
            Consent.patient_id == patient_id,
            Consent.withdrawn_at.is_(None),
        )
        .values(withdrawn_at=now)
    )
    await session.execute(
        update(Outbox)
        .where(
            Outbox.dest_kind == "account",
            Outbox.dest_id == account_id,
            Outbox.patient_id == patient_id,
            Outbox.status == OutboxStatus.PENDING,
        )
        .values(status=OutboxStatus.CANCELLED, last_code="access ended", params=None, done_at=now)
    )
    dialog = await session.get(OpenDialog, account_id)
    if dialog is not None and dialog.data.get("patient") == patient_id:
        stop_waiting(session, account_id)
