"""The door of a group: its own link lets in who is in its chat, and for a time only."""

import secrets
from datetime import datetime, timedelta

from bot.services.audit import Actor, record_action
from bot.services.onboarding.members import join_group
from bot.services.outbox import To, enqueue
from bot.texts import groups as texts
from bot.texts.sentences import Message
from db.enums import OutboxClass
from db.models import Group, MembershipClaim
from db.queries.groups import membership
from db.session import UnitOfWork

LINK_LASTS = timedelta(days=90)
LINK_RENEWED_BEFORE = timedelta(days=7)
"""A link is not shown any more when it will end so soon."""


def group_token(session: UnitOfWork, group: Group, *, now: datetime) -> str:
    """The secret of the group's link, renewed if it ends soon."""
    until = group.join_token_until
    if until is None or until - now < LINK_RENEWED_BEFORE:
        renew_group_link(session, group, actor=("system", None), now=now)
    return group.join_token


def renew_group_link(session: UnitOfWork, group: Group, *, actor: Actor, now: datetime) -> None:
    """From now on the link before leads nowhere."""
    group.join_token = secrets.token_urlsafe(12)
    group.join_token_until = now + LINK_LASTS
    record_action(session, "group_link", ("group", group.id), actor=actor, now=now)


async def claim_membership(
    session: UnitOfWork, group: Group, account_id: int, *, now: datetime
) -> None:
    """They say that they are in the group's chat; soon Telegram is asked."""
    if await membership(session, group.id, account_id) is not None:
        return
    claim = await session.get(MembershipClaim, (group.id, account_id))
    if claim is None:
        session.add(MembershipClaim(group_id=group.id, account_id=account_id, claimed_at=now))


async def settle_claim(
    session: UnitOfWork, group: Group, account_id: int, *, present: bool, now: datetime
) -> None:
    """Telegram has answered whether they are in the chat. Nothing happens without a claim."""
    claim = await session.get(MembershipClaim, (group.id, account_id))
    if claim is None:
        return
    await session.delete(claim)
    if present:
        await join_group(session, group, account_id, in_chat=True, now=now)
        said: Message = texts.you_are_member(group=group.title)
    else:
        said = texts.not_in_chat(group=group.title)
    enqueue(session, OutboxClass.REPLY, To.account(account_id), said, now=now)
