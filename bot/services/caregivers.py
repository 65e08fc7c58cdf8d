"""Who may count for a patient: let in by a single-use link, ended by the patient with one tap."""

from datetime import datetime

from sqlalchemy import select, update

from bot.services.audit import note
from bot.services.dialogs import stop_waiting
from bot.services.outbox import To, enqueue
from db.enums import HolderRole, OutboxClass, OutboxStatus
from db.models import Account, Consent, Dialog, Holder, Outbox, Patient
from db.queries.people import own_accounts
from db.session import Unit


async def tell_let_in(session: Unit, patient: Patient, name: str | None, *, now: datetime) -> None:
    """The patient hears that somebody has followed their link."""
    for account_id in await own_accounts(session, patient.id):
        enqueue(
            session,
            OutboxClass.REPLY,
            To.account(account_id),
            "caregivers.let_in",
            {"name": name, "person": patient.name},
            patient_id=patient.id,
            now=now,
        )


async def end_access(
    session: Unit, patient_id: int, holder_id: int, *, account_id: int, now: datetime
) -> Holder | None:
    """Nothing more is asked of, sent to or taken from that phone about this patient. None: it was
    ended already, or is not of this patient."""
    holder = await session.get(Holder, holder_id)
    if (
        holder is None
        or holder.patient_id != patient_id
        or holder.role != HolderRole.CAREGIVER
        or holder.ended_at is not None
    ):
        return None
    holder.ended_at = now
    await _forget(session, holder.account_id, patient_id, now)
    patient = await session.get_one(Patient, patient_id)
    enqueue(
        session,
        OutboxClass.REPLY,
        To.account(holder.account_id),
        "caregivers.ended",
        {"name": patient.name},
        now=now,
    )
    note(session, "end_access", ("patient", patient_id), actor=("account", account_id), now=now)
    return holder


async def step_down(session: Unit, patient_id: int, *, account_id: int, now: datetime) -> None:
    """A caregiver stops for themselves; the patient, who has a phone of their own, goes on."""
    holder = await session.scalar(
        select(Holder).where(
            Holder.account_id == account_id,
            Holder.patient_id == patient_id,
            Holder.ended_at.is_(None),
        )
    )
    assert holder is not None
    holder.ended_at = now
    await _forget(session, account_id, patient_id, now)
    for own in await own_accounts(session, patient_id):
        enqueue(
            session,
            OutboxClass.REPLY,
            To.account(own),
            "caregivers.access_ended",
            {"name": holder.name},
            patient_id=patient_id,
            now=now,
        )
    note(session, "step_down", ("patient", patient_id), actor=("account", account_id), now=now)


async def _forget(session: Unit, account_id: int, patient_id: int, now: datetime) -> None:
    """What that phone still had open about this patient."""
    await session.flush_deferred()
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
    dialog = await session.get(Dialog, account_id)
    if dialog is not None and dialog.data.get("patient") == patient_id:
        stop_waiting(session, account_id)
