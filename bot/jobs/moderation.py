"""Moderation: pinned rules, outcomes of sanctions, and whether sanctions still hold in Telegram."""

import logging
from datetime import datetime, timedelta

from telegram import Bot
from telegram.error import BadRequest, TelegramError

from bot.context import Clock
from bot.domain.moderation.sanctions import chat_standing
from bot.jobs.isolation import handle_each, succeeds
from bot.services.moderation.manual import end_expired_mutes, reconcile_sanctions
from bot.services.moderation.outcomes import apply_outcomes
from bot.services.moderation.rules import pin_rules
from bot.services.outbox import To, enqueue
from bot.texts.groups import welcome
from bot.texts.moderation.rules import no_text
from db.enums import OutboxClass
from db.models import Group, Sanction
from db.queries.moderation.posts import stale_welcomes
from db.queries.moderation.sanctions import ended_mutes, sanctions_to_check, sanctions_with_outcome
from db.session import Sessions, UnitOfWork, begin

log = logging.getLogger(__name__)

WELCOME_STANDS = timedelta(hours=6)
CHECK_EVERY = timedelta(hours=12)
"""Short enough that a mute of a day is checked once while it lasts."""


async def apply_group_rules(sessions: Sessions, clock: Clock) -> None:
    """Pin the rules where they are not pinned, and delete old welcomes."""
    now = clock()
    async with begin(sessions) as session:
        await pin_rules(session, now=now)
        for row in await stale_welcomes(session, welcome.name, now, WELCOME_STANDS):
            enqueue(
                session,
                OutboxClass.MODERATION,
                To.group(row.dest_id),
                no_text(),
                method="delete",
                target_outbox_id=row.id,
                now=now,
            )


async def process_outcomes(sessions: Sessions, clock: Clock) -> None:
    """Note what Telegram did about sanctions, and end mutes whose time is over.

    Each case has its own transaction, so that no two locks are held at once.
    """
    async with begin(sessions) as session:
        found = [*await sanctions_with_outcome(session), *await ended_mutes(session, clock())]
    await handle_each(sessions, clock, sorted({case_id for _, case_id in found}), _process_case)


async def _process_case(session: UnitOfWork, case_id: int, *, now: datetime) -> None:
    await apply_outcomes(session, case_id, now=now)
    await end_expired_mutes(session, case_id, now=now)


async def reconcile_with_telegram(sessions: Sessions, bot: Bot, clock: Clock) -> None:
    """Find sanctions that somebody lifted by hand while the bot was off.

    Telegram is asked outside of transactions.
    """
    async with begin(sessions) as session:
        found = await sanctions_to_check(session, clock() - CHECK_EVERY)
    for sanction, group in found:
        await _reconcile(sessions, bot, clock, sanction, group)


async def _reconcile(
    sessions: Sessions, bot: Bot, clock: Clock, sanction: Sanction, group: Group
) -> None:
    person, asked = sanction.telegram_id or 0, clock()
    try:
        member = await bot.get_chat_member(group.chat_id or 0, person)
    except BadRequest:
        member = None  # Telegram does not speak of them in this chat.
    except TelegramError as error:
        # A network error tells nothing about the member; Telegram is asked again soon.
        log.warning("sanction %d not compared: %s", sanction.id, type(error).__name__)
        return

    async def reconcile(session: UnitOfWork) -> bool:
        if member is None:
            (await session.get_one(Sanction, sanction.id)).checked_at = clock()
            return False
        fresh = await session.get_one(Group, group.id)
        may_send = getattr(member, "can_send_messages", None)
        now = chat_standing(member.status, getattr(member, "is_member", None), may_send)
        actor = ("system", None)
        await reconcile_sanctions(session, fresh, person, now, actor=actor, at=asked, now=clock())
        return True

    await succeeds(sessions, reconcile, f"reconciling sanction {sanction.id}")
