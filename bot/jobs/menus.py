"""Tells Telegram which commands a chat shows, and what the bot is: only what has changed.

Telegram goes by the two letters of the phone's language, and no phone knows Chhattisgarhi. So
everybody is given Hindi, and who chose another language, or is on the staff, gets a menu of the
chat's own; so does a group.
"""

import logging
from hashlib import sha256

from telegram import (
    Bot,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.services.menus import menu_shown, menus_again
from bot.texts import about
from db.enums import Language
from db.models import Account, Deployment
from db.queries.groups import groups_with_another_menu
from db.queries.people import MenuDue, menus_due
from db.session import Sessions, begin

log = logging.getLogger(__name__)

AT_ONCE = 20
"""Chats in one look, so that menus take no room from messages."""


async def show_menus(sessions: Sessions, bot: Bot) -> None:
    try:
        await _announce(sessions, bot)
        await _own_menus(sessions, bot)
        await _group_menus(sessions, bot)
    except TelegramError as error:
        log.warning("the menus wait: %s", type(error).__name__)


async def _announce(sessions: Sessions, bot: Bot) -> None:
    stamp = sha256(f"{bot.id} {about.stamp()}".encode()).hexdigest()
    async with begin(sessions) as session:
        deployment = await session.get(Deployment, 1)
        if deployment is None or deployment.announced == stamp:
            return
    hindi = Language.HINDI
    members, group = about.menu(about.MEMBER, hindi), about.menu(about.GROUP, hindi)
    await bot.set_my_commands(members, scope=BotCommandScopeAllPrivateChats())
    await bot.set_my_commands(group, scope=BotCommandScopeAllGroupChats())
    await bot.set_my_short_description(about.short(hindi))
    await bot.set_my_description(about.long(hindi))
    async with begin(sessions) as session:
        deployment = await session.get_one(Deployment, 1)
        deployment.announced = stamp
        await menus_again(session)


async def _own_menus(sessions: Sessions, bot: Bot) -> None:
    async with begin(sessions) as session:
        due = await menus_due(session, AT_ONCE)
    for chat in due:
        try:
            await _one(bot, chat)
        except (BadRequest, Forbidden) as error:
            # The chat is gone or shut; choosing a language there makes it due again.
            log.info("no menu for account %d: %s", chat.account_id, type(error).__name__)
        async with begin(sessions) as session:
            account = await session.get(Account, chat.account_id)
            if account is not None and account.language == chat.language:
                account.menu_due = False


async def _group_menus(sessions: Sessions, bot: Bot) -> None:
    async with begin(sessions) as session:
        due = await groups_with_another_menu(session, AT_ONCE)
    for group in due:
        assert group.chat_id is not None
        try:
            await _unless_hindi(bot, group.chat_id, about.GROUP, Language(group.language))
        except (BadRequest, Forbidden) as error:
            # The bot was put out; whoever lets it in again binds the chat anew.
            log.info("no menu for group %d: %s", group.id, type(error).__name__)
        async with begin(sessions) as session:
            await menu_shown(session, group.id, group.language)


async def _one(bot: Bot, chat: MenuDue) -> None:
    language = Language(chat.language or Language.HINDI)
    if chat.staff:
        scope = BotCommandScopeChat(chat.telegram_id)
        await bot.set_my_commands(about.menu(about.STAFF, language), scope=scope)
    else:
        await _unless_hindi(bot, chat.telegram_id, about.MEMBER, language)


async def _unless_hindi(
    bot: Bot, chat_id: int, commands: about.Commands, language: Language
) -> None:
    """A menu of the chat's own; who reads Hindi has the one for all, whose words may change."""
    scope = BotCommandScopeChat(chat_id)
    if language is Language.HINDI:
        await bot.delete_my_commands(scope=scope)
    else:
        await bot.set_my_commands(about.menu(commands, language), scope=scope)
