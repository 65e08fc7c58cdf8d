"""Rules for groups: what their leaders, and the staff of their clinic, may use."""

from typing import Protocol

from bot.context import Turn
from bot.handlers.access.rules import Refused
from bot.texts.meetings import planning as texts
from db.models import Group
from db.queries.groups import groups_led_by, groups_of_clinic


class NamesGroup(Protocol):
    @property
    def group(self) -> int: ...


async def managed_groups(turn: Turn) -> list[Group]:
    """Groups that the speaker leads; for clinic staff, all groups of the clinic."""
    if turn.me.staff is not None:
        return await groups_of_clinic(turn.session, turn.me.staff.clinic_id)
    return await groups_led_by(turn.session, turn.me.account_id)


async def managed_group_or_none(turn: Turn, group_id: int) -> Group | None:
    """The group, if the speaker manages it now. Checked at every press: leaders change."""
    return next((g for g in await managed_groups(turn) if g.id == group_id), None)


async def managed_group(turn: Turn, named: NamesGroup) -> Group | Refused:
    """A group that the speaker leads, or that belongs to the clinic where they work."""
    found = await managed_group_or_none(turn, named.group)
    return found or Refused(texts.not_yours(), ("group", named.group))
