"""Carried to who can act, answered, promised, solved: each step comes back to the group."""

from datetime import date, datetime, time, timedelta

from bot.domain.needs import Step
from bot.domain.schedule import instant, local_day
from bot.services.audit import note
from bot.services.needs.need import moved, to_change
from bot.services.needs.notices import send_card, tell_group
from bot.services.slots import take_slot
from db.models import Group, Need
from db.queries.groups import leaders_of
from db.queries.needs import promises_due, who_answers
from db.session import Unit


async def carry(
    session: Unit,
    account_id: int,
    need_id: int,
    version: int,
    step: Step,
    *,
    to: str | None = None,
    answer: str | None = None,
    days: int | None = None,
    now: datetime,
) -> Need:
    """Take one step with a need the group has spoken of.

    `to` names who it is carried to by hand; None: the clinic. `days` from now a promise ends.

    Raises:
        NeedRefused
    """
    seen = await to_change(session, account_id, need_id, version, step)
    need, group = seen.need, seen.group
    moved(need, step)
    _write(need, step, to=to, answer=answer, days=days, now=now)
    await session.flush()
    actor = ("account", account_id)
    note(session, f"need_{step.value}", ("need", need.id), actor=actor, now=now)
    await tell_group(session, need, group, now=now)
    for reader in await _concerned(session, need, group, step):
        if reader != account_id:
            await send_card(session, need, group, reader, now=now)
    return need


async def remind_of_promises(session: Unit, *, now: datetime) -> int:
    """Ask the leaders whether what was promised came; once for each promise."""
    asked = 0
    for need_id in await promises_due(session, local_day(now)):
        need = await session.get_one(Need, need_id)
        assert need.promised_until is not None
        due = instant(need.promised_until + timedelta(days=1), time())
        if not await take_slot(session, "need_promise", str(need_id), due, now=now):
            continue
        group = await session.get_one(Group, need.group_id)
        for leader in await leaders_of(session, group.id):
            await send_card(session, need, group, leader, template="needs.promise_over", now=now)
        asked += 1
    return asked


def _write(
    need: Need,
    step: Step,
    *,
    to: str | None,
    answer: str | None,
    days: int | None,
    now: datetime,
) -> None:
    need.promised_until = _day(now, days) if step is Step.PROMISE else None
    match step:
        case Step.SEND:
            need.sent_to, need.sent_at = to, now
        case Step.ANSWER:
            need.answer, need.answered_at = answer, now
        case Step.SOLVE:
            need.solved_at = now
        case Step.REOPEN:
            need.solved_at = None


def _day(now: datetime, days: int | None) -> date | None:
    return local_day(now) + timedelta(days=days) if days else None


async def _concerned(session: Unit, need: Need, group: Group, step: Step) -> list[int]:
    """The clinic hears what is sent to it; the leaders hear what came of it."""
    if step in (Step.SEND, Step.REOPEN):
        return [] if need.sent_to else await who_answers(session, group.clinic_id)
    return await leaders_of(session, group.id)
