"""A Telegram message as the house deeds take it, and small things done in a group."""

from telegram import Message, MessageOriginUser

from bot.context import Turn
from bot.handlers.groups import start_link
from bot.services.moderation import Said
from bot.services.outbox import To, enqueue
from bot.services.slots import take_slot
from db.enums import OutboxClass, SanctionKind
from db.models import Group, HouseCase
from db.queries.moderation.sanctions import deed_row, of_case
from db.queries.people import account_of

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


async def may_nudge(turn: Turn, group: Group) -> bool:
    """The bot reminds a whole group of its rules at most once in ten minutes."""
    bucket = turn.now.replace(minute=turn.now.minute // 10 * 10, second=0, microsecond=0)
    return await take_slot(turn.session, "nudge", str(group.id), bucket, now=turn.now)


async def explain_in_group(turn: Turn, group: Group, case: HouseCase) -> None:
    """For a writer whom the bot cannot reach in private: the reason, and no name."""
    author = await account_of(turn.session, case.telegram_id) if case.telegram_id else None
    if author is not None and author.language and author.unreachable_since is None:
        return
    hidden = [one for one in await of_case(turn.session, case.id) if one.kind == SanctionKind.HIDE]
    row = await deed_row(turn.session, hidden[-1].deed_key) if hidden else None
    if row is None or not await may_nudge(turn, group):
        return
    enqueue(
        turn.session,
        OutboxClass.MODERATION,
        To.group(group.id),
        "moderation.hidden_here",
        {"rule": case.rule, "link": start_link(turn, group)},
        target_outbox_id=row.id,
        now=turn.now,
    )
