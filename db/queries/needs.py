"""Needs of groups, their voices, and who answers them."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import func, select

from db.enums import NeedState, StaffRole
from db.models import Clinic, Group, Need, NeedVoice, Outbox, Staff
from db.session import UnitOfWork

ANSWERS_NEEDS = (StaffRole.COORDINATOR, StaffRole.ADMINISTRATOR)


async def locked_need(session: UnitOfWork, need_id: int) -> tuple[Need, Group] | None:
    """The need and its group, with the need locked until this transaction ends."""
    row = (
        await session.execute(
            select(Need, Group)
            .join(Group, Group.id == Need.group_id)
            .where(Need.id == need_id)
            .with_for_update(of=Need)
            .execution_options(populate_existing=True)
        )
    ).first()
    return (row[0], row[1]) if row else None


async def voice_count(session: UnitOfWork, need_id: int) -> int:
    counted = select(func.count()).where(NeedVoice.need_id == need_id)
    return int(await session.scalar(counted) or 0)


async def accounts_of_voices(session: UnitOfWork, need_id: int) -> list[int | None]:
    """None in place of a person who was erased since."""
    rows = await session.scalars(
        select(NeedVoice.account_id).where(NeedVoice.need_id == need_id).order_by(NeedVoice.id)
    )
    return list(rows)


async def has_voice(session: UnitOfWork, need_id: int, account_id: int) -> bool:
    found = await session.scalar(
        select(NeedVoice.id).where(NeedVoice.need_id == need_id, NeedVoice.account_id == account_id)
    )
    return found is not None


async def needs_of_groups(
    session: UnitOfWork, groups: Collection[int], states: Collection[NeedState]
) -> list[Need]:
    """Newest first."""
    rows = await session.scalars(
        select(Need)
        .where(Need.group_id.in_(groups), Need.state.in_(states))
        .order_by(Need.id.desc())
    )
    return list(rows)


async def needs_with_ended_promise(session: UnitOfWork, clinic_id: int, today: date) -> list[int]:
    """Needs whose promise ended before today."""
    rows = await session.scalars(
        select(Need.id)
        .join(Group, Group.id == Need.group_id)
        .where(
            Group.clinic_id == clinic_id,
            Need.state == NeedState.PROMISED,
            Need.promised_until < today,
        )
        .order_by(Need.id)
    )
    return list(rows)


async def need_post(session: UnitOfWork, dedup_key: str) -> int | None:
    """The outbox row of the post in the group."""
    found: int | None = await session.scalar(select(Outbox.id).where(Outbox.dedup_key == dedup_key))
    return found


async def accounts_that_answer_needs(session: UnitOfWork, clinic_id: int) -> list[int]:
    """Accounts of coordinators and administrators; if there are none, of all staff."""
    rows = (
        await session.execute(
            select(Staff.account_id, Staff.role)
            .where(
                Staff.clinic_id == clinic_id,
                Staff.left_at.is_(None),
                Staff.account_id.is_not(None),
            )
            .order_by(Staff.id)
        )
    ).all()
    known = [(account, role) for account, role in rows if account is not None]
    answering = [account for account, role in known if role in ANSWERS_NEEDS]
    return answering or [account for account, _ in known]


async def needs_for_export(session: UnitOfWork, clinic: Clinic) -> list[tuple[Need, str, int]]:
    """Every worded need of a clinic's groups with the number of voices, oldest first."""
    voices = (
        select(func.count()).where(NeedVoice.need_id == Need.id).correlate(Need).scalar_subquery()
    )
    rows = await session.execute(
        select(Need, Group.title, voices)
        .join(Group, Group.id == Need.group_id)
        .where(
            Group.clinic_id == clinic.id,
            Need.sentence.is_not(None),
            Need.state.not_in((NeedState.JOINED, NeedState.SET_ASIDE)),
        )
        .order_by(Need.raised_at, Need.id)
    )
    return [(need, title, voices) for need, title, voices in rows]
