"""Menus: tells Telegram the commands of each chat and the bot's description, if they changed.

Telegram chooses a menu by the language of the phone, and no phone is set to Chhattisgarhi. So the
menu for everybody is in Hindi. A person who chose another language or is on the staff gets a menu
for their own chat, and so does a group with another language.
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

from bot.services.menus import mark_all_menus_due, record_group_menu
from bot.texts import about
from db.enums import Language
from db.models import Account, Deployment
from db.queries.groups import groups_with_another_menu
from db.queries.people import MenuDue, menus_due
from db.session import Sessions, begin

log = logging.getLogger(__name__)

AT_ONCE = 20
"""Chats at one tick, so that menus do not take the rate limit from messages."""


async def show_menus(sessions: Sessions, bot: Bot) -> None:
    try:
        await _update_general_menus(sessions, bot)
        await _update_own_menus(sessions, bot)
        await _update_group_menus(sessions, bot)
    except TelegramError as error:
        log.warning("menus were not updated: %s", type(error).__name__)


async def _update_general_menus(sessions: Sessions, bot: Bot) -> None:
    stamp = sha256(f"{bot.id} {about.fingerprint()}".encode()).hexdigest()
    async with begin(sessions) as session:
        deployment = await session.get(Deployment, 1)
        if deployment is None or deployment.announced == stamp:
            return
    hindi = Language.HINDI
    members, group = (
        about.command_menu(about.MEMBER_COMMANDS, hindi),
        about.command_menu(about.GROUP_COMMANDS, hindi),
    )
    await bot.set_my_commands(members, scope=BotCommandScopeAllPrivateChats())
    await bot.set_my_commands(group, scope=BotCommandScopeAllGroupChats())
    await bot.set_my_short_description(about.short_description(hindi))
    await bot.set_my_description(about.long_description(hindi))
    async with begin(sessions) as session:
        deployment = await session.get_one(Deployment, 1)
        deployment.announced = stamp
        await mark_all_menus_due(session)


async def _update_own_menus(sessions: Sessions, bot: Bot) -> None:
    async with begin(sessions) as session:
        due = await menus_due(session, AT_ONCE)
    for chat in due:
        try:
            await _set_own_menu(bot, chat)
        except (BadRequest, Forbidden) as error:
            # The bot is blocked there; when the person chooses a language, it is due again.
            log.info("no menu for account %d: %s", chat.account_id, type(error).__name__)
        async with begin(sessions) as session:
            account = await session.get(Account, chat.account_id)
            if account is not None and account.language == chat.language:
                account.menu_due = False


async def _update_group_menus(sessions: Sessions, bot: Bot) -> None:
    async with begin(sessions) as session:
        due = await groups_with_another_menu(session, AT_ONCE)
    for group in due:
        assert group.chat_id is not None
        try:
            await _set_menu(bot, group.chat_id, about.GROUP_COMMANDS, Language(group.language))
        except (BadRequest, Forbidden) as error:
            # The bot was removed. Its menu is due again when the chat is bound again.
            log.info("no menu for group %d: %s", group.id, type(error).__name__)
        async with begin(sessions) as session:
            await record_group_menu(session, group.id, group.language)


async def _set_own_menu(bot: Bot, chat: MenuDue) -> None:
    language = Language(chat.language or Language.HINDI)
    if chat.staff:
        scope = BotCommandScopeChat(chat.telegram_id)
        await bot.set_my_commands(about.command_menu(about.STAFF_COMMANDS, language), scope=scope)
    else:
        await _set_menu(bot, chat.telegram_id, about.MEMBER_COMMANDS, language)


async def _set_menu(bot: Bot, chat_id: int, commands: about.Commands, language: Language) -> None:
    """In Hindi the chat's own menu is deleted, so that it shows the menu for everybody."""
    scope = BotCommandScopeChat(chat_id)
    if language is Language.HINDI:
        await bot.delete_my_commands(scope=scope)
    else:
        await bot.set_my_commands(about.command_menu(commands, language), scope=scope)
