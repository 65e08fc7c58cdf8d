"""Which bot receives which message: in privacy mode a bot does not read all of a group."""

import re

from bot.simulator.chats import Chat, Message
from bot.simulator.users import Bot

COMMAND = re.compile(r"/[A-Za-z0-9_]+(?:@(\w+))?(?!\S)")


def receives(chat: Chat, bot: Bot, message: Message) -> bool:
    if message.sender is bot:
        return message.service
    if message.from_bot and not message.sender_chat and not message.service:
        return False
    if chat.private or message.service or not bot.privacy or chat.member(bot).admin:
        return True
    replied = message.reply_to
    return bool(replied and replied.sender is bot) or _is_command_for(chat, bot, message.text)


def _is_command_for(chat: Chat, bot: Bot, text: str) -> bool:
    match = COMMAND.match(text)
    if not match:
        return False
    if match[1]:
        return match[1].casefold() == bot.username.casefold()
    # A command without a name goes to the bot that wrote last, so that two bots do not both answer.
    return chat.last_bot in (0, bot.id) or len(chat.bots()) == 1
