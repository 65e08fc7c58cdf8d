"""Groups: made by the clinic, bound to a chat, upgraded, left."""

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from bot.services.audit import note
from bot.services.moderation.rules import post_rules
from bot.services.outbox import To, enqueue
from bot.services.slots import take_slot
from db.enums import GroupKind, GroupState, Language, OutboxClass, Programme
from db.models import ChatAlias, Group, HouseCase
from db.session import Unit

NEEDED_RIGHTS = (
    "can_delete_messages",
    "can_pin_messages",
    "can_restrict_members",
    "can_invite_users",
)
"""Beside reading the group, which every administrator may."""


async def make_group(
    session: Unit,
    clinic_id: int,
    title: str,
    *,
    kind: GroupKind = GroupKind.PEER,
    language: Language = Language.HINDI,
    programme: Programme | None = None,
    now: datetime,
) -> Group:
    group = Group(
        clinic_id=clinic_id,
        kind=kind,
        title=title,
        programme=programme,
        language=language,
        state=GroupState.ACTIVE,
        rights={},
        join_token=secrets.token_urlsafe(12),
        created_at=now,
    )
    session.add(group)
    await session.flush()
    return group


async def set_group_language(
    session: Unit, actor: tuple[str, int], group: Group, language: Language, *, now: datetime
) -> None:
    group.language = language
    note(session, "language", ("group", group.id), actor=actor, detail=language, now=now)


async def bind_chat(session: Unit, group: Group, chat_id: int, *, now: datetime) -> None:
    """The group lives in this chat from now on."""
    group.chat_id = chat_id
    group.state = GroupState.ACTIVE
    group.rights_seen_at = group.menu_language = None
    note(session, "bind", ("group", group.id), now=now)
    template = "groups.hello" if group.kind == GroupKind.PEER else "groups.staff_hello"
    enqueue(session, OutboxClass.REPLY, To.group(group.id), template, now=now)
    post_rules(session, group, now=now)


async def move_chat(session: Unit, old_chat: int, new_chat: int, *, now: datetime) -> Group | None:
    """A group became a supergroup: told up to three times, done once. None: not a chat of ours."""
    group: Group | None = await session.scalar(select(Group).where(Group.chat_id == old_chat))
    if group is None:
        return None
    group.chat_id = new_chat
    group.rights_seen_at = group.menu_language = None
    session.add(ChatAlias(chat_id=old_chat, group_id=group.id, since=now))
    # Numbers of messages begin anew in the new chat: the old ones would name others.
    await session.execute(
        update(HouseCase).where(HouseCase.group_id == group.id).values(message_id=None)
    )
    await session.flush()
    note(session, "upgrade", ("group", group.id), now=now)
    return group


async def save_rights(
    session: Unit, group: Group, status: str, rights: dict[str, bool], *, now: datetime
) -> list[str]:
    """Remember what Telegram lets the bot do there; return what is missing."""
    group.rights = {"status": status, **rights}
    group.rights_seen_at = now
    if status in ("left", "kicked"):
        group.state = GroupState.LEFT
        note(session, "bot_left", ("group", group.id), now=now)
        return []
    group.state = GroupState.ACTIVE
    return missing_rights(group.rights)


def missing_rights(rights: dict[str, Any]) -> list[str]:
    if rights.get("status") != "administrator":
        return ["administrator", *NEEDED_RIGHTS]
    return [right for right in NEEDED_RIGHTS if not rights.get(right)]


async def claim_welcome(session: Unit, group_id: int, telegram_id: int, *, now: datetime) -> bool:
    """A join comes as two updates, and some people come and go: one welcome a day is enough."""
    day = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return await take_slot(session, "welcome", f"{group_id}:{telegram_id}", day, now=now)
