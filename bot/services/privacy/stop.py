"""Somebody stops everything, for themselves and for all whom their phone spoke for."""

from collections.abc import Collection
from datetime import datetime

from bot.services.caregivers import step_down
from bot.services.onboarding.members import withdraw_consent
from bot.services.stories.withdrawal import withdraw_all
from db.enums import HolderRole
from db.queries.people import HeldPatient, own_accounts
from db.session import Unit


async def stop_everything(
    session: Unit, account_id: int, held: Collection[HeldPatient], *, now: datetime
) -> None:
    """A patient with a phone of their own goes on without whoever counted beside them."""
    for patient in held:
        alone = patient.role == HolderRole.SELF or not await own_accounts(session, patient.id)
        deed = withdraw_consent if alone else step_down
        await deed(session, patient_id=patient.id, account_id=account_id, now=now)
    await withdraw_all(session, account_id, now=now)
