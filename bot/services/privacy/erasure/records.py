"""Erases what the bot itself noted of a person: messages, things done once, the audit."""

from collections.abc import Collection

from sqlalchemy import and_, delete, exists, or_, select, update

from db.enums import CaseState
from db.models import Account, Audit, DeadLetter, ModerationCase, Sanction, Slot, Treatment
from db.queries.moderation.sanctions import SANCTION_HOLDS
from db.queries.privacy.messages import delete_messages, messages_of
from db.session import UnitOfWork

CLINIC = ("staff", "operator")
OF_PATIENT = ("count", "checkin")
"""Slots whose scope is a patient; one about a supply stays, or its end would be alerted again."""
BY_ACCOUNT_LAST = ("weekly_screen", "medicines_running_out")
"""Slots whose scope ends with an account."""


async def erase_records(
    session: UnitOfWork, *, accounts: Collection[int], patients: Collection[int]
) -> None:
    """What an open alert or a sanction in force still needs is kept until that is over."""
    await session.flush_queued()
    ids = await messages_of(session, accounts=accounts, patients=patients)
    await delete_messages(session, ids)
    telegram_ids = list(
        await session.scalars(select(Account.telegram_id).where(Account.id.in_(accounts)))
    )
    await _erase_slots(session, accounts, patients, telegram_ids)
    await session.execute(delete(DeadLetter).where(DeadLetter.telegram_user_id.in_(telegram_ids)))
    await _erase_writer(session, telegram_ids)
    await _erase_deeds(session, accounts)
    await _erase_audit_of_patients(session, patients)


async def _erase_slots(
    session: UnitOfWork,
    accounts: Collection[int],
    patients: Collection[int],
    telegram_ids: Collection[int],
) -> None:
    theirs = [
        and_(Slot.job.in_(OF_PATIENT), Slot.scope.in_([str(one) for one in patients])),
        *(and_(Slot.job == "welcome", Slot.scope.like(f"%:{one}")) for one in telegram_ids),
    ]
    for one in accounts:
        theirs += [
            and_(Slot.job == "greet", Slot.scope == f"account:{one}"),
            and_(Slot.job == "starter_press", Slot.scope.like(f"{one}:%")),
            and_(Slot.job.in_(BY_ACCOUNT_LAST), Slot.scope.like(f"%:{one}")),
        ]
    await session.execute(delete(Slot).where(or_(*theirs)))


async def _erase_writer(session: UnitOfWork, telegram_ids: Collection[int]) -> None:
    """Not while a case is undecided, or while somebody may have to be let in again."""
    written = and_(
        ModerationCase.telegram_id.in_(telegram_ids),
        ModerationCase.state != CaseState.OPEN,
        ~exists().where(Sanction.case_id == ModerationCase.id, SANCTION_HOLDS),
    )
    await session.execute(update(ModerationCase).where(written).values(telegram_id=None))
    over = and_(Sanction.telegram_id.in_(telegram_ids), ~SANCTION_HOLDS)
    await session.execute(update(Sanction).where(over).values(telegram_id=None))


async def _erase_deeds(session: UnitOfWork, accounts: Collection[int]) -> None:
    """What they did for others stays as done; who did it goes."""
    theirs = and_(Audit.subject_kind == "account", Audit.subject_id.in_(accounts))
    await session.execute(delete(Audit).where(theirs))
    did = and_(Audit.actor_kind == "account", Audit.actor_id.in_(accounts))
    await session.execute(update(Audit).where(did).values(actor_id=None))
    named = and_(
        Audit.action.in_(("leader", "no_leader", "leader_stand_in")),
        Audit.detail.in_([str(one) for one in accounts]),
    )
    await session.execute(update(Audit).where(named).values(detail=None))


async def _erase_audit_of_patients(session: UnitOfWork, patients: Collection[int]) -> None:
    """What the clinic did stays, as its own; what they did, or were asked, goes."""
    treatments = select(Treatment.id).where(Treatment.patient_id.in_(patients))
    theirs = or_(
        and_(Audit.subject_kind == "patient", Audit.subject_id.in_(patients)),
        and_(Audit.subject_kind == "treatment", Audit.subject_id.in_(treatments)),
    )
    await session.execute(delete(Audit).where(theirs, Audit.actor_kind.not_in(CLINIC)))
