"""Groups: what the bot may do in each, asked once a day and soon after it was added."""

import logging
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime, timedelta

from telegram import Bot, ChatMember
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.context import Clock
from bot.domain.moderation.sanctions import chat_standing
from bot.jobs.isolation import succeeds
from bot.services.groups import missing_rights, rights_of, save_rights
from bot.services.moderation.outcomes import retry_refused
from bot.services.onboarding.group_door import settle_claim
from bot.services.onboarding.members import leave_group, note_asked
from bot.services.outbox import To, enqueue
from bot.texts import groups as texts
from db.enums import GroupState, OutboxClass
from db.models import Group
from db.queries.groups import InChat, claims_to_settle, groups_to_check, members_to_check
from db.queries.people import staff_accounts
from db.session import Sessions, UnitOfWork, begin

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

        async def save(
            session: UnitOfWork, group_id: int = group.id, member: ChatMember = member
        ) -> bool:
            await _save_rights(session, group_id, member, now=clock())
            return True

        await succeeds(sessions, save, f"the rights in group {group.id}")
    return len(groups)


async def _save_rights(
    session: UnitOfWork, group_id: int, member: ChatMember, *, now: datetime
) -> None:
    """Tell the staff if the bot lacks other rights than before."""
    group = await session.get_one(Group, group_id)
    before = missing_rights(group.rights) if group.rights else None
    missing = await save_rights(session, group, member.status, rights_of(member), now=now)
    await retry_refused(session, group, now=now)
    if group.state == GroupState.ACTIVE and missing and missing != before:
        for account_id in await staff_accounts(session, group.clinic_id):
            to = To.staff(account_id, group.clinic_id)
            said = texts.missing_rights(title=group.title, missing=missing)
            enqueue(session, OutboxClass.ALERT, to, said, now=now)


async def settle_claims(sessions: Sessions, bot: Bot, clock: Clock) -> int:
    """Ask Telegram about who followed a group's link; return how many were settled."""
    async with begin(sessions) as session:
        claims = await claims_to_settle(session, ASKED_AT_ONCE)

    async def settle(session: UnitOfWork, person: InChat, present: bool | None) -> bool:
        if present is None:
            return False
        group = await session.get_one(Group, person.group_id)
        await settle_claim(session, group, person.account_id, present=present, now=clock())
        return True

    return await _ask_about_each(sessions, bot, claims, settle)


async def reconcile_members(sessions: Sessions, bot: Bot, clock: Clock) -> int:
    """Once a day, ask whether members still are in the chat; return how many had left it.

    Telegram tells the bot of it, but not what happened while the bot was no administrator.
    """
    async with begin(sessions) as session:
        members = await members_to_check(session, clock() - MEMBERS_CHECKED_EVERY, ASKED_AT_ONCE)

    async def reconcile(session: UnitOfWork, person: InChat, present: bool | None) -> bool:
        if present is False:
            await leave_group(session, person.group_id, person.account_id, now=clock())
            return True
        await note_asked(session, person.group_id, person.account_id, now=clock())
        return False

    return await _ask_about_each(sessions, bot, members, reconcile)


async def _ask_about_each(
    sessions: Sessions,
    bot: Bot,
    people: Iterable[InChat],
    handle: Callable[[UnitOfWork, InChat, bool | None], Awaitable[bool]],
) -> int:
    """Ask Telegram outside of transactions, and handle each answer in one of its own."""
    done = 0
    for person in people:
        present = await _is_in_chat(bot, person.chat_id or 0, person.telegram_id)

        async def answered(
            session: UnitOfWork, person: InChat = person, present: bool | None = present
        ) -> bool:
            return await handle(session, person, present)

        name = f"account {person.account_id} in group {person.group_id}"
        done += await succeeds(sessions, answered, name)
    return done


async def _is_in_chat(bot: Bot, chat_id: int, telegram_id: int) -> bool | None:
    """None if Telegram does not say it.

    A refusal says nothing: where the bot is no administrator, Telegram refuses also to speak of
    people who are there (https://github.com/tdlib/td/issues/589).
    """
    try:
        member = await bot.get_chat_member(chat_id, telegram_id)
    except TelegramError as error:
        log.warning("whether somebody is in a chat is not known: %s", type(error).__name__)
        return None
    return chat_standing(member.status, getattr(member, "is_member", None), True).present
