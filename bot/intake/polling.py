"""Our own long polling: only the next fetch acknowledges updates, after they were committed."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress

from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.api import OddAnswer, call
from bot.context import CallbackAnswer
from bot.intake.batch import Batch, DatabaseDown
from bot.intake.parsing import FailedUpdate, Raw, parse
from bot.intake.patience import with_patience
from bot.token_check import TokenCheck
from bot.watchdog import Heartbeats

log = logging.getLogger(__name__)

ALLOWED_UPDATES = [
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.MY_CHAT_MEMBER,
    Update.CHAT_MEMBER,
    Update.CHAT_JOIN_REQUEST,
    Update.POLL_ANSWER,
    Update.MESSAGE_REACTION,
]
"""Named one by one: without this list Telegram would not send some of them."""

PART = "intake"
FETCH_LIMIT = 100
LONG_POLL_SECONDS = 20
ANSWER_SECONDS = 10
LONGEST_PAUSE = 30.0
LONGEST_SILENCE = 60.0
"""However long Telegram tells us to wait: the watchdog takes a longer silence for the end."""
DATABASE_PAUSE = 1.0
"""While the database is away updates are fetched so often, to answer cries for help."""
STAND_BY_SECONDS = 2.0


class Polling:
    def __init__(
        self,
        bot: Bot,
        batch: Batch,
        *,
        may_poll: Callable[[], Awaitable[bool]],
        beats: Heartbeats,
        after_commit: Callable[[Sequence[CallbackAnswer]], None],
        answer_outage: Callable[[Sequence[Update]], Awaitable[None]],
    ) -> None:
        """`may_poll` says whether this process is the one that polls."""
        self._bot = bot
        self._batch = batch
        self._may_poll = may_poll
        self._beats = beats
        self._after_commit = after_commit
        self._answer_outage = answer_outage
        self._token = TokenCheck(bot)
        self._offset: int | None = None
        self._pause = 0.0

    async def run(self, stopping: asyncio.Event) -> None:
        """Poll until `stopping` is set. Raises TokenRefused."""
        while not stopping.is_set():
            if self._pause:
                await _sleep(self._pause, stopping)
            await self._turn(LONG_POLL_SECONDS)

    async def once(self) -> int:
        """Fetch once without waiting, and process; return how many updates were fetched."""
        return await self._turn(0)

    async def answer_without_database(self) -> None:
        """Before the database has answered for the first time: answer cries, process nothing."""
        with suppress(TelegramError):
            updates, _failed = _parsed(self._bot, await self._fetch(0))
            await self._answer_outage(updates)

    async def _turn(self, wait: int) -> int:
        self._beats.turn(PART)
        may_poll = await self._may_poll()
        self._beats.note("standing_by", not may_poll)
        if not may_poll:
            self._pause = STAND_BY_SECONDS
            return 0
        try:
            raw = await self._fetch(wait)
            await self._process(raw)
        except InvalidToken:
            await self._token.accepted()
            self._pause = self._token.pause
            return 0
        except (TelegramError, DatabaseDown) as error:
            self._back_off(error)
            return 0
        self._pause = 0.0
        return len(raw)

    async def _fetch(self, wait: int) -> list[Raw]:
        try:
            raw: list[Raw] = await call(
                self._bot,
                "getUpdates",
                {
                    "offset": self._offset or 0,
                    "limit": FETCH_LIMIT,
                    "timeout": wait,
                    "allowed_updates": ALLOWED_UPDATES,
                },
                read_timeout=wait + ANSWER_SECONDS,
            )
        except Conflict:
            self._beats.note("conflict")
            raise
        self._beats.note("conflict", False)
        self._beats.beat(PART)
        return raw

    async def _process(self, raw: Sequence[Raw]) -> None:
        if not raw:
            return
        updates, failed = _parsed(self._bot, raw)
        try:
            presses = await with_patience(self._take(updates, failed), self._answer_meanwhile)
        except DatabaseDown:
            await self._answer_outage(updates)
            raise
        self._offset = raw[-1]["update_id"] + 1
        self._after_commit(presses)

    async def _take(
        self, updates: Sequence[Update], failed: Sequence[FailedUpdate]
    ) -> list[CallbackAnswer]:
        presses = await self._batch.take(updates)
        await self._batch.set_aside(failed)
        return presses

    async def _answer_meanwhile(self) -> None:
        """The same updates again, and those that came since: the offset moves after the commit."""
        self._beats.turn(PART)
        await self.answer_without_database()

    def _back_off(self, error: Exception) -> None:
        if isinstance(error, RetryAfter):
            after = error.retry_after
            seconds = float(after if isinstance(after, int) else after.total_seconds())
            self._pause = min(seconds, LONGEST_SILENCE)
        elif isinstance(error, TimedOut):
            self._pause = 0.5
        elif isinstance(error, DatabaseDown):
            self._pause = DATABASE_PAUSE
        else:
            self._pause = min(max(self._pause * 2, 1.0), LONGEST_PAUSE)
        level = logging.ERROR if isinstance(error, Conflict | DatabaseDown) else logging.WARNING
        network = isinstance(error, NetworkError)
        log.log(
            level, "no updates now (%s%s)", type(error).__name__, ", network" if network else ""
        )


def _parsed(bot: Bot, raw: Sequence[Raw]) -> tuple[list[Update], list[FailedUpdate]]:
    try:
        return parse(bot, raw)
    except (KeyError, TypeError, ValueError) as error:
        raise OddAnswer(type(error).__name__) from error


async def _sleep(seconds: float, stopping: asyncio.Event) -> None:
    try:
        await asyncio.wait_for(stopping.wait(), seconds)
    except TimeoutError:
        return
