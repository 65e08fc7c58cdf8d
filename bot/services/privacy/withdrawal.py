"""Withdrawal: somebody stops everything, for themselves and for everybody they acted for."""

from collections.abc import Collection
from datetime import datetime

from bot.services.caregivers import stop_as_caregiver
from bot.services.privacy.consent import withdraw_consent
from bot.services.stories.withdrawal import withdraw_all_stories
from db.enums import HolderRole
from db.queries.caregivers import HeldPatient, accounts_of_patient_themselves
from db.session import UnitOfWork


async def withdraw_everywhere(
    session: UnitOfWork, account_id: int, held: Collection[HeldPatient], *, now: datetime
) -> None:
    """A patient with a phone of their own goes on; only the caregiver steps down."""
    for patient in held:
        ends_care = patient.role == HolderRole.SELF or not await accounts_of_patient_themselves(
            session, patient.id
        )
        withdraw = withdraw_consent if ends_care else stop_as_caregiver
        await withdraw(session, patient_id=patient.id, account_id=account_id, now=now)
    await withdraw_all_stories(session, account_id, now=now)
