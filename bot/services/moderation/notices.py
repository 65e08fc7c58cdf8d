"""What the writer of a message hears in private of what is done about it."""

from datetime import datetime

from bot.domain.schedule import after_quiet
from bot.services.outbox import To, enqueue
from db.enums import OutboxClass
from db.models import Group, HouseCase, Sanction
from db.queries.clinics import clinic_by_id
from db.queries.moderation.sanctions import deed_row
from db.queries.people import account_of
from db.session import Unit


async def tell_after(
    session: Unit,
    sanction: Sanction,
    case: HouseCase,
    group: Group,
    template: str,
    *,
    now: datetime,
) -> None:
    """The writer hears of it once it is done; what is not done is not told."""
    await session.flush_deferred()
    row = await deed_row(session, sanction.deed_key)
    assert row is not None
    await tell_author(session, case, group, template, sanction.telegram_id, after=row.id, now=now)


async def tell_author(
    session: Unit,
    case: HouseCase,
    group: Group,
    template: str,
    telegram_id: int | None,
    *,
    after: int | None = None,
    key: str | None = None,
    now: datetime,
) -> bool:
    """False: the bot has never talked with them, or may not write to them."""
    author = await account_of(session, telegram_id) if telegram_id else None
    if author is None or author.unreachable_since is not None:
        return False
    clinic = await clinic_by_id(session, group.clinic_id)
    said = {
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
        said,
        target_outbox_id=after,
        dedup_key=key,
        not_before=after_quiet(now),
        now=now,
    )
    return True
