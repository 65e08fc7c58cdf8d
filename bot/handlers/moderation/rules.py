"""/niyam: the house rules, read by everybody and written by the group's leader."""

from bot.context import Turn
from bot.handlers.meetings.card import my_group, number
from bot.services.moderation import post_rules, write_rules
from db.enums import GroupKind
from db.models import Group
from db.queries.groups import groups_led_by, groups_of, groups_of_clinic

LENGTH = 1500


async def said_in_group(turn: Turn) -> None:
    if turn.group is not None and turn.group.kind == GroupKind.PEER:
        post_rules(turn.session, turn.group, now=turn.now)


async def begin(turn: Turn) -> None:
    """A leader sees the rules of each group with a button to change them; a member reads them."""
    if turn.me.staff is not None:
        led = await groups_of_clinic(turn.session, turn.me.staff.clinic_id)
    else:
        led = await groups_led_by(turn.session, turn.me.account_id)
    mine = led or await groups_of(turn.session, turn.me.account_id)
    for group in mine:
        _show(turn, group, edits=bool(led))
    if not mine:
        turn.say("moderation.no_group")


def _show(turn: Turn, group: Group, *, edits: bool) -> None:
    turn.say("moderation.rules", text=group.rules_text, group=group.id if edits else None)


async def chosen(turn: Turn) -> None:
    """`rules:3:edit` or `rules:3:standard`; `rules` alone shows them."""
    if not turn.pressed:
        return await begin(turn)
    group = await my_group(turn, number(turn))
    if group is None:
        return turn.say("moderation.not_yours")
    if turn.pressed[1:] == ["standard"]:
        turn.done_waiting()
        write_rules(turn.session, group, None, actor=turn.actor, now=turn.now)
        return turn.rewrite("moderation.rules_kept")
    turn.wait("rules", "text", group=group.id)
    return turn.say("moderation.ask_rules", group=group.id)


async def written(turn: Turn) -> None:
    waiting = turn.me.waiting
    assert waiting is not None
    text = turn.text.strip()
    if not 10 <= len(text) <= LENGTH:
        return turn.say("moderation.ask_rules", group=waiting.data["group"])
    turn.done_waiting()
    group = await my_group(turn, waiting.data["group"])
    if group is None:
        return turn.say("moderation.not_yours")
    write_rules(turn.session, group, text, actor=turn.actor, now=turn.now)
    return turn.say("moderation.rules_kept")
