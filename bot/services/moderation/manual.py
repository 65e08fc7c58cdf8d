"""Sanctions that ended by themselves, or that somebody made or lifted by hand in Telegram."""

from datetime import datetime

from bot.domain.moderation.sanctions import ChatStanding, has_expired
from bot.services.audit import Actor, record_action
from bot.services.moderation.notices import notify_author
from bot.services.moderation.outcomes import (
    apply_outcome,
    end_membership,
    locked_sanctions,
    refresh_case_cards,
)
from db.enums import SanctionKind, SanctionState
from db.models import Group, ModerationCase, Sanction
from db.queries.moderation.sanctions import ended_mutes, lasting_sanctions_of_person
from db.session import UnitOfWork

ANSWERED = (SanctionState.DONE, SanctionState.REFUSED, SanctionState.STUCK)


async def end_expired_mutes(session: UnitOfWork, case_id: int, *, now: datetime) -> None:
    """Close mutes whose day is over; Telegram does not report their end."""
    async for sanction, case, group in locked_sanctions(
        session, await ended_mutes(session, now, case_id)
    ):
        if sanction.state in ANSWERED and has_expired(
            SanctionKind(sanction.kind), sanction.until, now
        ):
            sanction.state = SanctionState.OVER
            record_action(session, "mute_ended", ("case", case.id), now=now)
            await refresh_case_cards(session, case, group, now=now)


async def reconcile_sanctions(
    session: UnitOfWork,
    group: Group,
    telegram_id: int,
    standing: ChatStanding,
    *,
    actor: Actor,
    at: datetime,
    now: datetime,
) -> None:
    """Follow what Telegram says of the person as of `at`: somebody may have changed it by hand."""
    async for sanction, case, _ in locked_sanctions(
        session, await lasting_sanctions_of_person(session, group.id, telegram_id)
    ):
        await apply_outcome(session, sanction, case, group, now=now)
        if sanction.at > at or sanction.state not in ANSWERED:
            continue
        sanction.checked_at = now
        change = _manual_change(sanction, standing)
        if change is None:
            continue
        record_action(session, change, ("case", case.id), actor=actor, now=now)
        if change.endswith("_done_by_hand"):
            await _accept_manual_sanction(session, sanction, case, group, now=now)
        else:
            sanction.revoked_at, sanction.state = sanction.revoked_at or now, SanctionState.OVER
        await refresh_case_cards(session, case, group, now=now)


def _manual_change(sanction: Sanction, standing: ChatStanding) -> str | None:
    """What somebody did by hand, as an audit code; None if Telegram agrees with the sanction."""
    if sanction.kind == SanctionKind.MUTE:
        holds = standing.present and not standing.may_write
        free = standing.may_write or standing.banned  # a ban replaces the mute
    else:
        holds, free = standing.banned, not standing.banned
    if sanction.state == SanctionState.REFUSED:
        return f"{sanction.kind}_done_by_hand" if holds else None
    return f"{sanction.kind}_lifted_by_hand" if free else None


async def _accept_manual_sanction(
    session: UnitOfWork, sanction: Sanction, case: ModerationCase, group: Group, *, now: datetime
) -> None:
    sanction.state, sanction.why = SanctionState.DONE, None
    kind = SanctionKind(sanction.kind)
    await notify_author(session, case, group, kind, sanction.telegram_id, now=now)
    if kind is SanctionKind.REMOVE:
        await end_membership(session, sanction, group, now=now)
