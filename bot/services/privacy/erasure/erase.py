"""The whole erasure, in the transaction of the caller: everything is erased, or nothing is."""

from collections.abc import Collection
from datetime import datetime

from bot.services.adherence.summary import update_summaries
from bot.services.audit import Actor, record_action
from bot.services.outbox import To, enqueue
from bot.services.privacy.consent import end_consent
from bot.services.privacy.erasure.accounts import erase_account_words
from bot.services.privacy.erasure.outbox import cancel_pending_messages
from bot.services.privacy.erasure.patients import erase_patient_words
from bot.services.privacy.erasure.records import CLINIC, erase_records
from bot.texts.privacy import erasure as texts
from db.enums import HolderRole, OutboxClass
from db.models import Patient
from db.queries.caregivers import holders_of
from db.queries.privacy import current_roles, former_patients, own_accounts_ever
from db.session import UnitOfWork


async def erase_patients(
    session: UnitOfWork,
    patients: Collection[int],
    *,
    account_id: int | None = None,
    actor: Actor,
    now: datetime,
) -> None:
    """Erase what was said by and for these patients, who have stopped, and by their accounts.

    `account_id`: the account that asked; erased too once nothing else is kept for it. Idempotent.
    """
    await session.flush_queued()
    erased: set[str] = set()
    for patient_id in sorted(patients):
        patient = await session.get_one(Patient, patient_id, with_for_update=True)
        erased |= await erase_patient_words(session, patient, now=now)
    accounts = await _accounts_to_erase(session, patients, account_id)
    for own in accounts:
        erased |= await erase_account_words(session, own, now=now)
    await cancel_pending_messages(session, patients=patients, erased=erased, now=now)
    await update_summaries(session, patients, now=now)
    await erase_records(session, accounts=accounts, patients=patients)
    # When and by whose hand, but not whom: the line must not bring them back to mind.
    by = (actor[0], actor[1] if actor[0] in CLINIC else None)
    for kind in (*("patient" for _ in patients), *("account" for _ in accounts)):
        record_action(session, "erase", (kind, None), actor=by, now=now)


async def _accounts_to_erase(
    session: UnitOfWork, patients: Collection[int], account_id: int | None
) -> list[int]:
    """The patients' own; and the one that asked, once nothing else is kept for it."""
    own = {phone for each in patients for phone in await own_accounts_ever(session, each)}
    phones = [
        phone for phone in sorted(own) if HolderRole.SELF not in await current_roles(session, phone)
    ]
    if account_id is None or account_id in own or await current_roles(session, account_id):
        return phones
    kept = [one for one in await former_patients(session, account_id) if not one.erased]
    return phones if kept else [*phones, account_id]


async def erase_on_request(
    session: UnitOfWork, patient: Patient, *, actor: Actor, now: datetime
) -> None:
    """For a written request to the clinic, made by an operator. It also ends the consent.

    The phones are told, unless the patient has died or moved away.
    """
    phones = await holders_of(session, patient.id)
    if phones:
        await end_consent(session, patient.id, actor=actor, now=now)
    await erase_patients(session, [patient.id], actor=actor, now=now)
    for phone in phones if patient.left_on is None else []:
        to = To.account(phone)
        enqueue(session, OutboxClass.REPLY, to, texts.erased(), now=now)
