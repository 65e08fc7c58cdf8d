"""Rules for moderation: who decides about a message, a person, or a request to join."""

from dataclasses import dataclass
from typing import Protocol

from bot.context import Turn
from bot.handlers.access.groups import managed_group_or_none
from bot.handlers.access.rules import Refused, old_button
from bot.texts.moderation import cards as texts
from db.enums import MemberRole
from db.models import Group, JoinRequest, ModerationCase
from db.queries.groups import membership
from db.queries.moderation.cases import locked_case
from db.queries.moderation.join_requests import locked_join_request


@dataclass(frozen=True, slots=True)
class CaseOfGroup:
    case: ModerationCase
    group: Group


@dataclass(frozen=True, slots=True)
class JoinRequestOfGroup:
    request: JoinRequest
    group: Group


class NamesCase(Protocol):
    @property
    def case(self) -> int: ...


class NamesJoinRequest(Protocol):
    @property
    def request(self) -> int: ...


async def case_to_decide(turn: Turn, named: NamesCase) -> CaseOfGroup | Refused:
    """A leader of the group, or staff of its clinic; not about their own message."""
    found = await _case(turn, named)
    if found is None or not await may_decide(turn, found.group):
        return Refused(texts.not_yours(), ("case", named.case))
    return _unless_own(turn, found)


async def case_of_clinic(turn: Turn, named: NamesCase) -> CaseOfGroup | Refused:
    """Staff of the group's clinic; not about themselves."""
    found = await _case(turn, named)
    if found is None or turn.me.act_for(found.group.clinic_id) is None:
        return Refused(texts.clinic_only(), ("case", named.case))
    return _unless_own(turn, found)


async def case_of_writer(turn: Turn, named: NamesCase) -> CaseOfGroup | Refused:
    """Who wrote the message."""
    found = await _case(turn, named)
    if found is None or turn.user is None or found.case.telegram_id != turn.user.id:
        return old_button("case", named.case)
    return found


async def may_decide(turn: Turn, group: Group) -> bool:
    """A leader of the group, or staff of its clinic. A former leader may still have the card."""
    if turn.speaker is None:
        return False
    if turn.me.works_for:
        return turn.me.act_for(group.clinic_id) is not None
    found = await membership(turn.session, group.id, turn.me.account_id)
    return found is not None and found.role == MemberRole.LEADER


async def join_request_to_answer(
    turn: Turn, named: NamesJoinRequest
) -> JoinRequestOfGroup | Refused:
    """A leader of the group, or staff of its clinic."""
    request = await locked_join_request(turn.session, named.request)
    group = await managed_group_or_none(turn, request.group_id) if request else None
    if request is None or group is None:
        return Refused(texts.not_yours(), ("join_request", named.request))
    return JoinRequestOfGroup(request, group)


async def _case(turn: Turn, named: NamesCase) -> CaseOfGroup | None:
    case = await locked_case(turn.session, named.case)
    if case is None:
        return None
    return CaseOfGroup(case, await turn.session.get_one(Group, case.group_id))


def _unless_own(turn: Turn, found: CaseOfGroup) -> CaseOfGroup | Refused:
    if turn.user is not None and found.case.telegram_id == turn.user.id:
        return Refused(texts.own_message(), ("case", found.case.id))
    return found
