"""Cases: a message to decide about, and its card for everybody who may decide."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from bot.domain.moderation.rules import REPORTS_AN_HOUR
from bot.domain.quiet_hours import after_quiet
from bot.services.audit import record_action
from bot.services.moderation.view import case_view
from bot.services.outbox import To, enqueue
from bot.texts.moderation.cards import case_card
from bot.texts.sentences import Message
from db.enums import CaseState, ModerationRule, OutboxClass, OutboxStatus
from db.models import Group, ModerationCase, ModerationReport, Outbox
from db.queries.groups import leaders_of
from db.queries.moderation.cases import (
    case_card_rows,
    case_of_message,
    has_reported,
    report_count_since,
)
from db.queries.people import account_with_telegram_id, staff_accounts
from db.session import UnitOfWork

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class GroupMessage:
    """A message in a group, as far as the bot knows it."""

    message_id: int | None
    telegram_id: int | None = None
    name: str | None = None
    body: str | None = None
    """None if unknown, empty if the message has no words."""
    media: dict[str, Any] | None = None


async def open_case(
    session: UnitOfWork,
    group: Group,
    message: GroupMessage,
    *,
    rule: ModerationRule | None = None,
    now: datetime,
) -> ModerationCase:
    """The case of the message. A second finding or report belongs to the same case."""
    case = (
        await case_of_message(session, group.id, message.message_id) if message.message_id else None
    )
    if case is None:
        case = await _new_case(session, group, message, rule, now)
    if message.body is not None:
        case.body, case.media = message.body, message.media
        case.telegram_id, case.name = message.telegram_id, message.name and message.name[:140]
    case.rule = case.rule or rule
    return case


async def _new_case(
    session: UnitOfWork,
    group: Group,
    message: GroupMessage,
    rule: ModerationRule | None,
    now: datetime,
) -> ModerationCase:
    case = ModerationCase(
        group_id=group.id,
        message_id=message.message_id,
        telegram_id=message.telegram_id,
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
        raced = await case_of_message(session, group.id, message.message_id or 0)
        assert raced is not None
        return raced
    record_action(session, "case", ("case", case.id), detail=rule, now=now)
    return case


async def report_message(
    session: UnitOfWork, group: Group, message: GroupMessage, account_id: int, *, now: datetime
) -> ModerationCase | None:
    """None if this person reported too often within an hour. A second report counts once."""
    if await report_count_since(session, account_id, now - HOUR) >= REPORTS_AN_HOUR:
        return None
    case = await open_case(session, group, message, now=now)
    if await has_reported(session, case.id, account_id):
        return case
    session.add(ModerationReport(case_id=case.id, account_id=account_id, at=now))
    case.reports += 1
    case.version += 1
    if case.state == CaseState.CLOSED:
        case.state = CaseState.OPEN
    await session.flush()
    # Without the reporter: a leader may read the audit log.
    record_action(session, "report", ("case", case.id), now=now)
    await show_case_cards(session, case, group, now=now)
    return case


async def show_case_cards(
    session: UnitOfWork, case: ModerationCase, group: Group, *, now: datetime
) -> None:
    """One card for everybody who may decide; a card already sent is edited instead."""
    await session.flush_queued()
    view = await case_view(session, case, group, now=now)
    staff = await staff_accounts(session, group.clinic_id)
    shown = {row.dest_id: row for row in await case_card_rows(session, case.id)}
    for row in shown.values():
        card = case_card(case=view, staff=row.dest_id in staff)
        await _update_card(session, row, card, now=now)
    for account_id in await deciders_of_case(session, case, group):
        if account_id not in shown:
            enqueue(
                session,
                OutboxClass.MODERATION,
                To.manager(account_id, group),
                case_card(case=view, staff=account_id in staff),
                dedup_key=f"case:{case.id}:{account_id}",
                not_before=after_quiet(now),
                now=now,
            )


async def _update_card(session: UnitOfWork, row: Outbox, card: Message, *, now: datetime) -> None:
    """Change a card that was not sent yet in the outbox; edit one that was."""
    changed = await session.execute(
        update(Outbox)
        .where(Outbox.id == row.id, Outbox.status == OutboxStatus.PENDING, Outbox.tries == 0)
        .values(params=card.params)
        .returning(Outbox.id)
    )
    if changed.first() is None:
        enqueue(
            session,
            OutboxClass.MODERATION,
            To.again(row),
            card,
            method="edit",
            target_outbox_id=row.id,
            now=now,
        )


async def deciders_of_case(session: UnitOfWork, case: ModerationCase, group: Group) -> list[int]:
    """The leaders except the writer.

    Staff too if there is no leader, a leader wrote it, the clinic was asked or the writer objected.
    """
    author = await account_with_telegram_id(session, case.telegram_id) if case.telegram_id else None
    leaders = await leaders_of(session, group.id)
    others = [one for one in leaders if author is None or one != author.id]
    among_leaders = case.objected_at is None and case.asked_at is None
    if others and among_leaders and len(others) == len(leaders):
        return others
    staff = await staff_accounts(session, group.clinic_id)
    return [*others, *(one for one in staff if one not in others)]
