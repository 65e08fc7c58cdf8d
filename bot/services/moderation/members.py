"""What is done to a person in a group: a day of rest by its leader, removal by the clinic alone."""

from datetime import datetime

from bot.domain.moderation import MUTED_FOR
from bot.services.moderation.actions import BUSY, done
from bot.services.moderation.sanctions import Actor, Refused, decide, supersede, take_back
from db.enums import SanctionKind, SanctionState
from db.models import Group, HouseCase
from db.queries.moderation.sanctions import holding, of_case
from db.session import Unit


async def mute(
    session: Unit, case: HouseCase, group: Group, *, actor: Actor, now: datetime
) -> Refused | None:
    """For a day; Telegram ends it by itself, and knows muting only in a supergroup."""
    if case.telegram_id is None:
        return Refused("unknown")
    if not str(group.chat_id or "").startswith("-100"):
        return Refused("small_group")
    for held in (SanctionKind.MUTE, SanctionKind.REMOVE):
        if await holding(session, group.id, case.telegram_id, held, now):
            return None
    kind, until = SanctionKind.MUTE, now + MUTED_FOR
    refused = await decide(session, case, group, kind, until=until, actor=actor, now=now)
    if refused == BUSY:
        return refused
    await done(session, case, group, "mute", actor=actor, now=now)
    return refused


async def unmute(
    session: Unit, case: HouseCase, group: Group, *, actor: Actor, now: datetime
) -> Refused | None:
    """Whichever message it was for: one voice is given back."""
    return await _undo(session, case, group, SanctionKind.MUTE, "unmute", actor=actor, now=now)


async def remove(
    session: Unit, case: HouseCase, group: Group, *, actor: Actor, now: datetime
) -> Refused | None:
    """The clinic's alone. It ends the membership, and nothing of the person's own care."""
    if case.telegram_id is None:
        return Refused("unknown")
    if await holding(session, group.id, case.telegram_id, SanctionKind.REMOVE, now):
        return None
    if refused := await supersede(session, group.id, case.telegram_id, now=now):
        return refused
    refused = await decide(session, case, group, SanctionKind.REMOVE, actor=actor, now=now)
    if refused == BUSY:
        return refused
    await done(session, case, group, "remove", actor=actor, now=now)
    return refused


async def let_in(
    session: Unit, case: HouseCase, group: Group, *, actor: Actor, now: datetime
) -> Refused | None:
    """They may come back by the group's link; nobody is put into a group unasked."""
    return await _undo(session, case, group, SanctionKind.REMOVE, "let_in", actor=actor, now=now)


async def _undo(
    session: Unit,
    case: HouseCase,
    group: Group,
    kind: SanctionKind,
    deed: str,
    *,
    actor: Actor,
    now: datetime,
) -> Refused | None:
    own = [one for one in await of_case(session, case.id) if one.kind == kind]
    person = own[-1].telegram_id if own else case.telegram_id  # the case may be forgotten by now
    found = await holding(session, group.id, person, kind, now)
    for first, one in zip([True, *[False] * len(found)], found, strict=False):
        if not first:
            one.revoked_at, one.state = now, SanctionState.OVER
        elif refused := await take_back(session, one, case, group, now=now):
            return refused
    if found:
        case.objected_at = None  # it is answered
        await done(session, case, group, deed, actor=actor, now=now)
    return None
