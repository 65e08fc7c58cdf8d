"""Private notices to the writer of a message about what was done."""

from datetime import datetime

from bot.domain.quiet_hours import after_quiet
from bot.services.outbox import To, enqueue
from db.enums import OutboxClass
from db.models import Group, ModerationCase, Sanction
from db.queries.clinics import clinic_by_id
from db.queries.moderation.sanctions import outbox_row
from db.queries.people import account_with_telegram_id
from db.session import UnitOfWork


async def notify_author_when_done(
    session: UnitOfWork,
    sanction: Sanction,
    case: ModerationCase,
    group: Group,
    template: str,
    *,
    now: datetime,
) -> None:
    """Sent only after Telegram has done it; if Telegram refuses, the writer hears nothing."""
    await session.flush_queued()
    row = await outbox_row(session, sanction.outbox_key)
    assert row is not None
    await notify_author(session, case, group, template, sanction.telegram_id, after=row.id, now=now)


async def notify_author(
    session: UnitOfWork,
    case: ModerationCase,
    group: Group,
    template: str,
    telegram_id: int | None,
    *,
    after: int | None = None,
    key: str | None = None,
    now: datetime,
) -> bool:
    """False if the bot does not know the writer, or may not write to them."""
    author = await account_with_telegram_id(session, telegram_id) if telegram_id else None
    if author is None or author.unreachable_since is not None:
        return False
    clinic = await clinic_by_id(session, group.clinic_id)
    params = {
        "case": case.id,
        "group": group.title,
        "rule": case.rule,
        "body": (case.body or "")[:200],
        "phone": clinic.phone,
    }
    enqueue(
        session,
        OutboxClass.MODERATION,
        To.account(author.id),
        template,
        params,
        target_outbox_id=after,
        dedup_key=key,
        not_before=after_quiet(now),
        now=now,
    )
    return True
