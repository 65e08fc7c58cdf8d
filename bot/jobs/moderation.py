"""Keeping it kind: whether Telegram did what was decided, and whether it still holds."""

import logging
from datetime import timedelta

from telegram import Bot
from telegram.error import BadRequest, TelegramError

from bot.context import Clock
from bot.domain.moderation.sanctions import standing
from bot.services.moderation.manual import compare, end_rests
from bot.services.moderation.outcomes import hear
from db.models import Group, Sanction
from db.queries.moderation.sanctions import answered_deeds, ended_mutes, unchecked
from db.session import Sessions, begin

log = logging.getLogger(__name__)

AGAIN = timedelta(hours=12)
"""A day of rest is looked at once while it lasts."""


async def hear_deeds(sessions: Sessions, clock: Clock) -> None:
    """Each case in a transaction of its own: no two locks are held at once."""
    async with begin(sessions) as session:
        found = [*await answered_deeds(session), *await ended_mutes(session, clock())]
    for case_id in sorted({case_id for _, case_id in found}):
        async with begin(sessions) as session:
            await hear(session, case_id, now=clock())
            await end_rests(session, case_id, now=clock())


async def compare_with_telegram(sessions: Sessions, bot: Bot, clock: Clock) -> None:
    """Somebody may have lifted it by hand while the bot was off. Telegram is asked in between."""
    async with begin(sessions) as session:
        found = await unchecked(session, clock() - AGAIN)
    for sanction, group in found:
        await _ask(sessions, bot, clock, sanction, group)


async def _ask(
    sessions: Sessions, bot: Bot, clock: Clock, sanction: Sanction, group: Group
) -> None:
    person, asked = sanction.telegram_id or 0, clock()
    try:
        member = await bot.get_chat_member(group.chat_id or 0, person)
    except BadRequest:
        member = None  # Telegram knows nobody of that number there
    except TelegramError as error:
        # Trouble on the way says nothing; it is asked again soon.
        log.warning("sanction %d not compared: %s", sanction.id, type(error).__name__)
        return
    async with begin(sessions) as session:
        if member is None:
            (await session.get_one(Sanction, sanction.id)).checked_at = clock()
            return
        fresh = await session.get_one(Group, group.id)
        may_send = getattr(member, "can_send_messages", None)
        now = standing(member.status, getattr(member, "is_member", None), may_send)
        actor = ("system", None)
        await compare(session, fresh, person, now, actor=actor, at=asked, now=clock())
