"""Erases a person's words from moderation cases, and the reports they made."""

from datetime import datetime

from sqlalchemy import delete, select

from bot.services.moderation.cases import show_case_cards
from bot.services.moderation.notices import BODY_QUOTED
from bot.services.moderation.view import BODY_SHOWN
from db.enums import AlertKind, AlertStatus, CaseState
from db.models import Account, Alert, Group, ModerationCase, ModerationReport
from db.session import UnitOfWork


async def erase_group_messages(session: UnitOfWork, account_id: int, *, now: datetime) -> set[str]:
    """Keeps the writer's Telegram id, since a sanction may have to be undone.

    Returns the words and Telegram file ids that were erased.
    """
    account = await session.get_one(Account, account_id)
    cases = await session.scalars(
        select(ModerationCase)
        .where(ModerationCase.telegram_id == account.telegram_id)
        .order_by(ModerationCase.id)
        .with_for_update()
    )
    erased: set[str] = set()
    for case in list(cases):
        erased |= _words(case)
        if case.body:
            await _erase_clinic_question(session, case.group_id, case.body)
        case.name = case.body = case.media = None
        if case.state == CaseState.OPEN:
            case.version += 1
            await session.flush()
            group = await session.get_one(Group, case.group_id)
            await show_case_cards(session, case, group, now=now)
    await session.execute(delete(ModerationReport).where(ModerationReport.account_id == account_id))
    return erased


def _words(case: ModerationCase) -> set[str]:
    """As cards and messages carry them: whole, and shortened."""
    files = [value for value in (case.media or {}).values() if isinstance(value, str)]
    if case.body is None:
        return set(files)
    return {case.body, case.body[:BODY_SHOWN], case.body[:BODY_QUOTED], *files}


async def _erase_clinic_question(session: UnitOfWork, group_id: int, body: str) -> None:
    """A leader may have asked the clinic about the message; lines by others stay."""
    words = " ".join(body.split())
    found = await session.scalars(
        select(Alert).where(
            Alert.group_id == group_id,
            Alert.kind == AlertKind.QUESTION,
            Alert.evidence.contains(words, autoescape=True),
        )
    )
    for alert in list(found):
        if alert.status != AlertStatus.RESOLVED:
            alert.erase_when_closed = True
            continue
        lines = [line for line in alert.evidence.splitlines() if words not in line]
        alert.evidence = "\n".join(lines)
