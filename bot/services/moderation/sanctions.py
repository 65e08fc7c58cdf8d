"""Sanctions requested from Telegram: each counts as done only once Telegram has done it."""

from datetime import datetime
from typing import Any

from sqlalchemy import update

from bot.domain.moderation.sanctions import NO_RIGHT, SHORTEST_MUTE, Refusal, bot_may
from bot.services.audit import Actor
from bot.services.moderation.notices import notify_author_when_done
from bot.services.outbox import To, enqueue
from bot.texts.moderation.replies import restored_message
from bot.texts.moderation.rules import no_text
from db.enums import OutboxClass, OutboxStatus, SanctionKind, SanctionState
from db.models import Group, ModerationCase, Outbox, Sanction
from db.queries.moderation.sanctions import (
    outbox_row,
    sanctions_being_undone,
    sanctions_not_over,
    sanctions_of_case,
)
from db.session import UnitOfWork

UNDO_METHOD = {SanctionKind.MUTE: "unmute", SanctionKind.REMOVE: "let_in"}


async def impose_sanction(
    session: UnitOfWork,
    case: ModerationCase,
    group: Group,
    kind: SanctionKind,
    *,
    until: datetime | None = None,
    actor: Actor,
    now: datetime,
) -> Refusal | None:
    """Decided here, done by Telegram later. A refused sanction of the same kind is used again."""
    for one in await sanctions_being_undone(session, case, kind):
        return await _keep_in_force(session, one, now=now)
    refused = [
        one
        for one in await sanctions_of_case(session, case.id)
        if one.kind == kind and one.state == SanctionState.REFUSED and one.revoked_at is None
    ]
    sanction = refused[0] if refused else Sanction(case_id=case.id, kind=kind, tries=0)
    sanction.group_id, sanction.telegram_id = case.group_id, case.telegram_id
    sanction.actor_kind, sanction.actor_id = actor
    sanction.at, sanction.until = now, until
    session.add(sanction)
    if not await request_sanction(session, sanction, case, group, now=now):
        return NO_RIGHT[kind]
    return None


async def _keep_in_force(
    session: UnitOfWork, sanction: Sanction, *, now: datetime
) -> Refusal | None:
    """It was revoked, but is still in force in Telegram: it stays in force."""
    undoing = sanction.state == SanctionState.UNDOING
    if (
        undoing
        and await _cancel_pending(session, sanction.outbox_key, untried=True, now=now) is None
    ):
        return Refusal.BUSY  # it may be undone by now; its outcome comes first
    sanction.state, sanction.revoked_at = SanctionState.DONE, None
    sanction.why = sanction.outbox_key = None
    return None


async def request_sanction(
    session: UnitOfWork, sanction: Sanction, case: ModerationCase, group: Group, *, now: datetime
) -> bool:
    """Whether Telegram is asked. False if the bot has no right; it is tried again once it has."""
    kind = SanctionKind(sanction.kind)
    if not bot_may(kind, group.rights):
        sanction.state, sanction.why = SanctionState.REFUSED, "no_rights"
        await session.flush()
        return False
    sanction.state, sanction.why = SanctionState.ASKED, None
    key = await _next_key(session, sanction)
    if kind is SanctionKind.HIDE:
        enqueue_in_group(session, group, "delete", message_id=case.message_id, key=key, now=now)
    else:
        person: dict[str, Any] = {"telegram_id": sanction.telegram_id}
        max_age = None
        if sanction.until is not None:
            person["until"] = int(sanction.until.timestamp())
            max_age = sanction.until - now - SHORTEST_MUTE
        enqueue_in_group(session, group, kind.value, person, key=key, max_age=max_age, now=now)
    await notify_author_when_done(session, sanction, case, group, now=now)
    return True


