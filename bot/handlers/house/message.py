"""A Telegram message as the house deeds take it, and small things done in a group."""

from telegram import Message, MessageOriginUser

from bot.context import Turn
from bot.services.house import Said
from bot.services.outbox import To, enqueue
from bot.services.slots import take_slot
from db.enums import OutboxClass
from db.models import Group

LONGEST = 4096


def said_in(message: Message) -> Said:
    """What stands in the group, and who wrote it. A channel's post was written by nobody."""
    author = message.from_user if message.sender_chat is None else None
    media = None
    if message.voice is not None:
        media = {"voice": message.voice.file_id}
    elif message.photo:
        media = {"photo": message.photo[-1].file_id}
    return Said(
        message_id=message.message_id,
        telegram_id=author.id if author else None,
        name=author.full_name if author else None,
        body=(message.text or message.caption or "")[:LONGEST],
        media=media,
    )


def forwarded_to_us(message: Message) -> Said:
    """Passed on in private: where it stands in a group cannot be told."""
    origin = message.forward_origin
    author = origin.sender_user if isinstance(origin, MessageOriginUser) else None
    return Said(
        message_id=None,
        telegram_id=author.id if author else None,
        name=author.full_name if author else None,
        body=(message.text or message.caption or "")[:LONGEST],
    )


def take_away(turn: Turn, group: Group, message: Message) -> None:
    """A command that others need not see, where the bot may delete it."""
    if group.rights.get("can_delete_messages") is False:
        return
    enqueue(
        turn.session,
        OutboxClass.MODERATION,
        To.group(group.id),
        "house.deed",
        method="delete",
        target_message_id=message.message_id,
        now=turn.now,
    )


async def may_nudge(turn: Turn, group: Group) -> bool:
    """The bot reminds a whole group of its rules at most once in ten minutes."""
    bucket = turn.now.replace(minute=turn.now.minute // 10 * 10, second=0, microsecond=0)
    return await take_slot(turn.session, "nudge", str(group.id), bucket, now=turn.now)
