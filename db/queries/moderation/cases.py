"""Keeping it kind: cases, reports, sanctions, approved cards, and who waits at the door."""

from datetime import datetime, timedelta

from sqlalchemy import exists, func, select, update

from db.enums import CaseState, OutboxStatus
from db.models import (
    CardApproval,
    Group,
    HouseCase,
    HouseReport,
    JoinRequest,
    Outbox,
)
from db.session import Unit


async def case_of(session: Unit, group_id: int, message_id: int) -> HouseCase | None:
    """Locked: whoever looks for it is about to decide or to report."""
    found: HouseCase | None = await session.scalar(
        select(HouseCase)
        .where(HouseCase.group_id == group_id, HouseCase.message_id == message_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return found


async def locked_case(session: Unit, case_id: int) -> HouseCase | None:
    found: HouseCase | None = await session.scalar(
        select(HouseCase)
        .where(HouseCase.id == case_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return found


async def reports_since(session: Unit, account_id: int, since: datetime) -> int:
    found: int | None = await session.scalar(
        select(func.count()).where(HouseReport.account_id == account_id, HouseReport.at > since)
    )
    return found or 0


async def has_reported(session: Unit, case_id: int, account_id: int) -> bool:
    found = exists().where(HouseReport.case_id == case_id, HouseReport.account_id == account_id)
    return bool(await session.scalar(select(found)))


async def card_rows(session: Unit, case_id: int) -> list[Outbox]:
    """The case's cards, one to each person who may decide, sent or on their way."""
    rows = await session.scalars(
        select(Outbox).where(
            Outbox.dedup_key.like(f"case:{case_id}:%"),
            Outbox.status.in_((OutboxStatus.PENDING, OutboxStatus.SENDING, OutboxStatus.SENT)),
        )
    )
    return list(rows)


async def card_is_approved(session: Unit, clinic_id: int, card: str) -> bool:
    found = exists().where(CardApproval.clinic_id == clinic_id, CardApproval.card == card)
    return bool(await session.scalar(select(found)))


async def approved_cards(session: Unit, clinic_id: int) -> set[str]:
    return set(
        await session.scalars(select(CardApproval.card).where(CardApproval.clinic_id == clinic_id))
    )


async def open_cases(session: Unit, group_id: int) -> int:
    found: int | None = await session.scalar(
        select(func.count()).where(
            HouseCase.group_id == group_id, HouseCase.state == CaseState.OPEN
        )
    )
    return found or 0


async def open_requests(session: Unit, group_id: int) -> int:
    found: int | None = await session.scalar(
        select(func.count()).where(
            JoinRequest.group_id == group_id, JoinRequest.decided_at.is_(None)
        )
    )
    return found or 0


async def open_request(session: Unit, group_id: int, account_id: int) -> JoinRequest | None:
    found: JoinRequest | None = await session.scalar(
        select(JoinRequest).where(
            JoinRequest.group_id == group_id,
            JoinRequest.account_id == account_id,
            JoinRequest.decided_at.is_(None),
        )
    )
    return found


async def requests_of(session: Unit, account_id: int) -> list[JoinRequest]:
    rows = await session.scalars(
        select(JoinRequest).where(
            JoinRequest.account_id == account_id, JoinRequest.decided_at.is_(None)
        )
    )
    return list(rows)


async def locked_request(session: Unit, request_id: int) -> JoinRequest | None:
    found: JoinRequest | None = await session.scalar(
        select(JoinRequest)
        .where(JoinRequest.id == request_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return found


async def stale_welcomes(session: Unit, now: datetime, after: timedelta) -> list[Outbox]:
    """Welcomes that have stood long enough, and can still be deleted."""
    removed = (
        select(Outbox.id)
        .where(Outbox.method == "delete")
        .with_only_columns(Outbox.target_outbox_id)
    )
    rows = await session.scalars(
        select(Outbox).where(
            Outbox.template == "groups.welcome",
            Outbox.method == "send",
            Outbox.status == OutboxStatus.SENT,
            Outbox.done_at <= now - after,
            Outbox.done_at > now - timedelta(hours=46),
            Outbox.id.not_in(removed.where(Outbox.target_outbox_id.is_not(None))),
        )
    )
    return list(rows)


async def unpinned_rules(session: Unit) -> list[tuple[Outbox, Group]]:
    """The newest rules said in each group, where nobody tried to pin them in today's chat."""
    newest = (
        select(func.max(Outbox.id))
        .where(Outbox.template == "moderation.rules", Outbox.dest_kind == "group")
        .where(Outbox.status == OutboxStatus.SENT)
        .group_by(Outbox.dest_id)
    )
    pinned = select(Outbox.target_outbox_id).where(
        Outbox.method == "pin", Outbox.status != OutboxStatus.FAILED
    )
    rows = await session.execute(
        select(Outbox, Group)
        .join(Group, Group.id == Outbox.dest_id)
        .where(
            Outbox.id.in_(newest),
            Outbox.id.not_in(pinned.where(Outbox.target_outbox_id.is_not(None))),
            Outbox.sent_chat_id == Group.chat_id,
        )
    )
    return [(row, group) for row, group in rows]


async def forget_old_cases(session: Unit, before: datetime) -> None:
    """What was written and by whom is kept only while somebody may still object."""
    await session.execute(
        update(HouseCase)
        .where(HouseCase.opened_at < before, HouseCase.telegram_id.is_not(None))
        .values(telegram_id=None, name=None, body=None, media=None)
    )
