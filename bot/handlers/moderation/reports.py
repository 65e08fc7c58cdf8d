"""A member reports a message: by a command under it, a reaction, or by passing it on."""

from telegram import ReactionTypeEmoji

from bot.context import Turn
from bot.handlers.groups import start_link, take_away
from bot.handlers.moderation.message import forwarded_to_us, said_in
from bot.services.moderation import Said
from bot.services.moderation import report as report_it
from db.enums import GroupKind
from db.models import Group
from db.queries.groups import groups_of, membership
from db.queries.moderation.cases import case_of
from db.queries.people import account_of

WARNING = frozenset({"⚠", "⚠️", "👎"})
"""Telegram offers no ⚠️ among its own reactions, but groups may allow it; 👎 it always has."""


async def how(turn: Turn) -> None:
    """The command in private, where there is nothing to report."""
    turn.say("moderation.how_to_report")


async def reported(turn: Turn) -> None:
    """`/batao` as a reply; the command is taken away, so that nobody sees who sent it."""
    group, message = turn.group, turn.message
    if group is None or message is None or group.kind != GroupKind.PEER:
        return None
    take_away(turn, group, message)
    if turn.speaker is None or message.sender_chat is not None:
        return turn.say_in_group("groups.speak_privately", link=start_link(turn, group))
    said = await target_of(turn, group)
    if said is None:
        return turn.say("moderation.how_to_report")
    return await _report(turn, group, said)


async def target_of(turn: Turn, group: Group) -> Said | None:
    """What the command answers; nothing where that is a topic's beginning, or the bot's own.

    What the bot showed again in somebody's name is still theirs.
    """
    target = turn.message.reply_to_message if turn.message else None
    if target is None or target.forum_topic_created is not None:
        return None
    if target.from_user is None or target.from_user.username != turn.bot_username:
        return said_in(target)
    known = await case_of(turn.session, group.id, target.message_id)
    return Said(target.message_id) if known is not None else None


async def _report(turn: Turn, group: Group, said: Said) -> None:
    case = await report_it(turn.session, group, said, turn.me.account_id, now=turn.now)
    turn.say("moderation.reported" if case else "moderation.too_many_reports")


async def reacted(turn: Turn) -> None:
    """Only a new warning counts. What was written stays unknown: a reaction does not tell it."""
    change, group = turn.update.message_reaction, turn.group
    if change is None or group is None or group.kind != GroupKind.PEER or turn.speaker is None:
        return
    old = {one.emoji for one in change.old_reaction if isinstance(one, ReactionTypeEmoji)}
    new = {one.emoji for one in change.new_reaction if isinstance(one, ReactionTypeEmoji)}
    if (new - old) & WARNING:
        await _report(turn, group, Said(change.message_id))


async def passed_on(turn: Turn) -> bool:
    """Somebody forwards another person's words in private: asked whether to tell a leader."""
    message = turn.message
    if message is None or message.forward_origin is None:
        return False
    said = forwarded_to_us(message)
    own = turn.user is not None and said.telegram_id == turn.user.id
    if own or not await groups_of(turn.session, turn.me.account_id):
        return False
    turn.wait("pass_on", "sure", person=said.telegram_id, name=said.name, body=said.body)
    turn.say("moderation.ask_report")
    return True


async def confirmed(turn: Turn) -> None:
    waiting = turn.me.waiting
    if waiting is None or waiting.flow != "pass_on":
        return turn.rewrite("moderation.report_over")
    turn.done_waiting()
    groups = [g for g in await groups_of(turn.session, turn.me.account_id) if g.kind == "peer"]
    if turn.pressed != ["yes"] or not groups:
        return turn.rewrite("moderation.report_over")
    data = waiting.data
    said = Said(None, data["person"], data["name"], data["body"])
    group = await _where(turn, groups, said.telegram_id)
    return await _report(turn, group, said)


async def _where(turn: Turn, groups: list[Group], telegram_id: int | None) -> Group:
    """The group in which both are; otherwise the reporter's first."""
    author = await account_of(turn.session, telegram_id) if telegram_id else None
    for group in groups:
        if author is not None and await membership(turn.session, group.id, author.id):
            return group
    return groups[0]
