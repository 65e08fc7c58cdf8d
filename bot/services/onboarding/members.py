"""Members: joining with consent, holding a patient's account, stopping, leaving."""

from datetime import datetime, timedelta

from sqlalchemy import select, update

from bot.domain.privacy.consent import NOTICE_VERSION
from bot.domain.reminders.due import own_hour
from bot.domain.schedule import next_at
from bot.services.audit import note
from bot.services.onboarding.invites import Purpose, use_up
from bot.services.outbox import To, enqueue
from bot.services.pill_counts.assisted import forget_calls
from bot.services.reminders.silence import forget_mentions
from bot.services.stories.withdrawal import withdraw_all
from db.enums import ConsentScope, HolderRole, Language, MemberRole, OutboxClass
from db.models import Account, Consent, Group, Holder, Membership, Patient
from db.queries.groups import membership, staff_group
from db.queries.people import leader_allowed, staff_accounts
from db.session import Unit

WEEK = timedelta(days=7)


async def set_language(
    session: Unit, account_id: int, language: Language, *, now: datetime
) -> None:
    """The chat's own menu of commands follows: Telegram knows no Chhattisgarhi phones."""
    await session.execute(
        update(Account).where(Account.id == account_id).values(language=language, menu_due=True)
    )
    note(session, "language", ("account", account_id), detail=language, now=now)


async def make_patient(
    session: Unit, clinic_id: int, name: str, *, programme: str | None, now: datetime
) -> Patient:
    patient = Patient(clinic_id=clinic_id, name=name, programme=programme, created_at=now)
    session.add(patient)
    await session.flush()
    return patient


def rename(
    session: Unit, actor: tuple[str, int], patient: Patient, name: str, *, now: datetime
) -> None:
    patient.name = name
    note(session, "rename", ("patient", patient.id), actor=actor, now=now)


def set_phone(
    session: Unit, actor: tuple[str, int], patient: Patient, phone: str, *, now: datetime
) -> None:
    """Where the clinic may ring them; they said yes to it."""
    patient.phone = phone
    note(session, "phone", ("patient", patient.id), actor=actor, now=now)


async def pass_on_name(session: Unit, patient: Patient, file_id: str, *, now: datetime) -> None:
    """A spoken name goes to the staff chat; where there is none, to everybody on the staff."""
    group = await staff_group(session, patient.clinic_id)
    to = [To.group(group.id)] if group else []
    for each in to or [To.account(a) for a in await staff_accounts(session, patient.clinic_id)]:
        enqueue(
            session,
            OutboxClass.ALERT,
            each,
            "staff.name_spoken",
            {"name": patient.name, "patient": patient.id, "voice": file_id},
            patient_id=patient.id,
            now=now,
        )


async def give_consent(
    session: Unit,
    account_id: int,
    patient: Patient,
    role: HolderRole,
    *,
    language: Language,
    name: str | None = None,
    now: datetime,
) -> None:
    """From here on something about this person may be stored, and this account speaks for them."""
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
    await _hold(session, account_id, patient.id, role, name, now=now)
    patient.left_on = patient.left_because = patient.erased_at = None
    patient.next_count_at = patient.next_count_at or next_at(patient.count_hour, 0, now)
    patient.next_checkin_at = patient.next_checkin_at or own_hour(patient.count_hour, now + WEEK)
    await switch_to(session, account_id, patient.id)
    note(session, "consent", ("patient", patient.id), actor=("account", account_id), now=now)


async def allow_leader(session: Unit, account_id: int, patient_id: int, *, now: datetime) -> None:
    """From here on the leaders of the group may know when pills end, and look in. Said twice is
    said once.
    """
    if await leader_allowed(session, patient_id):
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
    note(session, "allow_leader", ("patient", patient_id), actor=("account", account_id), now=now)


async def forbid_leader(session: Unit, account_id: int, patient_id: int, *, now: datetime) -> None:
    await session.execute(
        update(Consent)
        .where(
            Consent.patient_id == patient_id,
            Consent.scope == ConsentScope.LEADER,
            Consent.withdrawn_at.is_(None),
        )
        .values(withdrawn_at=now)
    )
    await forget_mentions(session, patient_id, now=now)
    note(session, "forbid_leader", ("patient", patient_id), actor=("account", account_id), now=now)


async def switch_to(session: Unit, account_id: int, patient_id: int) -> None:
    """From now on this phone speaks of this patient."""
    await session.execute(
        update(Account).where(Account.id == account_id).values(patient_id=patient_id)
    )


async def withdraw_consent(
    session: Unit, account_id: int, patient_id: int, *, now: datetime
) -> None:
    """Nothing more is asked, sent or counted; what waits in the outbox is dropped when claimed."""
    await end_consent(session, patient_id, actor=("account", account_id), now=now)
    await withdraw_all(session, account_id, now=now)


async def end_consent(
    session: Unit, patient_id: int, *, actor: tuple[str, int | None], now: datetime
) -> None:
    await session.execute(
        update(Consent)
        .where(Consent.patient_id == patient_id, Consent.withdrawn_at.is_(None))
        .values(withdrawn_at=now)
    )
    patient = await session.get_one(Patient, patient_id)
    patient.next_count_at = patient.next_checkin_at = None
    patient.count_step, patient.count_asked_at = 0, None
    await forget_mentions(session, patient_id, now=now)
    await session.execute(
        update(Account).where(Account.patient_id == patient_id).values(patient_id=None)
    )
    await session.execute(
        update(Holder)
        .where(Holder.patient_id == patient_id, Holder.ended_at.is_(None))
        .values(ended_at=now)
    )
    await use_up(session, Purpose.FAMILY, patient_id, now=now)
    await forget_calls(session, patient_id, now=now)
    note(session, "withdraw", ("patient", patient_id), actor=actor, now=now)


async def join_group(
    session: Unit,
    group: Group,
    account_id: int,
    *,
    role: MemberRole = MemberRole.MEMBER,
    now: datetime,
) -> None:
    """Once a member, joining again changes nothing."""
    if await membership(session, group.id, account_id) is not None:
        return
    session.add(Membership(group_id=group.id, account_id=account_id, role=role, joined_at=now))
    await session.flush()
    note(session, "join", ("group", group.id), actor=("account", account_id), now=now)


async def leave_group(session: Unit, group_id: int, account_id: int, *, now: datetime) -> None:
    await session.execute(
        update(Membership)
        .where(
            Membership.group_id == group_id,
            Membership.account_id == account_id,
            Membership.left_at.is_(None),
        )
        .values(left_at=now)
    )
    note(session, "leave", ("group", group_id), actor=("account", account_id), now=now)


async def _hold(
    session: Unit,
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
