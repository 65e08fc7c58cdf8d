"""What became of a requested sanction: done or refused; and refused ones are tried again."""

from collections.abc import AsyncIterator
from datetime import datetime

from bot.domain.moderation.rules import may_hide
from bot.domain.moderation.sanctions import (
    BOT_LACKS_RIGHT,
    MESSAGE_GONE,
    WRITER_IS_ADMIN,
    bot_may,
    state_after,
    worth_retrying,
)
from bot.domain.quiet_hours import after_quiet
from bot.services.audit import record_action
from bot.services.moderation.cases import deciders_of_case, show_case_cards
from bot.services.moderation.sanctions import (
    end_mutes_before_removal,
    request_sanction,
    request_undo,
)
from bot.services.onboarding.members import leave_group
from bot.services.outbox import To, enqueue
from bot.texts.moderation.manual import not_done
from db.enums import CaseState, OutboxClass, OutboxStatus, SanctionKind, SanctionState
from db.models import Group, ModerationCase, Outbox, Sanction, Staff
from db.queries.groups import membership
from db.queries.moderation.cases import locked_case
from db.queries.moderation.sanctions import (
    outbox_row,
    refused_sanctions,
    reloaded_sanction,
    sanctions_with_outcome,
)
from db.queries.people import account_with_telegram_id
from db.session import UnitOfWork

NOT_DONE = (SanctionState.REFUSED, SanctionState.STUCK)


LockedSanction = tuple[Sanction, ModerationCase, Group]


async def locked_sanctions(
    session: UnitOfWork, pairs: list[tuple[int, int]]
) -> AsyncIterator[LockedSanction]:
    """The case is locked first, as everywhere; then the sanction is read again."""
    for sanction_id, case_id in pairs:
        case = await locked_case(session, case_id)
        assert case is not None
        sanction = await reloaded_sanction(session, sanction_id)
        yield sanction, case, await session.get_one(Group, case.group_id)


async def apply_outcomes(session: UnitOfWork, case_id: int, *, now: datetime) -> None:
    """Look for sanctions of the case whose outbox row was sent or never will be."""
    async for sanction, case, group in locked_sanctions(
        session, await sanctions_with_outcome(session, case_id)
    ):
        await apply_outcome(session, sanction, case, group, now=now)


async def apply_outcome(
    session: UnitOfWork, sanction: Sanction, case: ModerationCase, group: Group, *, now: datetime
) -> None:
    row = await outbox_row(session, sanction.outbox_key) if sanction.outbox_key else None
    if row is not None and row.status not in (OutboxStatus.PENDING, OutboxStatus.SENDING):
        await _record_outcome(session, sanction, case, group, row, now=now)


async def _record_outcome(
    session: UnitOfWork,
    sanction: Sanction,
    case: ModerationCase,
    group: Group,
    row: Outbox,
    *,
    now: datetime,
) -> None:
    kind, before = SanctionKind(sanction.kind), SanctionState(sanction.state)
    after = state_after(kind, before, OutboxStatus(row.status), row.last_code)
    sanction.state, sanction.outbox_key = after, None
    sanction.why = (row.last_code or row.status) if after in NOT_DONE else None
    record_action(session, f"{kind}_{after}", ("case", case.id), detail=sanction.why, now=now)
    if kind is SanctionKind.REMOVE and after is SanctionState.DONE:
        await end_membership(session, sanction, group, now=now)
    if kind is SanctionKind.HIDE:
        _follow_message(sanction, case, row, before)
    if after in NOT_DONE:
        await _tell_not_done(session, sanction, case, group, now=now)
    if after in NOT_DONE or row.last_code == MESSAGE_GONE:
        await refresh_case_cards(session, case, group, now=now)


