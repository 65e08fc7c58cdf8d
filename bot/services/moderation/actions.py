"""What a leader, or the clinic, does about a message: each deed is noted and can be undone."""

from datetime import datetime

from bot.domain.moderation import may_hide
from bot.services.alerts import raise_alert
from bot.services.audit import note
from bot.services.moderation.cases import show_cards
from bot.services.moderation.notices import tell_author
from bot.services.moderation.sanctions import Actor, Refused, decide, in_group, take_back
from db.enums import AlertKind, CaseState, SanctionKind, SanctionState, Severity
from db.models import Group, HouseCase, Sanction
from db.queries.moderation.sanctions import of_case
from db.session import Unit

BUSY = Refused("busy")


async def hide(
    session: Unit, case: HouseCase, group: Group, *, actor: Actor, now: datetime
) -> Refused | None:
    """Take it out of the group, keep what was written for review, tell the writer why."""
    if case.state == CaseState.HIDDEN:
        return None
    if case.message_id is None or case.body is None:
        return Refused("unknown")
    if not may_hide(case.body):
        return Refused("danger")
    refused = await decide(session, case, group, SanctionKind.HIDE, actor=actor, now=now)
    if refused == BUSY:
        return refused
    case.state = CaseState.OPEN if refused else CaseState.HIDDEN
    await done(session, case, group, "hide", actor=actor, now=now)
    return refused


async def restore(
    session: Unit, case: HouseCase, group: Group, *, actor: Actor, now: datetime
) -> Refused | None:
    """What was hidden stands again, as far as it is still kept."""
    if case.state != CaseState.HIDDEN:
        return None
    for one in await of_case(session, case.id):
        if one.kind == SanctionKind.HIDE and one.revoked_at is None:
            refused = await take_back(session, one, case, group, now=now)
            if refused is not None:
                return refused
    case.state, case.objected_at = CaseState.CLOSED, None  # the objection is answered
    await done(session, case, group, "restore", actor=actor, now=now)
    return None


async def private_word(
    session: Unit, case: HouseCase, group: Group, *, actor: Actor, now: datetime
) -> Refused | None:
    """A ready sentence, in private, that scolds nobody."""
    word = Sanction(case_id=case.id, group_id=group.id, kind=SanctionKind.WORD, tries=1, at=now)
    word.telegram_id, word.state = case.telegram_id, SanctionState.ASKED
    word.actor_kind, word.actor_id = actor
    session.add(word)
    await session.flush()
    key = f"sanction:{word.id}:1"
    to = case.telegram_id
    if not await tell_author(session, case, group, "moderation.private_word", to, key=key, now=now):
        await session.delete(word)
        return Refused("unreachable")
    word.deed_key = key
    await _settle(session, case, now=now)
    await done(session, case, group, "word", actor=actor, now=now)
    return None


async def thank(
    session: Unit, case: HouseCase, group: Group, *, actor: Actor, now: datetime
) -> None:
    """The group sees a 🙏 under the message, and no more."""
    if case.message_id is not None and case.state != CaseState.HIDDEN:
        in_group(session, group, "react", {"emoji": "🙏"}, message_id=case.message_id, now=now)
    await _settle(session, case, now=now)
    await done(session, case, group, "thank", actor=actor, now=now)


async def ask_clinic(
    session: Unit, case: HouseCase, group: Group, *, actor: Actor, now: datetime
) -> None:
    """A routine question: what was written, not by whom. From now on the clinic has the card."""
    if case.asked_at is not None:
        return
    case.asked_at = now
    await raise_question(session, group, case.body or "[a message in the group]", now=now)
    await done(session, case, group, "ask_clinic", actor=actor, now=now)


async def raise_question(session: Unit, group: Group, words: str, *, now: datetime) -> None:
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


async def close(
    session: Unit, case: HouseCase, group: Group, *, actor: Actor, now: datetime
) -> None:
    """All is well as it is."""
    await _settle(session, case, now=now)
    await done(session, case, group, "close", actor=actor, now=now)


async def object_to(
    session: Unit, case: HouseCase, group: Group, account_id: int, *, now: datetime
) -> bool:
    """The writer does not agree: now the clinic sees it too. False: it was undone already."""
    if await _was_undone(session, case):
        return False
    if case.objected_at is not None:
        return True
    case.objected_at = now
    await done(session, case, group, "object", actor=("account", account_id), now=now)
    return True


async def _was_undone(session: Unit, case: HouseCase) -> bool:
    """All that the writer heard of was taken back since. What ended by itself was not."""
    found = [one for one in await of_case(session, case.id) if one.kind != SanctionKind.WORD]
    return bool(found) and all(one.revoked_at is not None for one in found)


async def _settle(session: Unit, case: HouseCase, *, now: datetime) -> None:
    """What could not be done to it before is not tried again either."""
    if case.state == CaseState.OPEN:
        case.state = CaseState.CLOSED
    for one in await of_case(session, case.id):
        if one.state == SanctionState.REFUSED and one.revoked_at is None:
            one.revoked_at, one.state = now, SanctionState.OVER


async def done(
    session: Unit, case: HouseCase, group: Group, deed: str, *, actor: Actor, now: datetime
) -> None:
    case.version += 1
    note(session, deed, ("case", case.id), actor=actor, now=now)
    await session.flush()
    await show_cards(session, case, group, now=now)
