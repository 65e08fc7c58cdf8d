"""Webhook: the same batches as polling; Telegram gets status 200 only after the commit."""

import asyncio
import hmac
import json
import logging
from collections.abc import Awaitable, Callable, Sequence

from aiohttp import web
from telegram import Bot, Update

from bot.context import CallbackAnswer
from bot.intake.batch import Batch, DatabaseDown
from bot.intake.parsing import parse
from bot.intake.patience import with_patience
from bot.intake.polling import PART
from bot.watchdog import Heartbeats

log = logging.getLogger(__name__)

BATCH_LIMIT = 100
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
NO_UPDATE = (ValueError, KeyError, TypeError, OverflowError, RecursionError)
"""What reading raises if the body is no update: also a number without end, or a nest too deep."""


class Webhook:
    """Collects the updates that arrive during a transaction; they are the next batch."""

    def __init__(
        self,
        bot: Bot,
        batch: Batch,
        secret: str,
        *,
        beats: Heartbeats,
        after_commit: Callable[[Sequence[CallbackAnswer]], None],
        answer_outage: Callable[[Sequence[Update]], Awaitable[None]],
    ) -> None:
        self._beats = beats
        self._bot = bot
        self._batch = batch
        self._secret = secret
        self._after_commit = after_commit
        self._answer_outage = answer_outage
        self._waiting: list[tuple[Update, asyncio.Future[None]]] = []
        self._arrived = asyncio.Event()

    async def receive(self, request: web.Request) -> web.Response:
        if not self._knows_secret(request):
            return web.Response(status=403)
        try:
            raw = json.loads(await request.read())
            updates, failed = parse(self._bot, [raw])
            await self._batch.set_aside(failed)
        except NO_UPDATE:
            return web.Response(status=400)
        except DatabaseDown:
            return web.Response(status=503)
        return await self._committed(updates[0]) if updates else web.Response()

    def _knows_secret(self, request: web.Request) -> bool:
        """Asked before the body is read. A header may hold any bytes, also such as are no text."""
        given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        return hmac.compare_digest(given, self._secret.encode())

    async def _committed(self, update: Update) -> web.Response:
        committed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((update, committed))
        self._arrived.set()
        try:
            await committed
        except DatabaseDown:
            return web.Response(status=503)
        return web.Response()

    async def run(self, stopping: asyncio.Event) -> None:
        while not stopping.is_set():
            self._beats.beat(PART)
            try:
                await asyncio.wait_for(self._arrived.wait(), 1)
            except TimeoutError:
                continue
            await self.once()

    async def once(self) -> None:
        """Process what has arrived so far, in the order of Telegram's numbers."""
        taken, self._waiting = self._waiting[:BATCH_LIMIT], self._waiting[BATCH_LIMIT:]
        if not self._waiting:
            self._arrived.clear()
        if not taken:
            return
        updates = sorted((update for update, _ in taken), key=lambda u: u.update_id)
        try:
            taking = self._batch.take(updates)
            self._after_commit(await with_patience(taking, self._answer_meanwhile(updates)))
        except DatabaseDown as error:
            await self._answer_outage(updates)
            for _update, committed in taken:
                committed.set_exception(error)
            return
        for _update, committed in taken:
            if not committed.done():
                committed.set_result(None)

    def _answer_meanwhile(self, taken: Sequence[Update]) -> Callable[[], Awaitable[None]]:
        """Answers the cries for help among what is being stored and what has come since."""

        async def answer() -> None:
            self._beats.turn(PART)
            await self._answer_outage([*taken, *(update for update, _ in self._waiting)])

        return answer