def _follow_message(
    sanction: Sanction, case: ModerationCase, row: Outbox, before: SanctionState
) -> None:
    """Keep the case's message and state right after it was hidden or posted again."""
    if before is SanctionState.UNDOING:
        case.message_id = row.sent_message_id or case.message_id
    elif sanction.state == SanctionState.OVER:
        case.state = CaseState.CLOSED  # somebody deleted it before; there is nothing to restore
    elif sanction.state == SanctionState.REFUSED and case.state == CaseState.HIDDEN:
        case.state = CaseState.OPEN


async def end_membership(
    session: UnitOfWork, sanction: Sanction, group: Group, *, now: datetime
) -> None:
    account = await account_with_telegram_id(session, sanction.telegram_id or 0)
    if account is not None and await membership(session, group.id, account.id) is not None:
        await leave_group(session, group.id, account.id, now=now)


async def refresh_case_cards(
    session: UnitOfWork, case: ModerationCase, group: Group, *, now: datetime
) -> None:
    case.version += 1
    await session.flush()
    await show_case_cards(session, case, group, now=now)


async def _tell_not_done(
    session: UnitOfWork, sanction: Sanction, case: ModerationCase, group: Group, *, now: datetime
) -> None:
    """Tell whoever decided how to do it by hand; all deciders, if the bot did it by itself."""
    undoing = sanction.state == SanctionState.STUCK
    told = not_done(
        kind=SanctionKind(sanction.kind), undo=undoing, why=sanction.why, group=group.title
    )
    recipients = None if undoing else await _account_of_actor(session, sanction)
    for account_id in recipients or await deciders_of_case(session, case, group):
        enqueue(
            session,
            OutboxClass.MODERATION,
            To.manager(account_id, group),
            told,
            not_before=now if recipients else after_quiet(now),
            now=now,
        )


async def _account_of_actor(session: UnitOfWork, sanction: Sanction) -> list[int]:
    kind, actor_id = sanction.actor_kind, sanction.actor_id
    if kind == "staff" and actor_id is not None:
        account_id = (await session.get_one(Staff, actor_id)).account_id
        return [account_id] if account_id is not None else []
    return [actor_id] if kind == "account" and actor_id is not None else []


async def retry_refused(
    session: UnitOfWork, group: Group, *, telegram_id: int | None = None, now: datetime
) -> None:
    """The bot got a right back, or somebody (`telegram_id`) is no longer an administrator."""
    codes = BOT_LACKS_RIGHT if telegram_id is None else {WRITER_IS_ADMIN}
    pairs = await refused_sanctions(session, group.id, codes, telegram_id)
    async for sanction, case, _ in locked_sanctions(session, pairs):
        if sanction.state not in NOT_DONE or not bot_may(SanctionKind(sanction.kind), group.rights):
            continue
        if sanction.state == SanctionState.STUCK:
            await request_undo(session, sanction, case, group, now=now)
        elif not await _retry(session, sanction, case, group, now=now):
            continue
        record_action(session, "retry", ("case", case.id), detail=sanction.kind, now=now)
        await refresh_case_cards(session, case, group, now=now)


async def _retry(
    session: UnitOfWork, sanction: Sanction, case: ModerationCase, group: Group, *, now: datetime
) -> bool:
    if not _worth_retrying(sanction, case, now):
        return False
    removes, person = sanction.kind == SanctionKind.REMOVE, sanction.telegram_id or 0
    if removes and await end_mutes_before_removal(session, group.id, person, now=now) is not None:
        return False
    if sanction.kind == SanctionKind.HIDE:
        case.state = CaseState.HIDDEN
    return await request_sanction(session, sanction, case, group, now=now)


def _worth_retrying(sanction: Sanction, case: ModerationCase, now: datetime) -> bool:
    kind = SanctionKind(sanction.kind)
    hidden = kind is SanctionKind.HIDE
    if hidden and (case.state != CaseState.OPEN or case.message_id is None):
        return False
    if hidden and not may_hide(case.body):
        return False
    return worth_retrying(kind, sanction.why, at=case.opened_at, until=sanction.until, now=now)
