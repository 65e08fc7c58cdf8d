"""Groups: created by the clinic, bound to a Telegram chat, moved to another chat, left."""

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from bot.services.audit import Actor, record_action
from bot.services.moderation.rules import post_rules
from bot.services.outbox import To, enqueue
from bot.services.slots import take_slot
from bot.texts import groups as texts
from db.enums import BotRight, GroupKind, GroupState, Language, OutboxClass, Programme
from db.models import ChatAlias, Group, ModerationCase
from db.session import UnitOfWork

NEEDED_RIGHTS = tuple(right for right in BotRight if right is not BotRight.ADMINISTRATOR)
"""Reading is not listed: every administrator may."""


async def make_group(
    session: UnitOfWork,
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
    session: UnitOfWork, actor: Actor, group: Group, language: Language, *, now: datetime
) -> None:
    group.language = language
    record_action(session, "language", ("group", group.id), actor=actor, detail=language, now=now)


async def bind_chat(session: UnitOfWork, group: Group, chat_id: int, *, now: datetime) -> None:
    """From now on the group is in this chat."""
    group.chat_id = chat_id
    group.state = GroupState.ACTIVE
    group.rights_seen_at = group.menu_language = None
    record_action(session, "group_bound", ("group", group.id), now=now)
    hello = texts.hello() if group.kind == GroupKind.PEER else texts.staff_hello()
    enqueue(session, OutboxClass.REPLY, To.group(group.id), hello, now=now)
    post_rules(session, group, now=now)


async def move_chat(
    session: UnitOfWork, old_chat: int, new_chat: int, *, now: datetime
) -> Group | None:
    """A group became a supergroup with a new chat id. Idempotent. None if the chat is unknown."""
    group: Group | None = await session.scalar(select(Group).where(Group.chat_id == old_chat))
    if group is None:
        return None
    group.chat_id = new_chat
    group.rights_seen_at = group.menu_language = None
    session.add(ChatAlias(chat_id=old_chat, group_id=group.id, since=now))
    # Message ids start again in the new chat, so old ids would point at other messages.
    await session.execute(
        update(ModerationCase).where(ModerationCase.group_id == group.id).values(message_id=None)
    )
    await session.flush()
    record_action(session, "group_upgraded", ("group", group.id), now=now)
    return group


async def save_rights(
    session: UnitOfWork, group: Group, status: str, rights: dict[str, bool], *, now: datetime
) -> list[BotRight]:
    """Store what the bot may do in the group; return what is missing."""
    group.rights = {"status": status, **rights}
    group.rights_seen_at = now
    if status in ("left", "kicked"):
        group.state = GroupState.LEFT
        record_action(session, "bot_left", ("group", group.id), now=now)
        return []
    group.state = GroupState.ACTIVE
    return missing_rights(group.rights)


def rights_of(member: object) -> dict[str, bool]:
    """What Telegram says of the bot as a member of a group."""
    return {right.value: bool(getattr(member, right, False)) for right in NEEDED_RIGHTS}


def missing_rights(rights: dict[str, Any]) -> list[BotRight]:
    if rights.get("status") != "administrator":
        return [BotRight.ADMINISTRATOR, *NEEDED_RIGHTS]
    return [right for right in NEEDED_RIGHTS if not rights.get(right)]


async def claim_welcome(
    session: UnitOfWork, group_id: int, telegram_id: int, *, now: datetime
) -> bool:
    """One welcome a day. A join arrives as two updates, and some people leave and join again."""
    day = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return await take_slot(session, "welcome", f"{group_id}:{telegram_id}", day, now=now)
