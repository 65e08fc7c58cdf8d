"""A member reports a message: by a command as a reply, by a reaction, or by forwarding it."""

from dataclasses import dataclass

from telegram import ReactionTypeEmoji

from bot.context import Turn
from bot.handlers.access.rules import anyone
from bot.handlers.groups import delete_message, start_link
from bot.handlers.moderation.message import forwarded_message, message_in_group
from bot.handlers.router import Router
from bot.keyboards.moderation import ReportForward
from bot.services.dialogs import Dialog
from bot.services.moderation.cases import GroupMessage, report_message
from bot.texts.groups import write_in_private
from bot.texts.moderation import replies as texts
from db.enums import GroupKind
from db.models import Group
from db.queries.groups import groups_of, membership
from db.queries.moderation.cases import case_of_message
from db.queries.people import account_with_telegram_id

WARNING = frozenset({"⚠", "⚠️", "👎"})
"""⚠️ is none of Telegram's standard reactions, but a group may allow it; 👎 always exists."""

router = Router(__name__)


@dataclass(frozen=True)
class ReportForwardDialog(Dialog, flow="report_forward"):
    """A forwarded message is reported once the member confirms it."""

    person: int | None
    """Who wrote it, by Telegram's id; None if they hide it."""
    name: str | None
    body: str | None


@router.command("batao", access=anyone)
async def explain_reporting(turn: Turn) -> None:
    """/batao in private, where there is nothing to report."""
    turn.say(texts.how_to_report())


@router.group_command("batao", "report", access=anyone)
async def report_by_command(turn: Turn) -> None:
    """`/batao` as a reply; the command is deleted, so that nobody sees who reported."""
    group, message = turn.group, turn.message
    if group is None or message is None or group.kind != GroupKind.PEER:
        return None
    delete_message(turn, group, message)
    if turn.speaker is None or message.sender_chat is not None:
        return turn.say_in_group(write_in_private(link=start_link(turn, group)))
    target = await message_replied_to(turn, group)
    if target is None:
        return turn.say(texts.how_to_report())
    return await _report(turn, group, target)


async def message_replied_to(turn: Turn, group: Group) -> GroupMessage | None:
    """The message that a command replies to.

    None if it starts a topic, or is the bot's own. A member's message that the bot posted again
    after it was hidden still counts as that member's.
    """
    target = turn.message.reply_to_message if turn.message else None
    if target is None or target.forum_topic_created is not None:
        return None
    if target.from_user is None or target.from_user.username != turn.bot_username:
        return message_in_group(target)
    known = await case_of_message(turn.session, group.id, target.message_id)
    return GroupMessage(target.message_id) if known is not None else None


async def _report(turn: Turn, group: Group, target: GroupMessage) -> None:
    case = await report_message(turn.session, group, target, turn.me.account_id, now=turn.now)
    turn.say(texts.reported() if case else texts.too_many_reports())


async def report_by_reaction(turn: Turn) -> None:
    """Only a new warning counts. The words stay unknown: Telegram does not send them."""
    change, group = turn.update.message_reaction, turn.group
    if change is None or group is None or group.kind != GroupKind.PEER or turn.speaker is None:
        return
    old = {one.emoji for one in change.old_reaction if isinstance(one, ReactionTypeEmoji)}
    new = {one.emoji for one in change.new_reaction if isinstance(one, ReactionTypeEmoji)}
    if (new - old) & WARNING:
        await _report(turn, group, GroupMessage(change.message_id))


async def offer_to_report_forward(turn: Turn) -> bool:
    """Whether the message was a forward of another member's words: then a report is offered."""
    message = turn.message
    if message is None or message.forward_origin is None:
        return False
    forwarded = forwarded_message(message)
    own = turn.user is not None and forwarded.telegram_id == turn.user.id
    if own or not await groups_of(turn.session, turn.me.account_id):
        return False
    turn.wait(ReportForwardDialog(forwarded.telegram_id, forwarded.name, forwarded.body))
    turn.say(texts.ask_report())
    return True


@router.button(ReportForward, access=anyone)
async def confirm_report_of_forward(turn: Turn, press: ReportForward) -> None:
    dialog = turn.dialog_of(ReportForwardDialog)
    if dialog is None:
        return turn.rewrite(texts.not_reported())
    turn.stop_waiting()
    groups = [g for g in await groups_of(turn.session, turn.me.account_id) if g.kind == "peer"]
    if press.answer == "no" or not groups:
        return turn.rewrite(texts.not_reported())
    target = GroupMessage(None, dialog.person, dialog.name, dialog.body)
    group = await _group_of_both(turn, groups, target.telegram_id)
    return await _report(turn, group, target)


async def _group_of_both(turn: Turn, groups: list[Group], telegram_id: int | None) -> Group:
    """The group that both belong to, otherwise the reporter's first group."""
    author = await account_with_telegram_id(turn.session, telegram_id) if telegram_id else None
    for group in groups:
        if author is not None and await membership(turn.session, group.id, author.id):
            return group
    return groups[0]
