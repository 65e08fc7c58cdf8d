"""Sanctions: those in force, those Telegram has answered, those it refused."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Select, and_, func, or_, select

from db.enums import OutboxStatus, SanctionKind, SanctionState
from db.models import Account, Group, Membership, ModerationCase, Outbox, Sanction
from db.session import UnitOfWork

UNDER_WAY = (OutboxStatus.PENDING, OutboxStatus.SENDING)
ANSWERED = (SanctionState.DONE, SanctionState.REFUSED, SanctionState.STUCK)
LASTING = (SanctionKind.MUTE, SanctionKind.REMOVE)
SANCTION_HOLDS = or_(
    Sanction.state.not_in((SanctionState.DONE, SanctionState.REFUSED, SanctionState.OVER)),
    and_(Sanction.kind.in_(LASTING), Sanction.state == SanctionState.DONE),
)
"""It is under way, or somebody may have to be let in or heard again."""
IN_FORCE = and_(
    Sanction.revoked_at.is_(None), Sanction.state.in_((SanctionState.ASKED, SanctionState.DONE))
)


async def sanctions_of_case(session: UnitOfWork, case_id: int) -> list[Sanction]:
    rows = await session.scalars(
        select(Sanction).where(Sanction.case_id == case_id).order_by(Sanction.id)
    )
    return list(rows)


async def sanctions_in_force(
    session: UnitOfWork, group_id: int, telegram_id: int | None, kind: SanctionKind, now: datetime
) -> list[Sanction]:
    """Those in force against this person in the group, whichever message they were for."""
    if telegram_id is None:
        return []
    rows = await session.scalars(
        select(Sanction)
        .where(Sanction.group_id == group_id, Sanction.telegram_id == telegram_id)
        .where(Sanction.kind == kind, IN_FORCE)
        .where(or_(Sanction.until.is_(None), Sanction.until > now))
        .order_by(Sanction.id)
    )
    return list(rows)


async def sanctions_being_undone(
    session: UnitOfWork, case: ModerationCase, kind: SanctionKind
) -> list[Sanction]:
    """Of this message or its writer: revoked by the bot, but still in force in Telegram."""
    same = Sanction.case_id == case.id
    if kind in LASTING:
        same = and_(Sanction.group_id == case.group_id, Sanction.telegram_id == case.telegram_id)
    rows = await session.scalars(
        select(Sanction).where(
            same,
            Sanction.kind == kind,
            Sanction.state.in_((SanctionState.UNDOING, SanctionState.STUCK)),
        )
    )
    return list(rows)


async def sanctions_not_over(
    session: UnitOfWork, group_id: int, telegram_id: int, kind: SanctionKind
) -> list[Sanction]:
    rows = await session.scalars(
        select(Sanction)
        .where(Sanction.group_id == group_id, Sanction.telegram_id == telegram_id)
        .where(Sanction.kind == kind, Sanction.state != SanctionState.OVER)
    )
    return list(rows)


async def sanctions_with_outcome(
    session: UnitOfWork, case_id: int | None = None
) -> list[tuple[int, int]]:
    """Ids of sanction and case where the outbox row was sent or never will be."""
    wanted = (
        select(Sanction.id, Sanction.case_id)
        .join(Outbox, Outbox.dedup_key == Sanction.outbox_key)
        .where(Sanction.outbox_key.is_not(None), Outbox.status.not_in(UNDER_WAY))
        .order_by(Sanction.case_id, Sanction.id)
    )
    if case_id is not None:
        wanted = wanted.where(Sanction.case_id == case_id)
    rows = await session.execute(wanted)
    return [(sanction_id, case_id) for sanction_id, case_id in rows]


async def reloaded_sanction(session: UnitOfWork, sanction_id: int) -> Sanction:
    """As it is now, after its case was locked."""
    row = await session.execute(
        select(Sanction).where(Sanction.id == sanction_id).execution_options(populate_existing=True)
    )
    return row.scalar_one()


async def outbox_row(session: UnitOfWork, outbox_key: str | None) -> Outbox | None:
    found: Outbox | None = await session.scalar(
        select(Outbox)
        .where(Outbox.dedup_key == outbox_key)
        .execution_options(populate_existing=True)
    )
    return found


async def refused_sanctions(
    session: UnitOfWork, group_id: int, codes: Collection[str], telegram_id: int | None = None
) -> list[tuple[int, int]]:
    """Ids of sanction and case where Telegram refused to do or undo it with such a code."""
    wanted = _of_group(group_id).where(
        Sanction.state.in_((SanctionState.REFUSED, SanctionState.STUCK)), Sanction.why.in_(codes)
    )
    if telegram_id is not None:
        wanted = wanted.where(Sanction.telegram_id == telegram_id)
    rows = await session.execute(wanted)
    return [(sanction_id, case_id) for sanction_id, case_id in rows]


async def lasting_sanctions_of_person(
    session: UnitOfWork, group_id: int, telegram_id: int
) -> list[tuple[int, int]]:
    """Ids of sanction and case that are compared with what Telegram says of the person."""
    rows = await session.execute(
        _of_group(group_id).where(
            Sanction.telegram_id == telegram_id,
            Sanction.kind.in_(LASTING),
            Sanction.state != SanctionState.OVER,
        )
    )
    return [(sanction_id, case_id) for sanction_id, case_id in rows]


def _of_group(group_id: int) -> Select[int, int]:
    return (
        select(Sanction.id, Sanction.case_id)
        .where(Sanction.group_id == group_id)
        .order_by(Sanction.case_id, Sanction.id)
    )


async def ended_mutes(
    session: UnitOfWork, now: datetime, case_id: int | None = None
) -> list[tuple[int, int]]:
    """Mutes whose day is over, whether or not Telegram ever applied them."""
    wanted = (
        select(Sanction.id, Sanction.case_id)
        .where(Sanction.kind == SanctionKind.MUTE, Sanction.state.in_(ANSWERED))
        .where(Sanction.until <= now)
        .order_by(Sanction.case_id, Sanction.id)
    )
    if case_id is not None:
        wanted = wanted.where(Sanction.case_id == case_id)
    rows = await session.execute(wanted)
    return [(sanction_id, found) for sanction_id, found in rows]


async def sanctions_to_check(session: UnitOfWork, before: datetime) -> list[tuple[Sanction, Group]]:
    """Sanctions to compare with Telegram: in force, and not compared since `before`."""
    rows = await session.execute(
        select(Sanction, Group)
        .join(Group, Group.id == Sanction.group_id)
        .where(Sanction.kind.in_(LASTING), Sanction.state == SanctionState.DONE)
        .where(func.coalesce(Sanction.checked_at, Sanction.at) <= before)
        .where(Group.chat_id.is_not(None), Group.state == "active")
        .order_by(Sanction.id)
        .limit(20)
    )
    return [(sanction, group) for sanction, group in rows]


async def has_left_group(session: UnitOfWork, group_id: int, telegram_id: int) -> bool:
    """Whether a former member left the group. False for people the bot does not know."""
    rows = list(
        await session.scalars(
            select(Membership.left_at)
            .join(Account, Account.id == Membership.account_id)
            .where(Membership.group_id == group_id, Account.telegram_id == telegram_id)
        )
    )
    return bool(rows) and all(left_at is not None for left_at in rows)
