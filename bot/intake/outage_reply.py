"""A cry for help that cannot be stored still gets the emergency number."""

import logging
from collections import OrderedDict
from collections.abc import Sequence

from telegram import Bot, Chat, Update
from telegram.error import TelegramError

from bot.domain.reading.model import SELF_HARM
from bot.intake.parsing import FailedUpdate, text_of
from bot.services.alerts.unreadable import emergency_signs
from bot.texts import speech_of
from bot.texts.alerts import replies as texts
from bot.texts.sentences import Message
from db.enums import Language

log = logging.getLogger(__name__)

REMEMBERED = 10_000
"""How many answered updates are remembered.

The same updates are fetched again until the database is back; each is answered once.
"""


class OutageReply:
    """Sends directly to Telegram: the outbox is a table and cannot be written."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._answered: OrderedDict[int, None] = OrderedDict()

    async def answer(self, updates: Sequence[Update]) -> None:
        for update in updates:
            message = update.effective_message
            if message is None or update.update_id in self._answered:
                continue
            if signs := emergency_signs(text_of(update)):
                self._remember(update.update_id)
                await self._reply(update, message.chat, set(signs))

    async def answer_failed(self, failed: FailedUpdate) -> None:
        """For an update that could not be stored: in private, as its chat may be unknown."""
        signs = emergency_signs(failed.text)
        if signs and failed.sender is not None and failed.update_id not in self._answered:
            self._remember(failed.update_id)
            mind_line = texts.MIND_LINE if SELF_HARM.intersection(signs) else None
            await self._say(failed.sender, texts.outage_reply(mind_line=mind_line))

    def _remember(self, update_id: int) -> None:
        self._answered[update_id] = None
        if len(self._answered) > REMEMBERED:
            self._answered.popitem(last=False)

    async def _reply(self, update: Update, chat: Chat, signs: set[str]) -> None:
        """Thoughts of dying are answered in private if the person can be reached there."""
        user, alone = update.effective_user, texts.outage_reply(mind_line=texts.MIND_LINE)
        in_private = user is not None and signs & SELF_HARM and await self._say(user.id, alone)
        if not in_private:
            await self._say(chat.id, texts.outage_reply())

    async def _say(self, chat_id: int, message: Message) -> bool:
        try:
            for language in (Language.HINDI, Language.CHHATTISGARHI):
                text = speech_of(message, language).text
                await self._bot.send_message(chat_id, text, parse_mode="HTML")
        except TelegramError as error:
            log.error("a cry could not be answered while the database is down: %s", type(error))
            return False
        return True
