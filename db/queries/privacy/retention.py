"""Old rows that nothing needs any more. Each statement takes a few, so that no lock is long."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    String,
    and_,
    cast,
    delete,
    exists,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.orm import aliased

from db.base import Base
from db.enums import NeedState
from db.models import (
    Account,
    Audit,
    DeadLetter,
    Holder,
    JoinRequest,
    Membership,
    MembershipClaim,
    Need,
    OpenDialog,
    Outbox,
    Patient,
    Sanction,
    Slot,
    Staff,
    StoryDraft,
    StoryHelped,
)
from db.queries.call_list import LAST_CHECKIN_AT, LAST_COUNT_AT
from db.queries.moderation.sanctions import SANCTION_HOLDS
from db.session import UnitOfWork


async def delete_claims(session: UnitOfWork, before: datetime, limit: int) -> int:
    """Of memberships that Telegram never confirmed."""
    old = select(MembershipClaim.account_id).where(MembershipClaim.claimed_at < before).limit(limit)
    accounts = list(await session.scalars(old))
    await session.execute(
        delete(MembershipClaim).where(
            MembershipClaim.claimed_at < before, MembershipClaim.account_id.in_(accounts)
        )
    )
    return len(accounts)


async def delete_slots(session: UnitOfWork, before: datetime, limit: int) -> int:
    old = (
        select(Slot.id)
        .where(Slot.due_at < before, Slot.done_at < before, ~_slot_is_needed())
        .order_by(Slot.id)
        .limit(limit)
    )
    return len(
        (await session.scalars(delete(Slot).where(Slot.id.in_(old)).returning(Slot.id))).all()
    )


def _slot_is_needed() -> ColumnElement[bool]:
    """A question without an answer since; a promise not kept; a supply's end that was alerted."""
    unanswered = exists().where(
        cast(Patient.id, String) == Slot.scope,
        Slot.done_at > func.coalesce(LAST_COUNT_AT, Patient.created_at),
        Slot.done_at > func.coalesce(LAST_CHECKIN_AT, Patient.created_at),
        Patient.left_on.is_(None),
        Patient.erased_at.is_(None),
    )
    promised = exists().where(cast(Need.id, String) == Slot.scope, Need.state == NeedState.PROMISED)
    newer = aliased(Slot)
    alerted_again = exists().where(
        newer.job == Slot.job, newer.scope == Slot.scope, newer.id > Slot.id
    )
    supply = or_(Slot.job.like("running_out:%"), Slot.job.like("injection_due:%"))
    return or_(
        and_(Slot.job == "count", unanswered),
        and_(Slot.job == "need_promise", promised),
        and_(supply, ~alerted_again),
    )


async def delete_dead_letters(session: UnitOfWork, before: datetime, limit: int) -> int:
    old = select(DeadLetter.update_id).where(DeadLetter.failed_at < before).limit(limit)
    gone = delete(DeadLetter).where(DeadLetter.update_id.in_(old)).returning(DeadLetter.update_id)
    return len((await session.scalars(gone)).all())


async def delete_join_requests(session: UnitOfWork, before: datetime, limit: int) -> int:
    old = select(JoinRequest.id).where(JoinRequest.decided_at < before).limit(limit)
    gone = delete(JoinRequest).where(JoinRequest.id.in_(old)).returning(JoinRequest.id)
    return len((await session.scalars(gone)).all())


async def redact_sanctions(session: UnitOfWork, before: datetime, limit: int) -> int:
    """Whom it was against: kept as long as it holds or may have to be undone."""
    old = (
        select(Sanction.id)
        .where(Sanction.telegram_id.is_not(None), Sanction.at < before, ~SANCTION_HOLDS)
        .limit(limit)
    )
    gone = update(Sanction).where(Sanction.id.in_(old)).values(telegram_id=None)
    return len((await session.scalars(gone.returning(Sanction.id))).all())


async def delete_strangers(session: UnitOfWork, before: datetime, limit: int) -> int:
    """Accounts that consented to nothing and that no record names, silent since that moment."""
    rows = await session.scalars(
        select(Account.id)
        .where(
            Account.created_at < before,
            func.coalesce(Account.last_heard_at, Account.created_at) < before,
            *(~reference for reference in _references_to_account()),
        )
        .order_by(Account.id)
        .limit(limit)
    )
    ids = list(rows)
    for own in (OpenDialog, StoryDraft, JoinRequest):
        await session.execute(delete(own).where(own.account_id.in_(ids)))
    await session.execute(delete(Audit).where(or_(*_audited(ids))))
    await session.execute(delete(Account).where(Account.id.in_(ids)))
    return len(ids)


def _references_to_account() -> list[ColumnElement[bool]]:
    """From every table that refers to it, besides a request to join a group."""
    account = Account.__table__
    found: list[ColumnElement[bool]] = [
        exists().where(column == Account.id)
        for table in Base.metadata.sorted_tables
        if table.name != JoinRequest.__tablename__
        for column in table.columns
        if any(key.column.table is account for key in column.foreign_keys)
    ]
    written_to = exists().where(Outbox.dest_kind == "account", Outbox.dest_id == Account.id)
    return [*found, written_to, exists().where(StoryHelped.account_id == Account.id)]


async def detach_erased_accounts(session: UnitOfWork, before: datetime, limit: int) -> int:
    """Of who was erased, is silent since, and is in no group: the Telegram id goes.

    The rows that refer to the account then say of nobody in particular what they say.
    """
    current = (
        exists().where(Holder.account_id == Account.id, Holder.ended_at.is_(None)),
        exists().where(Staff.account_id == Account.id, Staff.left_at.is_(None)),
        exists().where(Membership.account_id == Account.id, Membership.left_at.is_(None)),
        exists().where(Outbox.dest_kind == "account", Outbox.dest_id == Account.id),
    )
    old = (
        select(Account.id)
        .where(
            Account.telegram_id > 0,
            Account.erased_at < before,
            func.coalesce(Account.last_heard_at, Account.erased_at) < before,
            *(~one for one in current),
        )
        .limit(limit)
    )
    nobody = update(Account).where(Account.id.in_(old)).values(telegram_id=-Account.id)
    return len((await session.scalars(nobody.returning(Account.id))).all())


def _audited(accounts: Collection[int]) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return (
        and_(Audit.actor_kind == "account", Audit.actor_id.in_(accounts)),
        and_(Audit.subject_kind == "account", Audit.subject_id.in_(accounts)),
    )
