"""Messages of theirs in a group that somebody minded: what they wrote is forgotten."""

from datetime import datetime

from sqlalchemy import delete, select

from bot.services.moderation.cases import show_cards
from db.enums import AlertKind, AlertStatus, CaseState
from db.models import Account, Alert, Group, HouseCase, HouseReport
from db.session import Unit


async def forget_messages(session: Unit, account_id: int, *, now: datetime) -> set[str]:
    """Who wrote it stays known while a leader may have to undo something. Returns what is gone."""
    account = await session.get_one(Account, account_id)
    cases = await session.scalars(
        select(HouseCase)
        .where(HouseCase.telegram_id == account.telegram_id)
        .order_by(HouseCase.id)
        .with_for_update()
    )
    gone: set[str] = set()
    for case in list(cases):
        gone |= _words(case)
        if case.body:
            await _forget_question(session, case.group_id, case.body)
        case.name = case.body = case.media = None
        if case.state == CaseState.OPEN:
            case.version += 1
            await session.flush()
            group = await session.get_one(Group, case.group_id)
            await show_cards(session, case, group, now=now)
    await session.execute(delete(HouseReport).where(HouseReport.account_id == account_id))
    return gone


def _words(case: HouseCase) -> set[str]:
    """As cards and messages carry them."""
    files = [value for value in (case.media or {}).values() if isinstance(value, str)]
    return {case.body, case.body[:300], *files} if case.body else set(files)


async def _forget_question(session: Unit, group_id: int, body: str) -> None:
    """A leader may have asked the clinic about it; the lines of others stay."""
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
            alert.forget_when_closed = True
            continue
        lines = [line for line in alert.evidence.splitlines() if words not in line]
        alert.evidence = "\n".join(lines)
