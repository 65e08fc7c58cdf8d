"""What was done to people in groups: what holds, what Telegram answered, what it refused."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Select, and_, func, or_, select

from db.enums import OutboxStatus, SanctionKind, SanctionState
from db.models import Account, Group, HouseCase, Membership, Outbox, Sanction
from db.session import Unit

UNDER_WAY = (OutboxStatus.PENDING, OutboxStatus.SENDING)
TAKEN = (SanctionState.DONE, SanctionState.REFUSED, SanctionState.STUCK)
LASTING = (SanctionKind.MUTE, SanctionKind.REMOVE)
HOLDS = and_(
    Sanction.revoked_at.is_(None), Sanction.state.in_((SanctionState.ASKED, SanctionState.DONE))
)


async def of_case(session: Unit, case_id: int) -> list[Sanction]:
    rows = await session.scalars(
        select(Sanction).where(Sanction.case_id == case_id).order_by(Sanction.id)
    )
    return list(rows)


async def holding(
    session: Unit, group_id: int, telegram_id: int | None, kind: SanctionKind, now: datetime
) -> list[Sanction]:
    """What holds against this person in the group, whichever message it was for."""
    if telegram_id is None:
        return []
    rows = await session.scalars(
        select(Sanction)
        .where(Sanction.group_id == group_id, Sanction.telegram_id == telegram_id)
        .where(Sanction.kind == kind, HOLDS)
        .where(or_(Sanction.until.is_(None), Sanction.until > now))
        .order_by(Sanction.id)
    )
    return list(rows)


async def being_undone(session: Unit, case: HouseCase, kind: SanctionKind) -> list[Sanction]:
    """Of this message, or of its writer: what was taken back and in Telegram holds still."""
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


async def unfinished(
    session: Unit, group_id: int, telegram_id: int, kind: SanctionKind
) -> list[Sanction]:
    rows = await session.scalars(
        select(Sanction)
        .where(Sanction.group_id == group_id, Sanction.telegram_id == telegram_id)
        .where(Sanction.kind == kind, Sanction.state != SanctionState.OVER)
    )
    return list(rows)


async def answered_deeds(session: Unit, case_id: int | None = None) -> list[tuple[int, int]]:
    """Sanction and case of each deed whose message left or never will."""
    wanted = (
        select(Sanction.id, Sanction.case_id)
        .join(Outbox, Outbox.dedup_key == Sanction.deed_key)
        .where(Sanction.deed_key.is_not(None), Outbox.status.not_in(UNDER_WAY))
        .order_by(Sanction.case_id, Sanction.id)
    )
    if case_id is not None:
        wanted = wanted.where(Sanction.case_id == case_id)
    rows = await session.execute(wanted)
    return [(sanction_id, case_id) for sanction_id, case_id in rows]


async def fresh(session: Unit, sanction_id: int) -> Sanction:
    """As it is now: its case was locked since it was found."""
    row = await session.execute(
        select(Sanction).where(Sanction.id == sanction_id).execution_options(populate_existing=True)
    )
    return row.scalar_one()


async def deed_row(session: Unit, deed_key: str | None) -> Outbox | None:
    found: Outbox | None = await session.scalar(
        select(Outbox).where(Outbox.dedup_key == deed_key).execution_options(populate_existing=True)
    )
    return found


async def to_heal(
    session: Unit, group_id: int, whys: Collection[str], telegram_id: int | None = None
) -> list[tuple[int, int]]:
    """Sanction and case of each deed, or undoing, that Telegram refused for such a reason."""
    wanted = _of_group(group_id).where(
        Sanction.state.in_((SanctionState.REFUSED, SanctionState.STUCK)), Sanction.why.in_(whys)
    )
    if telegram_id is not None:
        wanted = wanted.where(Sanction.telegram_id == telegram_id)
    rows = await session.execute(wanted)
    return [(sanction_id, case_id) for sanction_id, case_id in rows]


async def of_person(session: Unit, group_id: int, telegram_id: int) -> list[tuple[int, int]]:
    """Sanction and case of what Telegram's own word on that person may show to be otherwise."""
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
    session: Unit, now: datetime, case_id: int | None = None
) -> list[tuple[int, int]]:
    """Days of rest that are over, whether or not Telegram ever began them."""
    wanted = (
        select(Sanction.id, Sanction.case_id)
        .where(Sanction.kind == SanctionKind.MUTE, Sanction.state.in_(TAKEN))
        .where(Sanction.until <= now)
        .order_by(Sanction.case_id, Sanction.id)
    )
    if case_id is not None:
        wanted = wanted.where(Sanction.case_id == case_id)
    rows = await session.execute(wanted)
    return [(sanction_id, found) for sanction_id, found in rows]


async def unchecked(session: Unit, before: datetime) -> list[tuple[Sanction, Group]]:
    """What should hold in Telegram, and was not compared with it since."""
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


async def has_left(session: Unit, group_id: int, telegram_id: int) -> bool:
    """Somebody who was a member and is none now; of strangers nothing is known."""
    rows = list(
        await session.scalars(
            select(Membership.left_at)
            .join(Account, Account.id == Membership.account_id)
            .where(Membership.group_id == group_id, Account.telegram_id == telegram_id)
        )
    )
    return bool(rows) and all(left_at is not None for left_at in rows)
