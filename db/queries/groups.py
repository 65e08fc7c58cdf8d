"""Groups by the chats they have or had, and their people."""

from datetime import datetime, timedelta

from sqlalchemy import func, or_, select

from db.enums import GroupKind, GroupState, Language, MeetingState, MemberRole
from db.models import ChatAlias, Group, Holder, Meeting, Membership
from db.session import Unit


async def groups_with_another_menu(session: Unit, limit: int) -> list[Group]:
    """Groups whose language is not that of the menu which Telegram shows there."""
    rows = await session.scalars(
        select(Group)
        .where(
            Group.kind == GroupKind.PEER,
            Group.state == GroupState.ACTIVE,
            Group.chat_id.is_not(None),
            Group.language != func.coalesce(Group.menu_language, Language.HINDI.value),
        )
        .order_by(Group.id)
        .limit(limit)
    )
    return list(rows)


async def group_of_chat(session: Unit, chat_id: int) -> Group | None:
    """The group that lives in this chat, or did before it was upgraded."""
    found: Group | None = await session.scalar(
        select(Group)
        .outerjoin(ChatAlias, ChatAlias.group_id == Group.id)
        .where(or_(Group.chat_id == chat_id, ChatAlias.chat_id == chat_id))
        .limit(1)
    )
    return found


async def all_groups(session: Unit) -> list[Group]:
    return list(await session.scalars(select(Group).order_by(Group.id)))


async def group_of_token(session: Unit, join_token: str) -> Group | None:
    found: Group | None = await session.scalar(select(Group).where(Group.join_token == join_token))
    return found


async def staff_group(session: Unit, clinic_id: int) -> Group | None:
    found: Group | None = await session.scalar(
        select(Group)
        .where(
            Group.clinic_id == clinic_id,
            Group.kind == GroupKind.STAFF,
            Group.state == GroupState.ACTIVE,
            Group.chat_id.is_not(None),
        )
        .order_by(Group.id)
        .limit(1)
    )
    return found


async def membership(session: Unit, group_id: int, account_id: int) -> Membership | None:
    found: Membership | None = await session.scalar(
        select(Membership).where(
            Membership.group_id == group_id,
            Membership.account_id == account_id,
            Membership.left_at.is_(None),
        )
    )
    return found


async def groups_of(session: Unit, account_id: int) -> list[Group]:
    rows = await session.scalars(
        select(Group)
        .join(Membership, Membership.group_id == Group.id)
        .where(
            Membership.account_id == account_id,
            Membership.left_at.is_(None),
            Group.state == GroupState.ACTIVE,
        )
        .order_by(Group.id)
    )
    return list(rows)


async def groups_led_by(session: Unit, account_id: int) -> list[Group]:
    rows = await session.scalars(
        select(Group)
        .join(Membership, Membership.group_id == Group.id)
        .where(
            Membership.account_id == account_id,
            Membership.role == MemberRole.LEADER,
            Membership.left_at.is_(None),
            Group.state == GroupState.ACTIVE,
        )
        .order_by(Group.id)
    )
    return list(rows)


async def leaders_of(session: Unit, group_id: int) -> list[int]:
    """Accounts of the leaders, longest serving first; who rests is left in peace.

    Where all of them rest, all of them are named: somebody has to hear of it.
    """
    rows = await session.execute(
        select(Membership.account_id, Membership.rests_until)
        .where(
            Membership.group_id == group_id,
            Membership.role == MemberRole.LEADER,
            Membership.left_at.is_(None),
        )
        .order_by(Membership.id)
    )
    found = rows.all()
    awake = [account_id for account_id, rests_until in found if rests_until is None]
    return awake or [account_id for account_id, _ in found]


async def groups_of_clinic(session: Unit, clinic_id: int) -> list[Group]:
    rows = await session.scalars(
        select(Group)
        .where(
            Group.clinic_id == clinic_id,
            Group.kind == GroupKind.PEER,
            Group.state == GroupState.ACTIVE,
        )
        .order_by(Group.id)
    )
    return list(rows)


async def groups_to_check(session: Unit, now: datetime) -> list[Group]:
    """Groups whose rights Telegram was not asked about for a day."""
    rows = await session.scalars(
        select(Group).where(
            Group.state == GroupState.ACTIVE,
            Group.chat_id.is_not(None),
            or_(Group.rights_seen_at.is_(None), Group.rights_seen_at < now - timedelta(days=1)),
        )
    )
    return list(rows)


async def meeting_ahead(session: Unit, patient_id: int, since: datetime) -> Meeting | None:
    """The next planned meeting of any group that somebody who speaks for the patient is in."""
    found: Meeting | None = await session.scalar(
        select(Meeting)
        .join(Membership, Membership.group_id == Meeting.group_id)
        .join(Holder, Holder.account_id == Membership.account_id)
        .where(
            Holder.patient_id == patient_id,
            Holder.ended_at.is_(None),
            Membership.left_at.is_(None),
            Meeting.state == MeetingState.PLANNED,
            Meeting.starts_at >= since,
        )
        .order_by(Meeting.starts_at)
        .limit(1)
    )
    return found