async def revoke_sanction(
    session: UnitOfWork, sanction: Sanction, case: ModerationCase, group: Group, *, now: datetime
) -> Refusal | None:
    """Undone here, and in Telegram if the request may have reached it."""
    if sanction.state == SanctionState.ASKED:
        # While a deletion may or may not have happened, the message must not be posted again.
        hides = sanction.kind == SanctionKind.HIDE
        tries = await _cancel_pending(session, sanction.outbox_key, untried=hides, now=now)
        if tries is None and await _under_way(session, sanction.outbox_key):
            return Refusal.BUSY
        if tries == 0:
            sanction.revoked_at, sanction.state, sanction.outbox_key = now, SanctionState.OVER, None
            return None
    sanction.revoked_at = now
    if sanction.state == SanctionState.REFUSED:
        sanction.state = SanctionState.OVER
        return None
    await request_undo(session, sanction, case, group, now=now)
    return None


async def end_mutes_before_removal(
    session: UnitOfWork, group_id: int, telegram_id: int, *, now: datetime
) -> Refusal | None:
    """Muting or unmuting somebody who was removed would readmit them, so mutes end first."""
    for one in await sanctions_not_over(session, group_id, telegram_id, SanctionKind.MUTE):
        await _cancel_pending(session, one.outbox_key, now=now)
        if await _under_way(session, one.outbox_key):
            return Refusal.BUSY
        one.revoked_at, one.state, one.outbox_key = now, SanctionState.OVER, None
    return None


async def request_undo(
    session: UnitOfWork, sanction: Sanction, case: ModerationCase, group: Group, *, now: datetime
) -> None:
    kind = SanctionKind(sanction.kind)
    if kind is SanctionKind.HIDE and not (case.body or case.media):
        sanction.state, sanction.outbox_key = SanctionState.OVER, None  # no longer kept
        return
    sanction.state = SanctionState.UNDOING
    key = await _next_key(session, sanction)
    if kind is SanctionKind.HIDE:
        media = case.media or {}
        restored = restored_message(
            name=case.name,
            body=case.body or "",
            voice=media.get("voice"),
            photo=media.get("photo"),
        )
        to = To.group(group.id)
        enqueue(session, OutboxClass.MODERATION, to, restored, dedup_key=key, now=now)
    else:
        person = {"telegram_id": sanction.telegram_id}
        enqueue_in_group(session, group, UNDO_METHOD[kind], person, key=key, now=now)
    await notify_author_when_done(session, sanction, case, group, undone=True, now=now)


async def _next_key(session: UnitOfWork, sanction: Sanction) -> str:
    sanction.tries += 1
    await session.flush()
    sanction.outbox_key = f"sanction:{sanction.id}:{sanction.tries}"
    return sanction.outbox_key


async def _cancel_pending(
    session: UnitOfWork, key: str | None, *, untried: bool = False, now: datetime
) -> int | None:
    """Cancel the pending outbox row. Returns how often it was tried, None if it was not pending."""
    pending = update(Outbox).where(Outbox.dedup_key == key, Outbox.status == OutboxStatus.PENDING)
    if untried:
        pending = pending.where(Outbox.tries == 0)
    over = {"status": OutboxStatus.CANCELLED, "params": None, "last_code": "taken_back"}
    tries: int | None = await session.scalar(
        pending.values(**over, done_at=now).returning(Outbox.tries)
    )
    return tries


async def _under_way(session: UnitOfWork, key: str | None) -> bool:
    row = await outbox_row(session, key)
    return row is not None and row.status in (OutboxStatus.PENDING, OutboxStatus.SENDING)


def enqueue_in_group(
    session: UnitOfWork,
    group: Group,
    method: str,
    params: dict[str, Any] | None = None,
    *,
    message_id: int | None = None,
    key: str | None = None,
    max_age: Any = None,
    now: datetime,
) -> None:
    enqueue(
        session,
        OutboxClass.MODERATION,
        To.group(group.id),
        no_text(),
        params,
        method=method,
        target_message_id=message_id,
        dedup_key=key,
        max_age=max_age,
        now=now,
    )
