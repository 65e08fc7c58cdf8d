"""While nothing can be stored, a cry for help still gets the number to call."""

import logging
from collections import OrderedDict
from collections.abc import Sequence

from telegram import Bot, Chat, Update
from telegram.error import TelegramError

from bot.domain.reading.explain import read
from bot.domain.reading.model import SELF_HARM
from bot.texts import render
from bot.texts.alerts.replies import MIND_LINE
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
            reading = read(message.text or message.caption or "")
            if reading.level is ReadingLevel.EMERGENCY:
                self._remember(update.update_id)
                await self._answer(update, message.chat, {sign.name for sign in reading.signs})

    def _remember(self, update_id: int) -> None:
        self._answered[update_id] = None
        if len(self._answered) > REMEMBERED:
            self._answered.popitem(last=False)

    async def _answer(self, update: Update, chat: Chat, signs: set[str]) -> None:
        """Of thoughts of dying not even the number is said in a group, if they let us in alone."""
        user, alone = update.effective_user, {"mind_line": MIND_LINE}
        warm = user is not None and bool(signs & SELF_HARM) and await self._say(user.id, alone)
        if not warm:
            await self._say(chat.id, {})

    async def _say(self, chat_id: int, params: dict[str, str]) -> bool:
        try:
            for language in (Language.HINDI, Language.CHHATTISGARHI):
                text = render("alerts.lifeline", params, language).text
                await self._bot.send_message(chat_id, text, parse_mode="HTML")
        except TelegramError as error:
            log.error("a cry could not be answered while the database is down: %s", type(error))
            return False
        return True
