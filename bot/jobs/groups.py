"""Groups: what the bot may do in each, asked once a day and soon after it was added."""

import logging
from datetime import timedelta

from telegram import Bot, ChatMember
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.context import Clock
from bot.domain.moderation.sanctions import chat_standing
from bot.services.groups import missing_rights, rights_of, save_rights
from bot.services.moderation.outcomes import retry_refused
from bot.services.onboarding.group_door import settle_claim
from bot.services.onboarding.members import leave_group, note_in_chat
from bot.services.outbox import To, enqueue
from bot.texts import groups as texts
from db.enums import GroupState, OutboxClass
from db.models import Group
from db.queries.groups import claims_to_settle, groups_to_check, members_to_check
from db.queries.people import staff_accounts
from db.session import Sessions, begin

log = logging.getLogger(__name__)

ASKED_AT_ONCE = 20
"""At one tick, so that the questions do not take the rate limit from messages."""
MEMBERS_CHECKED_EVERY = timedelta(days=1)


async def check_rights(sessions: Sessions, bot: Bot, clock: Clock) -> int:
    """Check the groups that were not checked for a day; return how many.

    Telegram is asked outside of transactions.
    """
    async with begin(sessions) as session:
        groups = await groups_to_check(session, clock())
    for group in groups:
        try:
            member = await bot.get_chat_member(group.chat_id or 0, bot.id)
        except (BadRequest, Forbidden) as error:
            log.warning("not in group %d any more: %s", group.id, type(error).__name__)
            member = ChatMember(bot.bot, ChatMember.LEFT)
        except TelegramError as error:
            # A network error tells nothing about the group; Telegram is asked again soon.
            log.warning("rights in group %d unknown: %s", group.id, type(error).__name__)
            continue
        async with begin(sessions) as session:
            fresh = await session.get_one(Group, group.id)
            before = missing_rights(fresh.rights) if fresh.rights else None
            rights = rights_of(member)
            missing = await save_rights(session, fresh, member.status, rights, now=clock())
            await retry_refused(session, fresh, now=clock())
            if fresh.state == GroupState.ACTIVE and missing and missing != before:
                for account_id in await staff_accounts(session, fresh.clinic_id):
                    enqueue(
                        session,
                        OutboxClass.ALERT,
                        To.staff(account_id, fresh.clinic_id),
                        texts.missing_rights(title=fresh.title, missing=missing),
                        now=clock(),
                    )
    return len(groups)


async def settle_claims(sessions: Sessions, bot: Bot, clock: Clock) -> int:
    """Ask Telegram about who followed a group's link; return how many were settled."""
    async with begin(sessions) as session:
        claims = await claims_to_settle(session, ASKED_AT_ONCE)
    settled = 0
    for group_id, account_id, chat_id, telegram_id in claims:
        present = await _is_in_chat(bot, chat_id, telegram_id)
        if present is None:
            continue
        async with begin(sessions) as session:
            group = await session.get_one(Group, group_id)
            await settle_claim(session, group, account_id, present=present, now=clock())
        settled += 1
    return settled


async def reconcile_members(sessions: Sessions, bot: Bot, clock: Clock) -> int:
    """Once a day, ask whether members still are in the chat; return how many had left it.

    Telegram tells the bot of it, but not what happened while the bot was no administrator.
    """
    async with begin(sessions) as session:
        members = await members_to_check(session, clock() - MEMBERS_CHECKED_EVERY, ASKED_AT_ONCE)
    left = 0
    for group_id, account_id, chat_id, telegram_id in members:
        present = await _is_in_chat(bot, chat_id, telegram_id)
        if present is None:
            continue
        async with begin(sessions) as session:
            if present:
                await note_in_chat(session, group_id, account_id, now=clock())
            else:
                await leave_group(session, group_id, account_id, now=clock())
        left += not present
    return left


async def _is_in_chat(bot: Bot, chat_id: int | None, telegram_id: int) -> bool | None:
    """None if Telegram does not say it now."""
    try:
        member = await bot.get_chat_member(chat_id or 0, telegram_id)
    except (BadRequest, Forbidden):
        return False
    except TelegramError as error:
        log.warning("whether somebody is in a chat is not known: %s", type(error).__name__)
        return None
    return chat_standing(member.status, getattr(member, "is_member", None), True).present
