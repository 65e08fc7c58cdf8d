"""Consent to care and to a leader's help: given, and ended by a withdrawal."""

from datetime import datetime, timedelta

from sqlalchemy import select, update

from bot.domain.privacy.consent import NOTICE_VERSION
from bot.domain.reminders.due import next_own_hour
from bot.domain.schedule import next_at
from bot.services.audit import Actor, record_action
from bot.services.onboarding.invites import InvitePurpose, revoke_invites
from bot.services.onboarding.members import switch_patient
from bot.services.pill_counts.assisted.outcomes import erase_assisted_counts
from bot.services.reminders.greetings import cancel_mentions
from bot.services.stories.withdrawal import withdraw_all_stories
from db.enums import ConsentScope, HolderRole, Language
from db.models import Account, Consent, Holder, Patient
from db.queries.caregivers import accounts_of_patient_themselves, leader_may_help
from db.session import UnitOfWork

WEEK = timedelta(days=7)


async def give_consent(
    session: UnitOfWork,
    account_id: int,
    patient: Patient,
    role: HolderRole,
    *,
    language: Language,
    name: str | None = None,
    now: datetime,
) -> None:
    """From now on data of this patient may be stored, and this account may speak for them."""
    session.add(
        Consent(
            account_id=account_id,
            patient_id=patient.id,
            scope=ConsentScope.CARE,
            version=NOTICE_VERSION,
            language=language,
            given_at=now,
        )
    )
    await _add_holder(session, account_id, patient.id, role, name, now=now)
    patient.left_on = patient.left_because = patient.erased_at = None
    patient.next_count_at = patient.next_count_at or next_at(patient.count_hour, 0, now)
    patient.next_checkin_at = patient.next_checkin_at or next_own_hour(
        patient.count_hour, now + WEEK
    )
    await switch_patient(session, account_id, patient.id)
    record_action(
        session, "consent", ("patient", patient.id), actor=("account", account_id), now=now
    )


class PatientDecides(Exception):
    """A caregiver may not consent for somebody who has a phone of their own."""


async def allow_leader(
    session: UnitOfWork, account_id: int, patient_id: int, *, now: datetime
) -> None:
    """Leaders of the group may know when the pills end, and may visit. Idempotent.

    Raises PatientDecides.
    """
    own = await accounts_of_patient_themselves(session, patient_id)
    if own and account_id not in own:
        raise PatientDecides
    if await leader_may_help(session, patient_id):
        return
    account = await session.get_one(Account, account_id)
    session.add(
        Consent(
            account_id=account_id,
            patient_id=patient_id,
            scope=ConsentScope.LEADER,
            version=NOTICE_VERSION,
            language=account.language or Language.HINDI,
            given_at=now,
        )
    )
    await session.flush()
    record_action(
        session, "allow_leader", ("patient", patient_id), actor=("account", account_id), now=now
    )


async def forbid_leader(
    session: UnitOfWork, account_id: int, patient_id: int, *, now: datetime
) -> None:
    await session.execute(
        update(Consent)
        .where(
            Consent.patient_id == patient_id,
            Consent.scope == ConsentScope.LEADER,
            Consent.withdrawn_at.is_(None),
        )
        .values(withdrawn_at=now)
    )
    await cancel_mentions(session, patient_id, now=now)
    record_action(
        session, "forbid_leader", ("patient", patient_id), actor=("account", account_id), now=now
    )


async def withdraw_consent(
    session: UnitOfWork, account_id: int, patient_id: int, *, now: datetime
) -> None:
    """End the patient's consent and withdraw the stories of this account."""
    await end_consent(session, patient_id, actor=("account", account_id), now=now)
    await withdraw_all_stories(session, account_id, now=now)


async def end_consent(session: UnitOfWork, patient_id: int, *, actor: Actor, now: datetime) -> None:
    await session.execute(
        update(Consent)
        .where(Consent.patient_id == patient_id, Consent.withdrawn_at.is_(None))
        .values(withdrawn_at=now)
    )
    patient = await session.get_one(Patient, patient_id)
    patient.next_count_at = patient.next_checkin_at = None
    patient.count_step, patient.count_asked_at = 0, None
    await cancel_mentions(session, patient_id, now=now)
    await session.execute(
        update(Account).where(Account.patient_id == patient_id).values(patient_id=None)
    )
    await session.execute(
        update(Holder)
        .where(Holder.patient_id == patient_id, Holder.ended_at.is_(None))
        .values(ended_at=now)
    )
    await revoke_invites(session, InvitePurpose.CAREGIVER, patient_id, now=now)
    await erase_assisted_counts(session, patient_id, now=now)
    record_action(session, "withdraw", ("patient", patient_id), actor=actor, now=now)


async def _add_holder(
    session: UnitOfWork,
    account_id: int,
    patient_id: int,
    role: HolderRole,
    name: str | None,
    *,
    now: datetime,
) -> None:
    held = await session.scalar(
        select(Holder.id).where(
            Holder.account_id == account_id,
            Holder.patient_id == patient_id,
            Holder.ended_at.is_(None),
        )
    )
    if held is None:
        session.add(
            Holder(
                account_id=account_id, patient_id=patient_id, role=role, name=name, created_at=now
            )
        )
        await session.flush()
