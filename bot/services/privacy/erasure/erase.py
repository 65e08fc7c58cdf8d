"""The whole of it, in the transaction of whoever asked: all is gone, or nothing is."""

from collections.abc import Collection
from datetime import datetime

from bot.services.adherence.summary import reckon_patients
from bot.services.audit import note
from bot.services.privacy.erasure.accounts import forget_account
from bot.services.privacy.erasure.outbox import recall
from bot.services.privacy.erasure.patients import forget_patient
from db.enums import HolderRole
from db.models import Patient
from db.queries.privacy import former_patients, own_phones, speaks_for
from db.session import Unit

Actor = tuple[str, int | None]


async def erase(
    session: Unit,
    patients: Collection[int],
    *,
    account_id: int | None = None,
    actor: Actor,
    now: datetime,
) -> None:
    """All that was said by and for these patients, who have stopped; and what their own phones,
    and `account_id`, said for themselves. Said twice, it is done once.
    """
    await session.flush_deferred()
    said: set[str] = set()
    for patient_id in sorted(patients):
        patient = await session.get_one(Patient, patient_id, with_for_update=True)
        said |= await forget_patient(session, patient, now=now)
        note(session, "erase", ("patient", patient_id), actor=actor, now=now)
    for own in await _phones(session, patients, account_id):
        said |= await forget_account(session, own, now=now)
        note(session, "erase", ("account", own), actor=actor, now=now)
    await recall(session, patients=patients, said=said, now=now)
    await reckon_patients(session, patients, now=now)


async def _phones(session: Unit, patients: Collection[int], account_id: int | None) -> list[int]:
    """The patients' own; and that of whoever asks, once nothing else is kept for them."""
    own = {phone for each in patients for phone in await own_phones(session, each)}
    phones = [
        phone for phone in sorted(own) if HolderRole.SELF not in await speaks_for(session, phone)
    ]
    if account_id is None or account_id in own or await speaks_for(session, account_id):
        return phones
    kept = [one for one in await former_patients(session, account_id) if not one.erased]
    return phones if kept else [*phones, account_id]
