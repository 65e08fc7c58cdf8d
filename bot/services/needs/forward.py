"""Forward a need, answer, promise or solve it. The group is told of each step."""

from datetime import date, datetime, time, timedelta

from bot.domain.needs import NeedStep
from bot.domain.schedule import instant, local_day
from bot.services.audit import record_action
from bot.services.needs.need import advance_need, need_for_step
from bot.services.needs.notices import ask_if_promise_was_kept, post_need_step, send_need_card
from bot.services.slots import take_slot
from db.models import Group, Need
from db.queries.groups import leaders_of
from db.queries.needs import accounts_that_answer_needs, needs_with_ended_promise
from db.session import UnitOfWork


async def take_need_step(
    session: UnitOfWork,
    account_id: int,
    need_id: int,
    version: int,
    step: NeedStep,
    *,
    recipient: str | None = None,
    answer: str | None = None,
    days: int | None = None,
    now: datetime,
) -> Need:
    """Take one step with a need that has its sentence.

    `recipient` is whom the leader tells personally; None means the clinic. A promise ends in
    `days`.

    Raises:
        NeedRefused
    """
    access = await need_for_step(session, account_id, need_id, version, step)
    need, group = access.need, access.group
    advance_need(need, step)
    _write(need, step, recipient=recipient, answer=answer, days=days, now=now)
    await session.flush()
    actor = ("account", account_id)
    record_action(session, f"need_{step.value}", ("need", need.id), actor=actor, now=now)
    await post_need_step(session, need, group, now=now)
    for reader in await _recipients(session, need, group, step):
        if reader != account_id:
            await send_need_card(session, need, group, reader, now=now)
    return need


async def ask_about_promises(session: UnitOfWork, clinic_id: int, *, now: datetime) -> int:
    """Ask the leaders whether an ended promise was kept; once for each promise."""
    asked = 0
    for need_id in await needs_with_ended_promise(session, clinic_id, local_day(now)):
        need = await session.get_one(Need, need_id)
        assert need.promised_until is not None
        due = instant(need.promised_until + timedelta(days=1), time())
        if not await take_slot(session, "need_promise", str(need_id), due, now=now):
            continue
        group = await session.get_one(Group, need.group_id)
        for leader in await leaders_of(session, group.id):
            ask_if_promise_was_kept(session, need, leader, now=now)
        asked += 1
    return asked


def _write(
    need: Need,
    step: NeedStep,
    *,
    recipient: str | None,
    answer: str | None,
    days: int | None,
    now: datetime,
) -> None:
    need.promised_until = _day(now, days) if step is NeedStep.PROMISE else None
    match step:
        case NeedStep.SEND:
            need.sent_to, need.sent_at = recipient, now
        case NeedStep.ANSWER:
            need.answer, need.answered_at = answer, now
        case NeedStep.SOLVE:
            need.solved_at = now
        case NeedStep.REOPEN:
            need.solved_at = None


def _day(now: datetime, days: int | None) -> date | None:
    return local_day(now) + timedelta(days=days) if days else None


async def _recipients(session: UnitOfWork, need: Need, group: Group, step: NeedStep) -> list[int]:
    """The clinic gets what is sent to it; the leaders get the result."""
    if step in (NeedStep.SEND, NeedStep.REOPEN):
        return [] if need.sent_to else await accounts_that_answer_needs(session, group.clinic_id)
    return await leaders_of(session, group.id)
