"""What the card of a case shows to those who decide."""

from datetime import datetime

from bot.domain.moderation.rules import may_hide
from bot.texts.moderation.cards import CaseView
from db.enums import CaseState, ModerationRule, SanctionKind, SanctionState
from db.models import Group, ModerationCase
from db.queries.moderation.sanctions import has_left_group, sanctions_in_force, sanctions_of_case
from db.queries.people import account_with_telegram_id
from db.session import UnitOfWork

BODY_SHOWN = 300


async def case_view(
    session: UnitOfWork, case: ModerationCase, group: Group, *, now: datetime
) -> CaseView:
    chat, person = str(group.chat_id or ""), case.telegram_id
    supergroup = chat.startswith("-100")
    link = None
    if supergroup and case.message_id:
        link = f"https://t.me/c/{chat.removeprefix('-100')}/{case.message_id}"
    sanctions = await sanctions_of_case(session, case.id)
    standing = [one for one in sanctions if one.revoked_at is None]
    account = await account_with_telegram_id(session, person) if person else None
    muted = await sanctions_in_force(session, group.id, person, SanctionKind.MUTE, now)
    removed = await sanctions_in_force(session, group.id, person, SanctionKind.REMOVE, now)
    left = not removed and person is not None and await has_left_group(session, group.id, person)
    return CaseView(
        id=case.id,
        version=case.version,
        group=group.title,
        state=CaseState(case.state),
        rule=ModerationRule(case.rule) if case.rule else None,
        reports=case.reports,
        body=case.body[:BODY_SHOWN] if case.body is not None else None,
        link=link,
        may_hide=case.message_id is not None and may_hide(case.body),
        asked=case.asked_at is not None,
        objected=case.objected_at is not None,
        reversed=any(one.kind == SanctionKind.HIDE and one.revoked_at for one in sanctions),
        not_done=tuple(
            SanctionKind(one.kind) for one in standing if one.state == SanctionState.REFUSED
        ),
        not_undone=tuple(
            SanctionKind(one.kind) for one in sanctions if one.state == SanctionState.STUCK
        ),
        writer=case.name,
        writer_known=person is not None,
        reachable=account is not None and account.unreachable_since is None,
        muted=bool(muted),
        removed=bool(removed),
        left=left,
        may_mute=person is not None and supergroup and not removed and not left,
    )
