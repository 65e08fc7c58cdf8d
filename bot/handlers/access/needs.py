"""Rules for needs: who may read one; what each reader may do with it depends on its state."""

from typing import Protocol

from bot.context import Turn
from bot.handlers.access.groups import NamesGroup
from bot.handlers.access.rules import Refused, old_button
from bot.services.needs.need import NeedAccess, NeedRefused, need_for_reader
from bot.texts.needs import dialogs as texts
from db.models import Group
from db.queries.groups import peer_groups_of


class NamesNeed(Protocol):
    @property
    def need(self) -> int: ...


async def readable_need(turn: Turn, named: NamesNeed) -> NeedAccess | Refused:
    """The leaders of the group and its clinic; its members, once the need has its sentence."""
    try:
        access = await need_for_reader(turn.session, turn.me.account_id, named.need)
    except NeedRefused as refused:
        return Refused(texts.refused(why=refused.why), ("need", named.need))
    turn.me.act_for(access.group.clinic_id)
    return access


async def need_to_carry(turn: Turn, named: NamesNeed) -> NeedAccess | Refused:
    """The leaders of the group, and its clinic."""
    access = await readable_need(turn, named)
    if isinstance(access, NeedAccess) and not access.roles:
        return Refused(texts.refused(why="not_yours"), ("need", named.need))
    return access


async def own_peer_group(turn: Turn, named: NamesGroup) -> Group | Refused:
    """A group to which the speaker belongs."""
    groups = await peer_groups_of(turn.session, turn.me.account_id)
    found = next((group for group in groups if group.id == named.group), None)
    return found or old_button("group", named.group)
