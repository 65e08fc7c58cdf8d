"""Whether Telegram accepts our token: a proxy or a restarting server may refuse it by mistake."""

import logging
import time
from collections.abc import Callable

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.api import call

log = logging.getLogger(__name__)

REFUSALS, REFUSED_SECONDS = 10, 600.0
"""The token is taken for wrong only after so many refusals over so long a time."""
SHORTEST_PAUSE, LONGEST_PAUSE = 1.0, 60.0


class TokenRefused(Exception):
    """Telegram refuses our token for good: an operator has to correct it."""


class TokenCheck:
    def __init__(self, bot: Bot, seconds: Callable[[], float] = time.monotonic) -> None:
        self._bot = bot
        self._seconds = seconds
        self._refusals = 0
        self._since = 0.0

    @property
    def pause(self) -> float:
        """How many seconds to wait before the next question."""
        return min(SHORTEST_PAUSE * 2.0**self._refusals, LONGEST_PAUSE)

    async def accepted(self) -> bool:
        """Ask Telegram. False if it refuses the token or does not answer. Raises TokenRefused."""
        try:
            await call(self._bot, "getMe", {})
        except InvalidToken:
            self._note_refusal()
            return False
        except TelegramError as error:
            log.warning("Telegram does not say who we are (%s)", type(error).__name__)
            return False
        self._refusals = 0
        return True

    def _note_refusal(self) -> None:
        now = self._seconds()
        self._refusals += 1
        if self._refusals == 1:
            self._since = now
        log.error("Telegram refuses GOTHIYA_TOKEN, %d times in a row", self._refusals)
        if self._refusals >= REFUSALS and now - self._since >= REFUSED_SECONDS:
            raise TokenRefused(f"{self._refusals} refusals")
