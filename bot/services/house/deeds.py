"""What a leader, or the clinic, does about a message: each deed is noted and can be undone."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.house import MUTED_FOR, may_hide
from bot.domain.schedule import after_quiet
from bot.services.alerts import raise_alert
from bot.services.audit import note
from bot.services.house.cases import show_cards
from bot.services.outbox import To, enqueue
from db.enums import AlertKind, CaseState, OutboxClass, SanctionKind, Severity
from db.models import Group, HouseCase, Sanction
from db.queries.house import running_sanctions
from db.queries.people import account_of
from db.session import Unit

Actor = tuple[str, int | None]


@dataclass(frozen=True, slots=True)
class Refused:
    """`why`: danger, unknown, no_right, gone, small_group."""

    why: str


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
    if group.rights.get("can_delete_messages") is False:
        return Refused("no_right")
    case.state = CaseState.HIDDEN
    _punish(session, case, SanctionKind.HIDE, actor=actor, now=now)
    _in_group(session, group, "delete", now=now, message_id=case.message_id)
    await _tell_author(session, case, group, "house.hidden", now=now)
    await _done(session, case, group, "hide", actor=actor, now=now)
    return None


async def restore(
    session: Unit, case: HouseCase, group: Group, *, actor: Actor, now: datetime
) -> None:
    """What was hidden stands again, as far as it is still kept."""
    if case.state != CaseState.HIDDEN:
        return
    case.state = CaseState.CLOSED
    await _revoke(session, case, SanctionKind.HIDE, now=now)
    if case.body or case.media:
        said = {"name": case.name, "body": case.body or "", **(case.media or {})}
        to = To.group(group.id)
        enqueue(session, OutboxClass.MODERATION, to, "house.restored", said, now=now)
    await _tell_author(session, case, group, "house.restored_yours", now=now)
    await _done(session, case, group, "restore", actor=actor, now=now)


async def mute(
    session: Unit, case: HouseCase, group: Group, *, actor: Actor, now: datetime
) -> Refused | None:
    """For a day; Telegram ends it by itself, and knows muting only in a supergroup."""
    if case.telegram_id is None:
        return Refused("unknown")
    if not str(group.chat_id or "").startswith("-100"):
        return Refused("small_group")
    if group.rights.get("can_restrict_members") is False:
        return Refused("no_right")
    running = await running_sanctions(session, case.id, SanctionKind.MUTE)
    if any(one.until and one.until > now for one in running):
        return None
    until = now + MUTED_FOR
    _punish(session, case, SanctionKind.MUTE, until=until, actor=actor, now=now)
    person: dict[str, object] = {"telegram_id": case.telegram_id, "until": int(until.timestamp())}
    _in_group(session, group, "mute", person, now=now)
    await _tell_author(session, case, group, "house.muted", now=now)
    await _done(session, case, group, "mute", actor=actor, now=now)
    return None


async def unmute(
    session: Unit, case: HouseCase, group: Group, *, actor: Actor, now: datetime
) -> None:
    if not await running_sanctions(session, case.id, SanctionKind.MUTE):
        return
    await _revoke(session, case, SanctionKind.MUTE, now=now)
    _in_group(session, group, "unmute", {"telegram_id": case.telegram_id}, now=now)
    await _tell_author(session, case, group, "house.unmuted", now=now)
    await _done(session, case, group, "unmute", actor=actor, now=now)


async def private_word(
    session: Unit, case: HouseCase, group: Group, *, actor: Actor, now: datetime
) -> Refused | None:
    """A ready sentence, in private, that scolds nobody."""
    if not await _tell_author(session, case, group, "house.private_word", now=now):
        return Refused("unknown")
    _punish(session, case, SanctionKind.WORD, actor=actor, now=now)
    _settle(case)
    await _done(session, case, group, "word", actor=actor, now=now)
    return None


async def thank(
    session: Unit, case: HouseCase, group: Group, *, actor: Actor, now: datetime
) -> None:
    """The group sees a 🙏 under the message, and no more."""
    if case.message_id is not None and case.state != CaseState.HIDDEN:
        _in_group(session, group, "react", {"emoji": "🙏"}, message_id=case.message_id, now=now)
    _settle(case)
    await _done(session, case, group, "thank", actor=actor, now=now)


async def ask_clinic(
    session: Unit, case: HouseCase, group: Group, *, actor: Actor, now: datetime
) -> None:
    """A routine question: what was written, and not by whom."""
    await raise_question(session, group, case.body or "[a message in the group]", now=now)
    await _done(session, case, group, "ask_clinic", actor=actor, now=now)


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
    _settle(case)
    await _done(session, case, group, "close", actor=actor, now=now)


async def object_to(
    session: Unit, case: HouseCase, group: Group, account_id: int, *, now: datetime
) -> None:
    """The writer does not agree: from now on the clinic sees it too."""
    if case.objected_at is not None:
        return
    case.objected_at = now
    await _done(session, case, group, "object", actor=("account", account_id), now=now)


def _settle(case: HouseCase) -> None:
    if case.state == CaseState.OPEN:
        case.state = CaseState.CLOSED


def _punish(
    session: Unit,
    case: HouseCase,
    kind: SanctionKind,
    *,
    until: datetime | None = None,
    actor: Actor,
    now: datetime,
) -> None:
    session.add(
        Sanction(
            group_id=case.group_id,
            case_id=case.id,
            telegram_id=case.telegram_id,
            kind=kind,
            until=until,
            actor_kind=actor[0],
            actor_id=actor[1],
            at=now,
        )
    )


async def _revoke(session: Unit, case: HouseCase, kind: SanctionKind, *, now: datetime) -> None:
    for one in await running_sanctions(session, case.id, kind):
        one.revoked_at = now


def _in_group(
    session: Unit,
    group: Group,
    method: str,
    params: dict[str, object] | None = None,
    *,
    message_id: int | None = None,
    now: datetime,
) -> None:
    enqueue(
        session,
        OutboxClass.MODERATION,
        To.group(group.id),
        "house.deed",
        params,
        method=method,
        target_message_id=message_id,
        now=now,
    )


async def _tell_author(
    session: Unit, case: HouseCase, group: Group, template: str, *, now: datetime
) -> bool:
    """False: the bot has never talked with them, or may not write to them."""
    author = await account_of(session, case.telegram_id) if case.telegram_id else None
    if author is None or author.unreachable_since is not None:
        return False
    enqueue(
        session,
        OutboxClass.MODERATION,
        To.account(author.id),
        template,
        {"case": case.id, "group": group.title, "rule": case.rule, "body": (case.body or "")[:200]},
        not_before=after_quiet(now),
        now=now,
    )
    return True


async def _done(
    session: Unit, case: HouseCase, group: Group, deed: str, *, actor: Actor, now: datetime
) -> None:
    case.version += 1
    note(session, deed, ("case", case.id), actor=actor, now=now)
    await session.flush()
    await show_cards(session, case, group, now=now)
