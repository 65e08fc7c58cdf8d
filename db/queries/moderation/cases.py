"""Cases of moderation, the reports that led to them, and the cards that show them."""

from datetime import datetime

from sqlalchemy import exists, func, null, or_, select, update

from db.enums import CaseState, OutboxStatus
from db.models import ModerationCase, ModerationReport, Outbox
from db.session import UnitOfWork


async def case_of_message(
    session: UnitOfWork, group_id: int, message_id: int
) -> ModerationCase | None:
    """Locked, since whoever looks for it is about to decide or to report."""
    found: ModerationCase | None = await session.scalar(
        select(ModerationCase)
        .where(ModerationCase.group_id == group_id, ModerationCase.message_id == message_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return found


async def locked_case(session: UnitOfWork, case_id: int) -> ModerationCase | None:
    found: ModerationCase | None = await session.scalar(
        select(ModerationCase)
        .where(ModerationCase.id == case_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return found


async def report_count_since(session: UnitOfWork, account_id: int, since: datetime) -> int:
    found: int | None = await session.scalar(
        select(func.count()).where(
            ModerationReport.account_id == account_id, ModerationReport.at > since
        )
    )
    return found or 0


async def has_reported(session: UnitOfWork, case_id: int, account_id: int) -> bool:
    found = exists().where(
        ModerationReport.case_id == case_id, ModerationReport.account_id == account_id
    )
    return bool(await session.scalar(select(found)))


async def case_card_rows(session: UnitOfWork, case_id: int) -> list[Outbox]:
    """The case's cards, one for each person who may decide, sent or still to be sent."""
    rows = await session.scalars(
        select(Outbox).where(
            Outbox.dedup_key.like(f"case:{case_id}:%"),
            Outbox.status.in_((OutboxStatus.PENDING, OutboxStatus.SENDING, OutboxStatus.SENT)),
        )
    )
    return list(rows)


async def open_case_count(session: UnitOfWork, group_id: int) -> int:
    found: int | None = await session.scalar(
        select(func.count()).where(
            ModerationCase.group_id == group_id, ModerationCase.state == CaseState.OPEN
        )
    )
    return found or 0


async def redact_old_cases(session: UnitOfWork, before: datetime) -> None:
    """The words and the writer are kept only while somebody may still object."""
    telegram_id, name, body = (
        ModerationCase.telegram_id,
        ModerationCase.name,
        ModerationCase.body,
    )
    await session.execute(
        update(ModerationCase)
        .where(
            ModerationCase.opened_at < before,
            or_(*(column.is_not(None) for column in (telegram_id, name, body))),
        )
        .values(telegram_id=None, name=None, body=None, media=null())
    )
