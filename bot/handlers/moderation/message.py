"""A Telegram message as moderation stores it, and reminders of the rules in a group."""

from telegram import Message, MessageOriginUser

from bot.context import Turn
from bot.handlers.groups import start_link
from bot.services.moderation.cases import GroupMessage
from bot.services.outbox import To, enqueue
from bot.services.slots import take_slot
from bot.texts.moderation.rules import hidden_in_group
from db.enums import ModerationRule, OutboxClass, SanctionKind
from db.models import Group, ModerationCase
from db.queries.moderation.sanctions import outbox_row, sanctions_of_case
from db.queries.people import account_with_telegram_id

LONGEST = 4096


def message_in_group(message: Message) -> GroupMessage:
    """A message in the group and its writer; a post of a channel has no writer."""
    author = message.from_user if message.sender_chat is None else None
    media = None
    if message.voice is not None:
        media = {"voice": message.voice.file_id}
    elif message.photo:
        media = {"photo": message.photo[-1].file_id}
    return GroupMessage(
        message_id=message.message_id,
        telegram_id=author.id if author else None,
        name=author.full_name if author else None,
        body=(message.text or message.caption or "")[:LONGEST],
        media=media,
    )


def forwarded_message(message: Message) -> GroupMessage:
    """A message forwarded in private: Telegram does not say where in a group it stands."""
    origin = message.forward_origin
    author = origin.sender_user if isinstance(origin, MessageOriginUser) else None
    return GroupMessage(
        message_id=None,
        telegram_id=author.id if author else None,
        name=author.full_name if author else None,
        body=(message.text or message.caption or "")[:LONGEST],
    )


async def may_remind_group(turn: Turn, group: Group) -> bool:
    """The bot reminds a whole group of its rules at most once in ten minutes."""
    bucket = turn.now.replace(minute=turn.now.minute // 10 * 10, second=0, microsecond=0)
    return await take_slot(turn.session, "rules_reminder", str(group.id), bucket, now=turn.now)


async def explain_hiding_in_group(turn: Turn, group: Group, case: ModerationCase) -> None:
    """For a writer the bot cannot reach in private: the reason, without a name."""
    author = (
        await account_with_telegram_id(turn.session, case.telegram_id) if case.telegram_id else None
    )
    if author is not None and author.language and author.unreachable_since is None:
        return
    hidden = [
        one
        for one in await sanctions_of_case(turn.session, case.id)
        if one.kind == SanctionKind.HIDE
    ]
    row = await outbox_row(turn.session, hidden[-1].outbox_key) if hidden else None
    if row is None or not await may_remind_group(turn, group):
        return
    rule = ModerationRule(case.rule) if case.rule else None
    enqueue(
        turn.session,
        OutboxClass.MODERATION,
        To.group(group.id),
        hidden_in_group(rule=rule, link=start_link(turn, group)),
        target_outbox_id=row.id,
        now=turn.now,
    )
