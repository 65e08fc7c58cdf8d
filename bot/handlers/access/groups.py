"""Rules for groups: what their leaders, and the staff of their clinic, may use."""

from typing import Protocol

from bot.context import Turn
from bot.handlers.access.rules import Refused, old_button
from bot.texts import leaders as leader_texts
from bot.texts.meetings import planning as texts
from db.enums import GroupKind, MemberRole
from db.models import Group
from db.queries.groups import groups_led_by, groups_of_clinic, membership


class NamesGroup(Protocol):
    @property
    def group(self) -> int: ...


async def managed_groups(turn: Turn) -> list[Group]:
    """Groups that the speaker leads; for clinic staff, all groups of their clinics."""
    if turn.me.works_for:
        return [
            group
            for place in turn.me.works_for
            for group in await groups_of_clinic(turn.session, place.clinic_id)
        ]
    return await groups_led_by(turn.session, turn.me.account_id)


async def managed_group_or_none(turn: Turn, group_id: int) -> Group | None:
    """The group, if the speaker manages it now. Checked at every press: leaders change."""
    found = next((g for g in await managed_groups(turn) if g.id == group_id), None)
    if found is not None:
        turn.me.act_for(found.clinic_id)
    return found


async def managed_group(turn: Turn, named: NamesGroup) -> Group | Refused:
    """A group that the speaker leads, or that belongs to the clinic where they work."""
    found = await managed_group_or_none(turn, named.group)
    return found or Refused(texts.not_yours(), ("group", named.group))


async def led_groups(turn: Turn, _named: object) -> list[Group] | Refused:
    """Who leads a group; all that they lead."""
    found = await groups_led_by(turn.session, turn.me.account_id)
    return found or Refused(leader_texts.not_yours(), ("group", None))


async def group_to_speak_to(turn: Turn, named: NamesGroup) -> Group | Refused:
    """A leader of the group, or staff of its clinic."""
    group = await turn.session.get(Group, named.group)
    if group is None or not await may_choose_language(turn, group):
        return old_button("group", named.group)
    return group


async def may_choose_language(turn: Turn, group: Group) -> bool:
    """A leader of the group, or staff of its clinic; the staff chat belongs to the staff."""
    if turn.speaker is None:
        return False
    if turn.me.act_for(group.clinic_id) is not None:
        return True
    if group.kind != GroupKind.PEER:
        return False
    found = await membership(turn.session, group.id, turn.me.account_id)
    return found is not None and found.role == MemberRole.LEADER
