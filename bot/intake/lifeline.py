"""While nothing can be stored, a cry for help still gets the number to call."""

import logging
from collections import OrderedDict
from collections.abc import Sequence

from telegram import Bot, Update
from telegram.error import TelegramError

from bot.domain.reading.explain import read
from bot.texts import render
from db.enums import Language, ReadingLevel

log = logging.getLogger(__name__)

REMEMBERED = 10_000
"""Updates come again until the database is back; nobody is answered twice for one."""


class Lifeline:
    """Past the outbox, which is a table: the one place where the bot speaks without a row."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._answered: OrderedDict[int, None] = OrderedDict()

    async def throw(self, updates: Sequence[Update]) -> None:
        for update in updates:
            message = update.effective_message
            if message is None or update.update_id in self._answered:
                continue
            if read(message.text or message.caption or "").level is ReadingLevel.EMERGENCY:
                await self._answer(update, message.chat.id)

    async def _answer(self, update: Update, chat_id: int) -> None:
        self._answered[update.update_id] = None
        if len(self._answered) > REMEMBERED:
            self._answered.popitem(last=False)
        try:
            for language in (Language.HINDI, Language.CHHATTISGARHI):
                text = render("alerts.lifeline", {}, language).text
                await self._bot.send_message(chat_id, text, parse_mode="HTML")
        except TelegramError as error:
            log.error("a cry could not be answered while the database is down: %s", type(error))
