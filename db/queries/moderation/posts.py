"""What the bot posts in groups by itself: welcomes, rules, answers to false claims."""

from datetime import datetime, timedelta

from sqlalchemy import exists, func, select

from db.enums import OutboxStatus
from db.models import ClaimAnswerApproval, Group, Outbox
from db.session import UnitOfWork


async def stale_welcomes(
    session: UnitOfWork, template: str, now: datetime, after: timedelta
) -> list[Outbox]:
    """Welcomes older than `after` that Telegram still lets the bot delete."""
    removed = (
        select(Outbox.id)
        .where(Outbox.method == "delete")
        .with_only_columns(Outbox.target_outbox_id)
    )
    rows = await session.scalars(
        select(Outbox).where(
            Outbox.template == template,
            Outbox.method == "send",
            Outbox.status == OutboxStatus.SENT,
            Outbox.done_at <= now - after,
            Outbox.done_at > now - timedelta(hours=46),
            Outbox.id.not_in(removed.where(Outbox.target_outbox_id.is_not(None))),
        )
    )
    return list(rows)


async def unpinned_rules(session: UnitOfWork, template: str) -> list[tuple[Outbox, Group]]:
    """The newest rules posted in each group, if they were not yet pinned in its current chat."""
    newest = (
        select(func.max(Outbox.id))
        .where(Outbox.template == template, Outbox.dest_kind == "group")
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


async def claim_answer_is_approved(session: UnitOfWork, clinic_id: int, answer: str) -> bool:
    found = exists().where(
        ClaimAnswerApproval.clinic_id == clinic_id, ClaimAnswerApproval.answer == answer
    )
    return bool(await session.scalar(select(found)))


async def approved_claim_answers(session: UnitOfWork, clinic_id: int) -> set[str]:
    return set(
        await session.scalars(
            select(ClaimAnswerApproval.answer).where(ClaimAnswerApproval.clinic_id == clinic_id)
        )
    )
