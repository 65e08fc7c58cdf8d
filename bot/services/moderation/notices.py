"""Private notices to the writer of a message about what was done."""

from datetime import datetime

from bot.domain.quiet_hours import after_quiet
from bot.services.outbox import To, enqueue
from bot.texts.moderation import replies as texts
from bot.texts.sentences import Message
from db.enums import ModerationRule, OutboxClass, SanctionKind
from db.models import Group, ModerationCase, Sanction
from db.queries.clinics import clinic_by_id
from db.queries.moderation.sanctions import outbox_row
from db.queries.people import account_with_telegram_id
from db.session import UnitOfWork

BODY_QUOTED = 200
"""How much of a hidden message its writer is shown again."""
UNDO_NOTICES = {
    SanctionKind.HIDE: texts.your_message_restored,
    SanctionKind.MUTE: texts.unmuted,
    SanctionKind.REMOVE: texts.may_return,
}


async def notify_author_when_done(
    session: UnitOfWork,
    sanction: Sanction,
    case: ModerationCase,
    group: Group,
    *,
    undone: bool = False,
    now: datetime,
) -> None:
    """Sent only after Telegram has done it; if Telegram refuses, the writer hears nothing."""
    await session.flush_queued()
    row = await outbox_row(session, sanction.outbox_key)
    assert row is not None
    await notify_author(
        session,
        case,
        group,
        SanctionKind(sanction.kind),
        sanction.telegram_id,
        undone=undone,
        after=row.id,
        now=now,
    )


async def notify_author(
    session: UnitOfWork,
    case: ModerationCase,
    group: Group,
    kind: SanctionKind,
    telegram_id: int | None,
    *,
    undone: bool = False,
    after: int | None = None,
    key: str | None = None,
    now: datetime,
) -> bool:
    """False if the bot does not know the writer, or may not write to them."""
    author = await account_with_telegram_id(session, telegram_id) if telegram_id else None
    if author is None or author.unreachable_since is not None:
        return False
    clinic = await clinic_by_id(session, group.clinic_id)
    undo_notice = UNDO_NOTICES[kind](group=group.title) if undone else None
    enqueue(
        session,
        OutboxClass.MODERATION,
        To.account(author.id),
        undo_notice or _notice(kind, case, group.title, clinic.phone),
        target_outbox_id=after,
        dedup_key=key,
        not_before=after_quiet(now),
        now=now,
    )
    return True


def _notice(kind: SanctionKind, case: ModerationCase, group: str, phone: str) -> Message:
    rule = ModerationRule(case.rule) if case.rule else None
    match kind:
        case SanctionKind.WORD:
            return texts.private_word(group=group, rule=rule)
        case SanctionKind.HIDE:
            body = (case.body or "")[:BODY_QUOTED]
            return texts.hidden(case=case.id, group=group, rule=rule, body=body)
        case SanctionKind.MUTE:
            return texts.muted(case=case.id, group=group, rule=rule)
        case SanctionKind.REMOVE:
            return texts.removed(case=case.id, group=group, phone=phone)
