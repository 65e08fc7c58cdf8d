"""/niyam: a group's rules, read by everybody and written by its leader."""

from dataclasses import dataclass

from bot.context import Turn
from bot.handlers.access.groups import managed_group, managed_group_or_none, managed_groups
from bot.handlers.access.rules import Refused, anyone
from bot.handlers.router import Router
from bot.keyboards.moderation import Rules
from bot.services.dialogs import Dialog
from bot.services.moderation.rules import post_rules, write_rules
from bot.texts.moderation import rules as texts
from bot.texts.moderation.cards import not_yours
from db.enums import GroupKind
from db.models import Group
from db.queries.groups import groups_of

MAX_LENGTH = 1500

router = Router(__name__)


@dataclass(frozen=True)
class RulesDialog(Dialog, flow="rules"):
    """A leader types the rules of a group."""

    group: int


@router.group_command("niyam", "rules", access=anyone)
async def post_rules_in_group(turn: Turn) -> None:
    if turn.group is not None and turn.group.kind == GroupKind.PEER:
        post_rules(turn.session, turn.group, now=turn.now)


@router.command("niyam", "rules", access=anyone)
async def show_rules(turn: Turn) -> None:
    """The rules of each group; whoever leads it also gets a button to change them."""
    led = await managed_groups(turn)
    groups = led or await groups_of(turn.session, turn.me.account_id)
    for group in groups:
        _say_rules(turn, group, edits=bool(led))
    if not groups:
        turn.say(texts.no_group())


def _say_rules(turn: Turn, group: Group, *, edits: bool) -> None:
    turn.say(texts.rules(text=group.rules_text, group=group.id if edits else None))


async def group_of_rules(turn: Turn, press: Rules) -> Group | Refused | None:
    """A leader of the group, or staff of its clinic. None: anybody may read the rules."""
    if press.group is None:
        return None
    found = await managed_group_or_none(turn, press.group)
    return found or Refused(not_yours(), ("group", press.group))


@router.button(Rules, access=group_of_rules)
async def change_rules(turn: Turn, press: Rules, group: Group | None) -> None:
    if group is None:
        return await show_rules(turn)
    if press.change == "standard":
        turn.stop_waiting()
        write_rules(turn.session, group, None, actor=turn.actor, now=turn.now)
        return turn.rewrite(texts.rules_saved())
    turn.wait(RulesDialog(group.id))
    return turn.say(texts.ask_rules(group=group.id))


@router.dialog(RulesDialog, access=managed_group)
async def take_rules_text(turn: Turn, _dialog: RulesDialog, group: Group) -> None:
    text = turn.text.strip()
    if not 10 <= len(text) <= MAX_LENGTH:
        return turn.say(texts.ask_rules(group=group.id))
    turn.stop_waiting()
    write_rules(turn.session, group, text, actor=turn.actor, now=turn.now)
    return turn.say(texts.rules_saved())
