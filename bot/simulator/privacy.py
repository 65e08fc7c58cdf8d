"""Which bots hear of which message."""

import re
from typing import TYPE_CHECKING

from bot.simulator.messages import Message
from bot.simulator.people import Bot

if TYPE_CHECKING:
    from bot.simulator.chats import Chat

COMMAND = re.compile(r"/[A-Za-z0-9_]+(?:@(\w+))?(?!\S)")


def hears(chat: "Chat", bot: Bot, message: Message) -> bool:
    if message.sender is bot:
        return message.service
    if message.from_bot and not message.sender_chat and not message.service:
        return False
    if chat.private or message.service or not bot.privacy or chat.member(bot).admin:
        return True
    replied = message.reply_to
    return bool(replied and replied.sender is bot) or _commands(chat, bot, message.text)


def _commands(chat: "Chat", bot: Bot, text: str) -> bool:
    match = COMMAND.match(text)
    if not match:
        return False
    if match[1]:
        return match[1].casefold() == bot.username.casefold()
    # A bare command goes to the bot that spoke last, so that two bots do not both answer.
    return chat.last_bot in (0, bot.id) or len(chat.bots()) == 1
