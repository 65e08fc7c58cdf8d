"""Our own long polling: only the next fetch acknowledges updates, after they were committed."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence

from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.api import call
from bot.context import CallbackAnswer
from bot.intake.batch import Batch, DatabaseDown
from bot.intake.parsing import Raw, parse

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

FETCH_LIMIT = 100
LONG_POLL_SECONDS = 20
ANSWER_SECONDS = 10
LONGEST_PAUSE = 30.0


class Polling:
    def __init__(
        self,
        bot: Bot,
        batch: Batch,
        *,
        beat: Callable[[], Awaitable[bool]],
        after_commit: Callable[[Sequence[CallbackAnswer]], None],
        answer_outage: Callable[[Sequence[Update]], Awaitable[None]],
    ) -> None:
        """`beat` records a heartbeat and says whether this process is the one that may poll."""
        self._bot = bot
        self._batch = batch
        self._beat = beat
        self._after_commit = after_commit
        self._answer_outage = answer_outage
        self._offset: int | None = None
        self._pause = 0.0

    async def run(self, stopping: asyncio.Event) -> None:
        """Poll until `stopping` is set. Raises InvalidToken, which only an operator can correct."""
        while not stopping.is_set():
            if self._pause:
                await _sleep(self._pause, stopping)
            await self._turn(LONG_POLL_SECONDS)

    async def once(self) -> int:
        """Fetch once without waiting, and process; return how many updates were fetched."""
        return await self._turn(0)

    async def _turn(self, wait: int) -> int:
        try:
            if not await self._beat():
                self._pause = 2.0
                return 0
            raw = await call(
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
            await self._process(raw)
        except InvalidToken:
            raise
        except (TelegramError, DatabaseDown) as error:
            self._back_off(error)
            return 0
        self._pause = 0.0
        return len(raw)

    async def _process(self, raw: Sequence[Raw]) -> None:
        if not raw:
            return
        updates, failed = parse(self._bot, raw)
        try:
            presses = await self._batch.take(updates)
            await self._batch.store_dead_letters(failed)
        except DatabaseDown:
            await self._answer_outage(updates)
            raise
        self._offset = raw[-1]["update_id"] + 1
        self._after_commit(presses)

    def _back_off(self, error: Exception) -> None:
        if isinstance(error, RetryAfter):
            after = error.retry_after
            self._pause = float(after if isinstance(after, int) else after.total_seconds())
        elif isinstance(error, TimedOut):
            self._pause = 0.5
        else:
            self._pause = min(max(self._pause * 2, 1.0), LONGEST_PAUSE)
        level = logging.ERROR if isinstance(error, Conflict | DatabaseDown) else logging.WARNING
        network = isinstance(error, NetworkError)
        log.log(
            level, "no updates now (%s%s)", type(error).__name__, ", network" if network else ""
        )


async def _sleep(seconds: float, stopping: asyncio.Event) -> None:
    try:
        await asyncio.wait_for(stopping.wait(), seconds)
    except TimeoutError:
        return
