"""Groups, their chats, members and leaders."""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import and_, exists, func, or_, select

from db.enums import GroupKind, GroupState, Language, MemberRole
from db.models import Account, ChatAlias, Group, Holder, Membership, MembershipClaim, Patient
from db.session import UnitOfWork

ACTIVE_PEER_GROUP = and_(Group.kind == GroupKind.PEER, Group.state == GroupState.ACTIVE)
HOLDER_IS_MEMBER = and_(Membership.account_id == Holder.account_id, Membership.left_at.is_(None))
HOLDER_OF_PATIENT = and_(Holder.patient_id == Patient.id, Holder.ended_at.is_(None))


async def groups_with_another_menu(session: UnitOfWork, limit: int) -> list[Group]:
    """Groups where Telegram shows a command menu in another language than the group's."""
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


async def group_of_chat(session: UnitOfWork, chat_id: int) -> Group | None:
    """The group that is in this chat, or was before it was upgraded."""
    found: Group | None = await session.scalar(
        select(Group)
        .outerjoin(ChatAlias, ChatAlias.group_id == Group.id)
        .where(or_(Group.chat_id == chat_id, ChatAlias.chat_id == chat_id))
        .limit(1)
    )
    return found


async def all_groups(session: UnitOfWork) -> list[Group]:
    return list(await session.scalars(select(Group).order_by(Group.id)))


async def group_of_token(session: UnitOfWork, join_token: str, now: datetime) -> Group | None:
    """None if the link is unknown, was renewed, or has ended."""
    found: Group | None = await session.scalar(
        select(Group).where(
            Group.join_token == join_token,
            or_(Group.join_token_until.is_(None), Group.join_token_until > now),
        )
    )
    return found


async def staff_group(session: UnitOfWork, clinic_id: int) -> Group | None:
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


async def membership(session: UnitOfWork, group_id: int, account_id: int) -> Membership | None:
    found: Membership | None = await session.scalar(
        select(Membership).where(
            Membership.group_id == group_id,
            Membership.account_id == account_id,
            Membership.left_at.is_(None),
        )
    )
    return found


async def groups_of(session: UnitOfWork, account_id: int) -> list[Group]:
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


async def peer_groups_of(session: UnitOfWork, account_id: int) -> list[Group]:
    rows = await session.scalars(
        select(Group)
        .join(Membership, Membership.group_id == Group.id)
        .where(
            Membership.account_id == account_id,
            Membership.left_at.is_(None),
            Group.kind == GroupKind.PEER,
            Group.state == GroupState.ACTIVE,
        )
        .order_by(Group.id)
    )
    return list(rows)


async def groups_led_by(session: UnitOfWork, account_id: int) -> list[Group]:
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


async def leaders_of(session: UnitOfWork, group_id: int) -> list[int]:
    """Accounts of leaders who do not rest, the longest serving first.

    If all of them rest, all are returned: somebody has to be told.
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


async def groups_of_clinic(session: UnitOfWork, clinic_id: int) -> list[Group]:
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


async def groups_to_check(session: UnitOfWork, now: datetime) -> list[Group]:
    """Groups whose rights were not checked for a day."""
    rows = await session.scalars(
        select(Group).where(
            Group.state == GroupState.ACTIVE,
            Group.chat_id.is_not(None),
            or_(Group.rights_seen_at.is_(None), Group.rights_seen_at < now - timedelta(days=1)),
        )
    )
    return list(rows)


async def patients_of_group(session: UnitOfWork, group_id: int) -> list[Patient]:
    """Patients for whom a member of the group acts, without those who left care."""
    rows = await session.scalars(
        select(Patient)
        .where(
            Patient.left_on.is_(None),
            exists().where(HOLDER_OF_PATIENT, HOLDER_IS_MEMBER, Membership.group_id == group_id),
        )
        .order_by(Patient.id)
    )
    return list(rows)


async def names_of_group(session: UnitOfWork, group_id: int) -> dict[int, str]:
    """Names by patient, in alphabetical order."""
    rows = await session.execute(
        select(Patient.id, Patient.name)
        .where(
            Patient.left_on.is_(None),
            exists().where(HOLDER_OF_PATIENT, HOLDER_IS_MEMBER, Membership.group_id == group_id),
        )
        .order_by(Patient.name, Patient.id)
    )
    return {row[0]: row[1] for row in rows}


async def group_of_person(
    session: UnitOfWork, patient_id: int | None, account_id: int | None
) -> int | None:
    """The first peer group that a person joined; its leaders may look after them."""
    accounts = {account_id} - {None}
    if patient_id is not None:
        accounts |= set(
            await session.scalars(
                select(Holder.account_id).where(
                    Holder.patient_id == patient_id, Holder.ended_at.is_(None)
                )
            )
        )
    found: int | None = await session.scalar(
        select(Membership.group_id)
        .join(Group, Group.id == Membership.group_id)
        .where(
            Membership.account_id.in_(accounts),
            Membership.left_at.is_(None),
            Group.kind == GroupKind.PEER,
        )
        .order_by(Membership.id)
        .limit(1)
    )
    return found


async def was_member(session: UnitOfWork, group_id: int, account_id: int) -> bool:
    """Whether they are in the group, or were before they left it."""
    found = await session.scalar(
        select(Membership.id)
        .where(Membership.group_id == group_id, Membership.account_id == account_id)
        .limit(1)
    )
    return found is not None


class InChat(NamedTuple):
    """Of whom Telegram is asked whether they are in a group's chat."""

    group_id: int
    account_id: int
    chat_id: int | None
    telegram_id: int


async def claims_to_settle(session: UnitOfWork, limit: int) -> list[InChat]:
    """Any of them: one about which Telegram says nothing must not hold up the others."""
    rows = await session.execute(
        select(
            MembershipClaim.group_id,
            MembershipClaim.account_id,
            Group.chat_id,
            Account.telegram_id,
        )
        .join(Group, Group.id == MembershipClaim.group_id)
        .join(Account, Account.id == MembershipClaim.account_id)
        .where(Group.chat_id.is_not(None), Group.state == GroupState.ACTIVE)
        .order_by(func.random())
        .limit(limit)
    )
    return [InChat(*row) for row in rows]


async def members_to_check(session: UnitOfWork, before: datetime, limit: int) -> list[InChat]:
    """Members of a chat of whom Telegram was not asked since then."""
    rows = await session.execute(
        select(Membership.group_id, Membership.account_id, Group.chat_id, Account.telegram_id)
        .join(Group, Group.id == Membership.group_id)
        .join(Account, Account.id == Membership.account_id)
        .where(
            Membership.left_at.is_(None),
            Membership.in_chat,
            func.coalesce(Membership.checked_at, Membership.joined_at) <= before,
            Group.chat_id.is_not(None),
            Group.state == GroupState.ACTIVE,
        )
        .order_by(func.coalesce(Membership.checked_at, Membership.joined_at))
        .limit(limit)
    )
    return [InChat(*row) for row in rows]
