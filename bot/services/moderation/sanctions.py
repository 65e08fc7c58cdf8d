"""What is asked of Telegram about a message or its writer: done only once Telegram says so."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import update

from bot.domain.moderation.sanctions import LEAST_REST, may
from bot.services.moderation.notices import tell_after
from bot.services.outbox import To, enqueue
from db.enums import OutboxClass, OutboxStatus, SanctionKind, SanctionState
from db.models import Group, HouseCase, Outbox, Sanction
from db.queries.moderation.sanctions import being_undone, deed_row, of_case, unfinished
from db.session import Unit

Actor = tuple[str, int | None]
UNDO = {SanctionKind.MUTE: "unmute", SanctionKind.REMOVE: "let_in"}
TOLD = {
    SanctionKind.HIDE: "moderation.hidden",
    SanctionKind.MUTE: "moderation.muted",
    SanctionKind.REMOVE: "moderation.removed",
}
TOLD_BACK = {
    SanctionKind.HIDE: "moderation.restored_yours",
    SanctionKind.MUTE: "moderation.unmuted",
    SanctionKind.REMOVE: "moderation.may_return",
}


@dataclass(frozen=True, slots=True)
class Refused:
    """`why`: danger, unknown, unreachable, small_group, busy, asked; or hide, mute, remove: the
    bot lost the right for that."""

    why: str


async def decide(
    session: Unit,
    case: HouseCase,
    group: Group,
    kind: SanctionKind,
    *,
    until: datetime | None = None,
    actor: Actor,
    now: datetime,
) -> Refused | None:
    """From here on it is decided. What Telegram refused before is the same decision, made anew."""
    for one in await being_undone(session, case, kind):
        return await _keep(session, one, now=now)
    refused = [
        one
        for one in await of_case(session, case.id)
        if one.kind == kind and one.state == SanctionState.REFUSED and one.revoked_at is None
    ]
    sanction = refused[0] if refused else Sanction(case_id=case.id, kind=kind, tries=0)
    sanction.group_id, sanction.telegram_id = case.group_id, case.telegram_id
    sanction.actor_kind, sanction.actor_id = actor
    sanction.at, sanction.until = now, until
    session.add(sanction)
    if not await order(session, sanction, case, group, now=now):
        return Refused(kind)
    return None


async def _keep(session: Unit, sanction: Sanction, *, now: datetime) -> Refused | None:
    """Taken back, but in Telegram it holds still: then it goes on holding."""
    undoing = sanction.state == SanctionState.UNDOING
    if undoing and await _called_back(session, sanction.deed_key, untried=True, now=now) is None:
        return Refused("busy")  # perhaps it is undone by now: first that is heard
    sanction.state, sanction.revoked_at = SanctionState.DONE, None
    sanction.why = sanction.deed_key = None
    return None


async def order(
    session: Unit, sanction: Sanction, case: HouseCase, group: Group, *, now: datetime
) -> bool:
    """Whether Telegram is asked; False: the bot lost the right, and waits until it is back."""
    kind = SanctionKind(sanction.kind)
    if not may(kind, group.rights):
        sanction.state, sanction.why = SanctionState.REFUSED, "no_rights"
        await session.flush()
        return False
    sanction.state, sanction.why = SanctionState.ASKED, None
    key = await _next_key(session, sanction)
    if kind is SanctionKind.HIDE:
        in_group(session, group, "delete", message_id=case.message_id, key=key, now=now)
    else:
        person: dict[str, Any] = {"telegram_id": sanction.telegram_id}
        keeps = None
        if sanction.until is not None:
            person["until"] = int(sanction.until.timestamp())
            keeps = sanction.until - now - LEAST_REST
        in_group(session, group, kind.value, person, key=key, keeps=keeps, now=now)
    await tell_after(session, sanction, case, group, TOLD[kind], now=now)
    return True


async def take_back(
    session: Unit, sanction: Sanction, case: HouseCase, group: Group, *, now: datetime
) -> Refused | None:
    """Undone here, and then in Telegram, as far as Telegram was reached at all."""
    if sanction.state == SanctionState.ASKED:
        # A message that may be gone or not cannot be shown again: it would stand there twice.
        hides = sanction.kind == SanctionKind.HIDE
        waiting = await _called_back(session, sanction.deed_key, untried=hides, now=now)
        if waiting is None and await _under_way(session, sanction.deed_key):
            return Refused("busy")
        if waiting == 0:
            sanction.revoked_at, sanction.state, sanction.deed_key = now, SanctionState.OVER, None
            return None
    sanction.revoked_at = now
    if sanction.state == SanctionState.REFUSED:
        sanction.state = SanctionState.OVER
        return None
    await undo(session, sanction, case, group, now=now)
    return None


async def supersede(
    session: Unit, group_id: int, telegram_id: int, *, now: datetime
) -> Refused | None:
    """Whom the clinic takes out has no day of rest any more: to restrict, or to free, somebody
    who was removed would let them in again.
    """
    for one in await unfinished(session, group_id, telegram_id, SanctionKind.MUTE):
        await _called_back(session, one.deed_key, now=now)
        if await _under_way(session, one.deed_key):
            return Refused("busy")
        one.revoked_at, one.state, one.deed_key = now, SanctionState.OVER, None
    return None


async def undo(
    session: Unit, sanction: Sanction, case: HouseCase, group: Group, *, now: datetime
) -> None:
    kind = SanctionKind(sanction.kind)
    if kind is SanctionKind.HIDE and not (case.body or case.media):
        sanction.state, sanction.deed_key = SanctionState.OVER, None  # no longer kept
        return
    sanction.state = SanctionState.UNDOING
    key = await _next_key(session, sanction)
    if kind is SanctionKind.HIDE:
        said = {"name": case.name, "body": case.body or "", **(case.media or {})}
        to = To.group(group.id)
        template = "moderation.restored"
        enqueue(session, OutboxClass.MODERATION, to, template, said, dedup_key=key, now=now)
    else:
        person = {"telegram_id": sanction.telegram_id}
        in_group(session, group, UNDO[kind], person, key=key, now=now)
    await tell_after(session, sanction, case, group, TOLD_BACK[kind], now=now)


async def _next_key(session: Unit, sanction: Sanction) -> str:
    sanction.tries += 1
    await session.flush()
    sanction.deed_key = f"sanction:{sanction.id}:{sanction.tries}"
    return sanction.deed_key


async def _called_back(
    session: Unit, key: str | None, *, untried: bool = False, now: datetime
) -> int | None:
    """How often it was tried, where it waited to be sent and now no longer is."""
    waiting = update(Outbox).where(Outbox.dedup_key == key, Outbox.status == OutboxStatus.PENDING)
    if untried:
        waiting = waiting.where(Outbox.tries == 0)
    over = {"status": OutboxStatus.CANCELLED, "params": None, "last_code": "taken_back"}
    tries: int | None = await session.scalar(
        waiting.values(**over, done_at=now).returning(Outbox.tries)
    )
    return tries


async def _under_way(session: Unit, key: str | None) -> bool:
    row = await deed_row(session, key)
    return row is not None and row.status in (OutboxStatus.PENDING, OutboxStatus.SENDING)


def in_group(
    session: Unit,
    group: Group,
    method: str,
    params: dict[str, Any] | None = None,
    *,
    message_id: int | None = None,
    key: str | None = None,
    keeps: Any = None,
    now: datetime,
) -> None:
    enqueue(
        session,
        OutboxClass.MODERATION,
        To.group(group.id),
        "moderation.deed",
        params,
        method=method,
        target_message_id=message_id,
        dedup_key=key,
        keeps=keeps,
        now=now,
    )
