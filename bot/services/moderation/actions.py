"""What a leader or the clinic does about a message. Each action is audited and can be undone."""

from datetime import datetime

from bot.domain.moderation.rules import may_hide
from bot.domain.moderation.sanctions import Refusal
from bot.services.alerts.raising import raise_alert
from bot.services.audit import Actor, record_action
from bot.services.moderation.cases import show_case_cards
from bot.services.moderation.notices import notify_author
from bot.services.moderation.sanctions import (
    enqueue_in_group,
    impose_sanction,
    revoke_sanction,
)
from db.enums import AlertKind, CaseState, SanctionKind, SanctionState, Severity
from db.models import Group, ModerationCase, Sanction
from db.queries.moderation.sanctions import sanctions_of_case
from db.session import UnitOfWork


async def hide_message(
    session: UnitOfWork, case: ModerationCase, group: Group, *, actor: Actor, now: datetime
) -> Refusal | None:
    """Delete it in the group, keep what was written for review, tell the writer why."""
    if case.state == CaseState.HIDDEN:
        return None
    if case.message_id is None or case.body is None:
        return Refusal.UNKNOWN
    if not may_hide(case.body):
        return Refusal.DANGER
    refused = await impose_sanction(session, case, group, SanctionKind.HIDE, actor=actor, now=now)
    if refused is Refusal.BUSY:
        return refused
    case.state = CaseState.OPEN if refused else CaseState.HIDDEN
    await finish_action(session, case, group, "hide", actor=actor, now=now)
    return refused


async def restore_message(
    session: UnitOfWork, case: ModerationCase, group: Group, *, actor: Actor, now: datetime
) -> Refusal | None:
    """Post a hidden message again, if its words are still kept."""
    if case.state != CaseState.HIDDEN:
        return None
    for one in await sanctions_of_case(session, case.id):
        if one.kind == SanctionKind.HIDE and one.revoked_at is None:
            refused = await revoke_sanction(session, one, case, group, now=now)
            if refused is not None:
                return refused
    case.state, case.objected_at = CaseState.CLOSED, None  # the objection is answered
    await finish_action(session, case, group, "restore", actor=actor, now=now)
    return None


async def send_private_word(
    session: UnitOfWork, case: ModerationCase, group: Group, *, actor: Actor, now: datetime
) -> Refusal | None:
    """Send the writer a fixed, friendly sentence in private."""
    word = Sanction(case_id=case.id, group_id=group.id, kind=SanctionKind.WORD, tries=1, at=now)
    word.telegram_id, word.state = case.telegram_id, SanctionState.ASKED
    word.actor_kind, word.actor_id = actor
    session.add(word)
    await session.flush()
    key = f"sanction:{word.id}:1"
    to = case.telegram_id
    if not await notify_author(session, case, group, SanctionKind.WORD, to, key=key, now=now):
        await session.delete(word)
        return Refusal.UNREACHABLE
    word.outbox_key = key
    await _close_open_case(session, case, now=now)
    await finish_action(session, case, group, "word", actor=actor, now=now)
    return None


async def thank_writer(
    session: UnitOfWork, case: ModerationCase, group: Group, *, actor: Actor, now: datetime
) -> None:
    """React with 🙏 to the message; nothing else happens in the group."""
    if case.message_id is not None and case.state != CaseState.HIDDEN:
        enqueue_in_group(
            session, group, "react", {"emoji": "🙏"}, message_id=case.message_id, now=now
        )
    await _close_open_case(session, case, now=now)
    await finish_action(session, case, group, "thank", actor=actor, now=now)


async def ask_clinic(
    session: UnitOfWork, case: ModerationCase, group: Group, *, actor: Actor, now: datetime
) -> None:
    """Raise a routine question with the words, but not the writer. The clinic now gets the card."""
    if case.asked_at is not None:
        return
    case.asked_at = now
    await raise_clinic_question(session, group, case.body or "[a message in the group]", now=now)
    await finish_action(session, case, group, "ask_clinic", actor=actor, now=now)


async def raise_clinic_question(
    session: UnitOfWork, group: Group, words: str, *, now: datetime
) -> None:
    await raise_alert(
        session,
        clinic_id=group.clinic_id,
        patient_id=None,
        account_id=None,
        group_id=group.id,
        kind=AlertKind.QUESTION,
        severity=Severity.ROUTINE,
        evidence=words,
        said_in_group=True,
        via="leader",
        now=now,
    )


async def close_case(
    session: UnitOfWork, case: ModerationCase, group: Group, *, actor: Actor, now: datetime
) -> None:
    """Nothing needs to be done."""
    await _close_open_case(session, case, now=now)
    await finish_action(session, case, group, "close", actor=actor, now=now)


async def object_to_decision(
    session: UnitOfWork, case: ModerationCase, group: Group, account_id: int, *, now: datetime
) -> bool:
    """The writer does not agree, so the clinic gets the card, too. False if already undone."""
    if await _is_undone(session, case):
        return False
    if case.objected_at is not None:
        return True
    case.objected_at = now
    await finish_action(session, case, group, "object", actor=("account", account_id), now=now)
    return True


async def _is_undone(session: UnitOfWork, case: ModerationCase) -> bool:
    """Whether every sanction was revoked. One that ended by itself was not revoked."""
    found = [
        one for one in await sanctions_of_case(session, case.id) if one.kind != SanctionKind.WORD
    ]
    return bool(found) and all(one.revoked_at is not None for one in found)


async def _close_open_case(session: UnitOfWork, case: ModerationCase, *, now: datetime) -> None:
    """Sanctions that Telegram refused are given up with it."""
    if case.state == CaseState.OPEN:
        case.state = CaseState.CLOSED
    for one in await sanctions_of_case(session, case.id):
        if one.state == SanctionState.REFUSED and one.revoked_at is None:
            one.revoked_at, one.state = now, SanctionState.OVER


async def finish_action(
    session: UnitOfWork,
    case: ModerationCase,
    group: Group,
    action: str,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Audit the action and show the changed case on all its cards."""
    case.version += 1
    record_action(session, action, ("case", case.id), actor=actor, now=now)
    await session.flush()
    await show_case_cards(session, case, group, now=now)
