"""One need: who may see and change it, and what each reader is shown."""

from dataclasses import dataclass

from bot.domain.needs import (
    NeedRefusal,
    NeedRole,
    NeedStep,
    may_take,
    state_after,
    steps_open_to,
    voices_told,
)
from bot.texts.needs import cards
from bot.texts.needs.cards import NeedView
from bot.texts.sentences import Message
from db.enums import NeedState, NeedTopic
from db.models import Group, Need
from db.queries.groups import leaders_of, membership
from db.queries.needs import locked_need, voice_count
from db.queries.people import staff_accounts
from db.session import UnitOfWork


@dataclass(eq=False)
class NeedRefused(Exception):
    why: NeedRefusal


@dataclass(frozen=True, slots=True)
class NeedAccess:
    """A need, and what one reader is to it."""

    need: Need
    group: Group
    roles: set[NeedRole]
    member: bool


async def need_roles(session: UnitOfWork, group: Group, account_id: int) -> set[NeedRole]:
    roles = set()
    if account_id in await leaders_of(session, group.id):
        roles.add(NeedRole.LEADER)
    if account_id in await staff_accounts(session, group.clinic_id):
        roles.add(NeedRole.CLINIC)
    return roles


async def need_for_reader(session: UnitOfWork, account_id: int, need_id: int) -> NeedAccess:
    """Raises NeedRefused for everybody outside the group and its clinic."""
    found = await locked_need(session, need_id)
    if found is None:
        raise NeedRefused("unknown")
    need, group = found
    roles = await need_roles(session, group, account_id)
    member = await membership(session, group.id, account_id) is not None
    if not roles and (not member or need.sentence is None):
        raise NeedRefused("unknown")
    return NeedAccess(need, group, roles, member)


async def need_for_step(
    session: UnitOfWork, account_id: int, need_id: int, version: int, step: NeedStep
) -> NeedAccess:
    """The need, if this account may take the step and nobody changed the need since.

    Raises:
        NeedRefused
    """
    access = await need_for_reader(session, account_id, need_id)
    by_hand = access.need.sent_to is not None
    if not may_take(step, access.roles, by_hand=by_hand):
        raise NeedRefused("not_yours")
    if state_after(step, NeedState(access.need.state)) is None:
        raise NeedRefused("not_now")
    if access.need.version != version:
        raise NeedRefused("changed_since")
    return access


def advance_need(need: Need, step: NeedStep) -> None:
    state = state_after(step, NeedState(need.state))
    assert state is not None
    need.state = state
    need.version += 1


async def need_card(session: UnitOfWork, access: NeedAccess) -> Message:
    """As the state and the reader's role allow."""
    need = access.need
    leads = bool(access.roles)
    steps = steps_open_to(NeedState(need.state), access.roles, by_hand=need.sent_to is not None)
    return cards.card(
        need=await need_view(session, need, access.group),
        words=need.words if leads else None,
        voice=need.file_id if leads else None,
        steps=steps,
        me_too=access.member,
    )


async def need_view(session: UnitOfWork, need: Need, group: Group) -> NeedView:
    """What every member may know."""
    return NeedView(
        id=need.id,
        version=need.version,
        group=group.title,
        topic=NeedTopic(need.topic),
        sentence=need.sentence,
        state=NeedState(need.state),
        voices=voices_told(await voice_count(session, need.id)),
        sent_to=need.sent_to,
        sent_at=need.sent_at,
        answer=need.answer,
        promised=need.promised_until,
    )
