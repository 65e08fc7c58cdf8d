"""Delivers updates to a bot's webhook, in order; each is retried until the answer is 200.

Only to a webhook on this computer: others are told to the bot as failing.
"""

import asyncio
import time
from contextlib import suppress
from typing import Any

import aiohttp

from bot.simulator.loopback import is_here
from bot.simulator.updates import UpdateQueue, Webhook
from bot.simulator.users import Bot

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


class Webhooks:
    def __init__(self, first_pause: float = 0.2, longest_pause: float = 30.0) -> None:
        self.first_pause, self.longest_pause = first_pause, longest_pause
        self._tasks: dict[int, asyncio.Task[None]] = {}

    def restart_delivery(self, bot: Bot) -> None:
        """After the bot has set, changed or removed its webhook."""
        if task := self._tasks.pop(bot.id, None):
            task.cancel()
        if bot.updates.webhook:
            work = self._deliver(bot.updates, bot.updates.webhook)
            self._tasks[bot.id] = asyncio.get_running_loop().create_task(work)

    async def close(self) -> None:
        tasks, self._tasks = list(self._tasks.values()), {}
        for task in tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def _deliver(self, queue: UpdateQueue, hook: Webhook) -> None:
        timeout = aiohttp.ClientTimeout(total=60)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            pause = self.first_pause
            while True:
                await queue.wait_for_update()
                update = queue.pending[0]
                if problem := await _post(session, hook, update):
                    hook.last_error = (int(time.time()), problem)
                    await asyncio.sleep(pause)
                    pause = min(pause * 2, self.longest_pause)
                else:
                    queue.remove(update)
                    pause = self.first_pause


async def _post(session: aiohttp.ClientSession, hook: Webhook, update: dict[str, Any]) -> str:
    """Returns what went wrong; empty if the update was taken."""
    if not is_here(hook.url):
        return "Connection refused: the practice Telegram posts to this computer only"
    headers = {SECRET_HEADER: hook.secret_token} if hook.secret_token else {}
    try:
        async with session.post(
            hook.url, json=update, headers=headers, allow_redirects=False
        ) as answer:
            if 200 <= answer.status < 300:
                return ""
            return f"Wrong response from the webhook: {answer.status} {answer.reason}"
    except (aiohttp.ClientError, TimeoutError) as error:
        return f"Connection failed: {type(error).__name__}"
