"""Sanctions against a member: a day's mute by a leader, removal by the clinic only."""

from datetime import datetime

from bot.domain.moderation.rules import MUTED_FOR
from bot.domain.moderation.sanctions import Refusal
from bot.services.audit import Actor
from bot.services.moderation.actions import finish_action
from bot.services.moderation.sanctions import (
    end_mutes_before_removal,
    impose_sanction,
    revoke_sanction,
)
from db.enums import SanctionKind, SanctionState
from db.models import Group, ModerationCase
from db.queries.moderation.sanctions import sanctions_in_force, sanctions_of_case
from db.session import UnitOfWork


async def mute_member(
    session: UnitOfWork, case: ModerationCase, group: Group, *, actor: Actor, now: datetime
) -> Refusal | None:
    """For a day. Telegram ends it by itself, and can mute only in a supergroup."""
    if case.telegram_id is None:
        return Refusal.UNKNOWN
    if not str(group.chat_id or "").startswith("-100"):
        return Refusal.SMALL_GROUP
    for held in (SanctionKind.MUTE, SanctionKind.REMOVE):
        if await sanctions_in_force(session, group.id, case.telegram_id, held, now):
            return None
    kind, until = SanctionKind.MUTE, now + MUTED_FOR
    refused = await impose_sanction(session, case, group, kind, until=until, actor=actor, now=now)
    if refused is Refusal.BUSY:
        return refused
    await finish_action(session, case, group, "mute", actor=actor, now=now)
    return refused


async def unmute_member(
    session: UnitOfWork, case: ModerationCase, group: Group, *, actor: Actor, now: datetime
) -> Refusal | None:
    """Lift every mute of the writer in this group, whichever message it was for."""
    return await _undo(session, case, group, SanctionKind.MUTE, "unmute", actor=actor, now=now)


async def remove_member(
    session: UnitOfWork, case: ModerationCase, group: Group, *, actor: Actor, now: datetime
) -> Refusal | None:
    """It ends the membership; the person's own care goes on."""
    if case.telegram_id is None:
        return Refusal.UNKNOWN
    if await sanctions_in_force(session, group.id, case.telegram_id, SanctionKind.REMOVE, now):
        return None
    if refused := await end_mutes_before_removal(session, group.id, case.telegram_id, now=now):
        return refused
    refused = await impose_sanction(session, case, group, SanctionKind.REMOVE, actor=actor, now=now)
    if refused is Refusal.BUSY:
        return refused
    await finish_action(session, case, group, "remove", actor=actor, now=now)
    return refused


async def readmit_member(
    session: UnitOfWork, case: ModerationCase, group: Group, *, actor: Actor, now: datetime
) -> Refusal | None:
    """They may come back by the group's link; the bot never adds anybody to a group."""
    return await _undo(session, case, group, SanctionKind.REMOVE, "let_in", actor=actor, now=now)


async def _undo(
    session: UnitOfWork,
    case: ModerationCase,
    group: Group,
    kind: SanctionKind,
    action: str,
    *,
    actor: Actor,
    now: datetime,
) -> Refusal | None:
    own = [one for one in await sanctions_of_case(session, case.id) if one.kind == kind]
    person = own[-1].telegram_id if own else case.telegram_id  # the case may be redacted by now
    found = await sanctions_in_force(session, group.id, person, kind, now)
    for first, one in zip([True, *[False] * len(found)], found, strict=False):
        if not first:
            one.revoked_at, one.state = now, SanctionState.OVER
        elif refused := await revoke_sanction(session, one, case, group, now=now):
            return refused
    if found:
        case.objected_at = None  # the objection is answered
        await finish_action(session, case, group, action, actor=actor, now=now)
    return None
