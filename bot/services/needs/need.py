"""One need: who may see and change it, and what each is shown of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.needs import Role, Step, after, may, steps_open_to, voices_shown
from db.enums import NeedState
from db.models import Group, Need
from db.queries.groups import leaders_of, membership
from db.queries.needs import need_with_group, voices_of
from db.queries.people import staff_accounts
from db.session import Unit


@dataclass(eq=False)
class NeedRefused(Exception):
    """`why`: unknown, changed_since, not_now, not_yours."""

    why: str


@dataclass(frozen=True, slots=True)
class NeedView:
    need: Need
    group: Group
    roles: set[Role]
    member: bool


async def roles_of(session: Unit, group: Group, account_id: int) -> set[Role]:
    roles = set()
    if account_id in await leaders_of(session, group.id):
        roles.add(Role.LEADER)
    if account_id in await staff_accounts(session, group.clinic_id):
        roles.add(Role.CLINIC)
    return roles


async def seen_by(session: Unit, account_id: int, need_id: int) -> NeedView:
    """Raises NeedRefused for everybody outside the group and its clinic."""
    found = await need_with_group(session, need_id)
    if found is None:
        raise NeedRefused("unknown")
    need, group = found
    roles = await roles_of(session, group, account_id)
    member = await membership(session, group.id, account_id) is not None
    if not roles and (not member or need.sentence is None):
        raise NeedRefused("unknown")
    return NeedView(need, group, roles, member)


async def to_change(
    session: Unit, account_id: int, need_id: int, version: int, step: Step
) -> NeedView:
    """The need, if this account may take the step on the version it has read.

    Raises:
        NeedRefused
    """
    seen = await seen_by(session, account_id, need_id)
    by_hand = seen.need.sent_to is not None
    if not may(step, seen.roles, carried_by_hand=by_hand):
        raise NeedRefused("not_yours")
    if after(step, NeedState(seen.need.state)) is None:
        raise NeedRefused("not_now")
    if seen.need.version != version:
        raise NeedRefused("changed_since")
    return seen


def moved(need: Need, step: Step) -> None:
    state = after(step, NeedState(need.state))
    assert state is not None
    need.state = state
    need.version += 1


async def view_of(session: Unit, seen: NeedView) -> dict[str, Any]:
    """What a card shows, as the state and the reader's role allow."""
    need = seen.need
    leads = bool(seen.roles)
    steps = steps_open_to(
        NeedState(need.state), seen.roles, carried_by_hand=need.sent_to is not None
    )
    return {
        **await shown(session, need, seen.group),
        "words": need.words if leads else None,
        "voice": need.file_id if leads else None,
        "steps": [step.value for step in steps],
        "me_too": seen.member,
    }


async def shown(session: Unit, need: Need, group: Group) -> dict[str, Any]:
    """What everybody may know."""
    return {
        "need": need.id,
        "version": need.version,
        "group": group.title,
        "topic": need.topic,
        "sentence": need.sentence,
        "state": need.state,
        "voices": voices_shown(await voices_of(session, need.id)),
        "sent_to": need.sent_to,
        "sent_at": _iso(need.sent_at),
        "answer": need.answer,
        "promised": need.promised_until.isoformat() if need.promised_until else None,
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
