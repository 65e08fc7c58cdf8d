"""What the card of a case shows to those who decide."""

from datetime import datetime
from typing import Any

from bot.domain.moderation.rules import may_hide
from db.enums import SanctionKind, SanctionState
from db.models import Group, ModerationCase, Sanction
from db.queries.moderation.sanctions import has_left_group, sanctions_in_force, sanctions_of_case
from db.queries.people import account_with_telegram_id
from db.session import UnitOfWork


async def case_view(
    session: UnitOfWork, case: ModerationCase, group: Group, *, now: datetime
) -> dict[str, Any]:
    chat = str(group.chat_id or "")
    link = None
    if chat.startswith("-100") and case.message_id:
        link = f"https://t.me/c/{chat.removeprefix('-100')}/{case.message_id}"
    return {
        "case": case.id,
        "version": case.version,
        "group": group.title,
        "name": case.name,
        "body": (case.body or "")[:300],
        "known": case.body is not None,
        "rule": case.rule,
        "reports": case.reports,
        "state": case.state,
        "asked": case.asked_at is not None,
        "objected": case.objected_at is not None,
        "link": link,
        "may_hide": case.message_id is not None and may_hide(case.body),
        "author": case.telegram_id is not None,
        **_history(await sanctions_of_case(session, case.id)),
        **await _author(session, case, group, chat, now),
    }


def _history(sanctions: list[Sanction]) -> dict[str, Any]:
    standing = [one for one in sanctions if one.revoked_at is None]
    return {
        "not_done": [one.kind for one in standing if one.state == SanctionState.REFUSED],
        "not_undone": [one.kind for one in sanctions if one.state == SanctionState.STUCK],
        "reversed": any(one.kind == SanctionKind.HIDE and one.revoked_at for one in sanctions),
    }


async def _author(
    session: UnitOfWork, case: ModerationCase, group: Group, chat: str, now: datetime
) -> dict[str, Any]:
    person = case.telegram_id
    account = await account_with_telegram_id(session, person) if person else None
    removed = bool(await sanctions_in_force(session, group.id, person, SanctionKind.REMOVE, now))
    left = not removed and person is not None and await has_left_group(session, group.id, person)
    return {
        "muted": bool(await sanctions_in_force(session, group.id, person, SanctionKind.MUTE, now)),
        "removed": removed,
        "left": left,
        "may_mute": person is not None and chat.startswith("-100") and not removed and not left,
        "reachable": account is not None and account.unreachable_since is None,
    }
