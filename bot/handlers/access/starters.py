"""Rules for the week of a group: its leaders and the staff of its clinic."""

from dataclasses import dataclass

from bot.context import Turn
from bot.handlers.access.groups import managed_group_or_none, managed_groups
from bot.handlers.access.rules import Refused
from bot.keyboards.starters import ChangeStarter, ChangeWeek
from bot.texts import starters as texts
from db.models import Group, Starter


@dataclass(frozen=True, slots=True)
class StarterOfGroup:
    starter: Starter
    group: Group


async def groups_of_week(turn: Turn, _named: object) -> list[Group] | Refused:
    """Who leads a group, or works at its clinic."""
    return await managed_groups(turn) or Refused(texts.not_yours(), ("group", None))


async def groups_of_change(turn: Turn, press: ChangeWeek) -> list[Group] | Refused:
    """A leader of the group on the button, or staff of its clinic; without one, of any group."""
    groups = await managed_groups(turn)
    if press.group is not None:
        groups = [group for group in groups if group.id == press.group]
    return groups or Refused(texts.not_yours(), ("group", press.group))


async def starter_of_group(turn: Turn, press: ChangeStarter) -> StarterOfGroup | Refused:
    """A leader of the group, or staff of its clinic."""
    starter = await turn.session.get(Starter, press.starter, with_for_update=True)
    group = await managed_group_or_none(turn, starter.group_id) if starter else None
    if starter is None or group is None:
        return Refused(texts.not_yours(), ("starter", press.starter))
    return StarterOfGroup(starter, group)
