"""/niyam: a group's rules, read by everybody and written by its leader."""

from bot.context import Turn
from bot.handlers.access.groups import managed_group_or_none
from bot.handlers.router import Router
from bot.keyboards.moderation import Rules
from bot.services.moderation.rules import post_rules, write_rules
from bot.texts.moderation import rules as texts
from bot.texts.moderation.cards import not_yours
from db.enums import GroupKind
from db.models import Group
from db.queries.groups import groups_led_by, groups_of, groups_of_clinic

MAX_LENGTH = 1500

router = Router(__name__)


@router.group_command("niyam", "rules")
async def post_rules_in_group(turn: Turn) -> None:
    if turn.group is not None and turn.group.kind == GroupKind.PEER:
        post_rules(turn.session, turn.group, now=turn.now)


@router.command("niyam", "rules")
async def show_rules(turn: Turn) -> None:
    """The rules of each group; whoever leads it also gets a button to change them."""
    if turn.me.staff is not None:
        led = await groups_of_clinic(turn.session, turn.me.staff.clinic_id)
    else:
        led = await groups_led_by(turn.session, turn.me.account_id)
    groups = led or await groups_of(turn.session, turn.me.account_id)
    for group in groups:
        _say_rules(turn, group, edits=bool(led))
    if not groups:
        turn.say(texts.no_group())


def _say_rules(turn: Turn, group: Group, *, edits: bool) -> None:
    turn.say(texts.rules(text=group.rules_text, group=group.id if edits else None))


@router.button(Rules)
async def change_rules(turn: Turn, press: Rules) -> None:
    if press.group is None:
        return await show_rules(turn)
    group = await managed_group_or_none(turn, press.group)
    if group is None:
        return turn.say(not_yours())
    if press.change == "standard":
        turn.stop_waiting()
        write_rules(turn.session, group, None, actor=turn.actor, now=turn.now)
        return turn.rewrite(texts.rules_saved())
    turn.wait("rules", "text", group=group.id)
    return turn.say(texts.ask_rules(group=group.id))


@router.flow("rules")
async def take_rules_text(turn: Turn) -> None:
    waiting = turn.me.waiting
    assert waiting is not None
    text = turn.text.strip()
    if not 10 <= len(text) <= MAX_LENGTH:
        return turn.say(texts.ask_rules(group=waiting.data["group"]))
    turn.stop_waiting()
    group = await managed_group_or_none(turn, waiting.data["group"])
    if group is None:
        return turn.say(not_yours())
    write_rules(turn.session, group, text, actor=turn.actor, now=turn.now)
    return turn.say(texts.rules_saved())
