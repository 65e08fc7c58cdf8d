"""Groups: what the bot may do in each, asked once a day and soon after it was added."""

import logging

from telegram import Bot, ChatMember
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.context import Clock
from bot.services.groups import missing_rights, rights_of, save_rights
from bot.services.moderation.outcomes import retry_refused
from bot.services.outbox import To, enqueue
from bot.texts import groups as texts
from db.enums import GroupState, OutboxClass
from db.models import Group
from db.queries.groups import groups_to_check
from db.queries.people import staff_accounts
from db.session import Sessions, begin

log = logging.getLogger(__name__)


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
