"""Cases: a message that somebody minded, and the one card of it that whoever decides is shown."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from bot.domain.moderation import REPORTS_AN_HOUR
from bot.domain.schedule import after_quiet
from bot.services.audit import note
from bot.services.moderation.view import shown_case
from bot.services.outbox import To, enqueue
from db.enums import CaseState, HouseRule, OutboxClass, OutboxStatus
from db.models import Group, HouseCase, HouseReport, Outbox
from db.queries.groups import leaders_of
from db.queries.moderation.cases import card_rows, case_of, has_reported, reports_since
from db.queries.people import account_of, staff_accounts
from db.session import Unit

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Said:
    """A message of a group, as far as it is known."""

    message_id: int | None
    telegram_id: int | None = None
    name: str | None = None
    body: str | None = None
    """None: unknown. Empty: something without words."""
    media: dict[str, Any] | None = None


async def open_case(
    session: Unit, group: Group, said: Said, *, rule: HouseRule | None = None, now: datetime
) -> HouseCase:
    """The message's case; a second finding or report of it is the same one."""
    case = await case_of(session, group.id, said.message_id) if said.message_id else None
    if case is None:
        case = await _made(session, group, said, rule, now)
    if said.body is not None:
        case.body, case.media = said.body, said.media
        case.telegram_id, case.name = said.telegram_id, said.name and said.name[:140]
    case.rule = case.rule or rule
    return case


async def _made(
    session: Unit, group: Group, said: Said, rule: HouseRule | None, now: datetime
) -> HouseCase:
    case = HouseCase(
        group_id=group.id,
        message_id=said.message_id,
        telegram_id=said.telegram_id,
        rule=rule,
        reports=0,
        version=1,
        state=CaseState.OPEN,
        opened_at=now,
    )
    try:
        async with session.begin_nested():
            session.add(case)
            await session.flush()
    except IntegrityError:
        raced = await case_of(session, group.id, said.message_id or 0)
        assert raced is not None
        return raced
    note(session, "case", ("case", case.id), detail=rule, now=now)
    return case


async def report(
    session: Unit, group: Group, said: Said, account_id: int, *, now: datetime
) -> HouseCase | None:
    """None: this person reported too much for an hour. Reported twice is reported once."""
    if await reports_since(session, account_id, now - HOUR) >= REPORTS_AN_HOUR:
        return None
    case = await open_case(session, group, said, now=now)
    if await has_reported(session, case.id, account_id):
        return case
    session.add(HouseReport(case_id=case.id, account_id=account_id, at=now))
    case.reports += 1
    case.version += 1
    if case.state == CaseState.CLOSED:
        case.state = CaseState.OPEN
    await session.flush()
    note(session, "report", ("case", case.id), now=now)  # not by whom: a leader may read this
    await show_cards(session, case, group, now=now)
    return case


async def show_cards(session: Unit, case: HouseCase, group: Group, *, now: datetime) -> None:
    """One card to each who decides; the card that is there already changes instead."""
    await session.flush_deferred()
    params = await shown_case(session, case, group, now=now)
    staff = await staff_accounts(session, group.clinic_id)
    shown = {row.dest_id: row for row in await card_rows(session, case.id)}
    for row in shown.values():
        await _change(session, row, {**params, "staff": row.dest_id in staff}, now=now)
    for account_id in await deciders(session, case, group):
        if account_id not in shown:
            enqueue(
                session,
                OutboxClass.MODERATION,
                To.account(account_id),
                "moderation.card",
                {**params, "staff": account_id in staff},
                dedup_key=f"case:{case.id}:{account_id}",
                not_before=after_quiet(now),
                now=now,
            )


async def _change(session: Unit, row: Outbox, params: dict[str, Any], *, now: datetime) -> None:
    """A card that has not left yet leaves as it is now."""
    waiting = await session.execute(
        update(Outbox)
        .where(Outbox.id == row.id, Outbox.status == OutboxStatus.PENDING, Outbox.tries == 0)
        .values(params=params)
        .returning(Outbox.id)
    )
    if waiting.first() is None:
        enqueue(
            session,
            OutboxClass.MODERATION,
            To.account(row.dest_id),
            "moderation.card",
            params,
            method="edit",
            target_outbox_id=row.id,
            now=now,
        )


async def deciders(session: Unit, case: HouseCase, group: Group) -> list[int]:
    """Its leaders, without who wrote it; the clinic where there are none, or where it is asked."""
    author = await account_of(session, case.telegram_id) if case.telegram_id else None
    leaders = await leaders_of(session, group.id)
    others = [one for one in leaders if author is None or one != author.id]
    among_leaders = case.objected_at is None and case.asked_at is None
    if others and among_leaders and len(others) == len(leaders):
        return others
    staff = await staff_accounts(session, group.clinic_id)
    return [*others, *(one for one in staff if one not in others)]
