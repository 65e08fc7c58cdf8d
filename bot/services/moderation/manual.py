"""What ended by itself, or was done and undone by somebody's hand in Telegram itself."""

from datetime import datetime

from bot.domain.moderation.sanctions import Standing, ends
from bot.services.audit import note
from bot.services.moderation.notices import tell_author
from bot.services.moderation.outcomes import each, ends_membership, hear_of, show_again
from bot.services.moderation.sanctions import TOLD, Actor
from db.enums import SanctionKind, SanctionState
from db.models import Group, HouseCase, Sanction
from db.queries.moderation.sanctions import ended_mutes, of_person
from db.session import Unit

TAKEN = (SanctionState.DONE, SanctionState.REFUSED, SanctionState.STUCK)


async def end_rests(session: Unit, case_id: int, *, now: datetime) -> None:
    """A day of rest is over, also where nobody was there to see it end."""
    async for sanction, case, group in each(session, await ended_mutes(session, now, case_id)):
        if sanction.state in TAKEN and ends(SanctionKind(sanction.kind), sanction.until, now):
            sanction.state = SanctionState.OVER
            note(session, "mute_ended", ("case", case.id), now=now)
            await show_again(session, case, group, now=now)


async def compare(
    session: Unit,
    group: Group,
    telegram_id: int,
    standing: Standing,
    *,
    actor: Actor,
    at: datetime,
    now: datetime,
) -> None:
    """By Telegram's own word as of `at`: somebody's hand may have done or undone it since."""
    async for sanction, case, _ in each(session, await of_person(session, group.id, telegram_id)):
        await hear_of(session, sanction, case, group, now=now)
        if sanction.at > at or sanction.state not in TAKEN:
            continue
        sanction.checked_at = now
        deed = _by_hand(sanction, standing)
        if deed is None:
            continue
        note(session, deed, ("case", case.id), actor=actor, now=now)
        if deed.endswith("_done_by_hand"):
            await _taken_over(session, sanction, case, group, now=now)
        else:
            sanction.revoked_at, sanction.state = sanction.revoked_at or now, SanctionState.OVER
        await show_again(session, case, group, now=now)


def _by_hand(sanction: Sanction, standing: Standing) -> str | None:
    """What somebody did in Telegram itself; None: it is as we know it."""
    if sanction.kind == SanctionKind.MUTE:
        holds = standing.present and not standing.may_write
        free = standing.may_write or standing.banned  # who is out for good rests no more
    else:
        holds, free = standing.banned, not standing.banned
    if sanction.state == SanctionState.REFUSED:
        return f"{sanction.kind}_done_by_hand" if holds else None
    return f"{sanction.kind}_lifted_by_hand" if free else None


async def _taken_over(
    session: Unit, sanction: Sanction, case: HouseCase, group: Group, *, now: datetime
) -> None:
    sanction.state, sanction.why = SanctionState.DONE, None
    template = TOLD[SanctionKind(sanction.kind)]
    await tell_author(session, case, group, template, sanction.telegram_id, now=now)
    if sanction.kind == SanctionKind.REMOVE:
        await ends_membership(session, sanction, group, now=now)
