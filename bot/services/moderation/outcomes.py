"""What Telegram said to a decision: done, or refused; and when it is asked again."""

from collections.abc import AsyncIterator
from datetime import datetime

from bot.domain.moderation import may_hide
from bot.domain.moderation.sanctions import GONE, IS_ADMIN, NO_RIGHT, answered, may, worth_again
from bot.domain.schedule import after_quiet
from bot.services.audit import note
from bot.services.moderation.cases import deciders, show_cards
from bot.services.moderation.sanctions import order, supersede, undo
from bot.services.onboarding.members import leave_group
from bot.services.outbox import To, enqueue
from db.enums import CaseState, OutboxClass, OutboxStatus, SanctionKind, SanctionState
from db.models import Group, HouseCase, Outbox, Sanction, Staff
from db.queries.groups import membership
from db.queries.moderation.cases import locked_case
from db.queries.moderation.sanctions import answered_deeds, deed_row, fresh, to_heal
from db.queries.people import account_of
from db.session import Unit

NEWS = (SanctionState.REFUSED, SanctionState.STUCK)


Found = tuple[Sanction, HouseCase, Group]


async def each(session: Unit, pairs: list[tuple[int, int]]) -> AsyncIterator[Found]:
    """The case is locked first, as by everybody who decides; then the rest is read anew."""
    for sanction_id, case_id in pairs:
        case = await locked_case(session, case_id)
        assert case is not None
        sanction = await fresh(session, sanction_id)
        yield sanction, case, await session.get_one(Group, case.group_id)


async def hear(session: Unit, case_id: int, *, now: datetime) -> None:
    """Look for deeds whose message has left, or never will."""
    async for sanction, case, group in each(session, await answered_deeds(session, case_id)):
        await hear_of(session, sanction, case, group, now=now)


async def hear_of(
    session: Unit, sanction: Sanction, case: HouseCase, group: Group, *, now: datetime
) -> None:
    row = await deed_row(session, sanction.deed_key) if sanction.deed_key else None
    if row is not None and row.status not in (OutboxStatus.PENDING, OutboxStatus.SENDING):
        await _heard(session, sanction, case, group, row, now=now)


async def _heard(
    session: Unit, sanction: Sanction, case: HouseCase, group: Group, row: Outbox, *, now: datetime
) -> None:
    kind, before = SanctionKind(sanction.kind), SanctionState(sanction.state)
    after = answered(kind, before, OutboxStatus(row.status), row.last_code)
    sanction.state, sanction.deed_key = after, None
    sanction.why = (row.last_code or row.status) if after in NEWS else None
    note(session, f"{kind}_{after}", ("case", case.id), detail=sanction.why, now=now)
    if kind is SanctionKind.REMOVE and after is SanctionState.DONE:
        await ends_membership(session, sanction, group, now=now)
    if kind is SanctionKind.HIDE:
        _place(sanction, case, row, before)
    if after in NEWS:
        await _tell_not_done(session, sanction, case, group, now=now)
    if after in NEWS or row.last_code == GONE:
        await show_again(session, case, group, now=now)


def _place(sanction: Sanction, case: HouseCase, row: Outbox, before: SanctionState) -> None:
    """Where the message stands now, after it was hidden or shown again."""
    if before is SanctionState.UNDOING:
        case.message_id = row.sent_message_id or case.message_id
    elif sanction.state == SanctionState.OVER:
        case.state = CaseState.CLOSED  # it was not there any more; nothing is to be shown again
    elif sanction.state == SanctionState.REFUSED and case.state == CaseState.HIDDEN:
        case.state = CaseState.OPEN


async def ends_membership(
    session: Unit, sanction: Sanction, group: Group, *, now: datetime
) -> None:
    account = await account_of(session, sanction.telegram_id or 0)
    if account is not None and await membership(session, group.id, account.id) is not None:
        await leave_group(session, group.id, account.id, now=now)


async def show_again(session: Unit, case: HouseCase, group: Group, *, now: datetime) -> None:
    case.version += 1
    await session.flush()
    await show_cards(session, case, group, now=now)


async def _tell_not_done(
    session: Unit, sanction: Sanction, case: HouseCase, group: Group, *, now: datetime
) -> None:
    """Who decided is told what to do by hand; for what the bot did itself, whoever decides."""
    undoing = sanction.state == SanctionState.STUCK
    people = None if undoing else await _who(session, sanction)
    for account_id in people or await deciders(session, case, group):
        enqueue(
            session,
            OutboxClass.MODERATION,
            To.account(account_id),
            "moderation.not_done",
            {"kind": sanction.kind, "undo": undoing, "why": sanction.why, "group": group.title},
            not_before=now if people else after_quiet(now),
            now=now,
        )


async def _who(session: Unit, sanction: Sanction) -> list[int]:
    kind, actor_id = sanction.actor_kind, sanction.actor_id
    if kind == "staff" and actor_id is not None:
        account_id = (await session.get_one(Staff, actor_id)).account_id
        return [account_id] if account_id is not None else []
    return [actor_id] if kind == "account" and actor_id is not None else []


async def heal(
    session: Unit, group: Group, *, telegram_id: int | None = None, now: datetime
) -> None:
    """A right is back, or somebody is no administrator any more (`telegram_id`)."""
    whys = NO_RIGHT if telegram_id is None else {IS_ADMIN}
    pairs = await to_heal(session, group.id, whys, telegram_id)
    async for sanction, case, _ in each(session, pairs):
        if sanction.state not in NEWS or not may(SanctionKind(sanction.kind), group.rights):
            continue
        if sanction.state == SanctionState.STUCK:
            await undo(session, sanction, case, group, now=now)
        elif not await _done_again(session, sanction, case, group, now=now):
            continue
        note(session, "again", ("case", case.id), detail=sanction.kind, now=now)
        await show_again(session, case, group, now=now)


async def _done_again(
    session: Unit, sanction: Sanction, case: HouseCase, group: Group, *, now: datetime
) -> bool:
    if not _worth(sanction, case, now):
        return False
    removes, person = sanction.kind == SanctionKind.REMOVE, sanction.telegram_id or 0
    if removes and await supersede(session, group.id, person, now=now) is not None:
        return False
    if sanction.kind == SanctionKind.HIDE:
        case.state = CaseState.HIDDEN
    return await order(session, sanction, case, group, now=now)


def _worth(sanction: Sanction, case: HouseCase, now: datetime) -> bool:
    kind = SanctionKind(sanction.kind)
    hidden = kind is SanctionKind.HIDE
    if hidden and (case.state != CaseState.OPEN or case.message_id is None):
        return False
    if hidden and not may_hide(case.body):
        return False
    return worth_again(kind, sanction.why, at=case.opened_at, until=sanction.until, now=now)
