"""A database that keeps us waiting must not silence the bot."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

from bot.faults import error_location

log = logging.getLogger(__name__)

T = TypeVar("T")

PATIENCE_SECONDS = 2.0
"""A batch takes a tenth of a second. After this time a cry for help is answered without it."""


async def with_patience(
    work: Coroutine[Any, Any, T],
    meanwhile: Callable[[], Awaitable[None]],
    *,
    seconds: float = PATIENCE_SECONDS,
) -> T:
    """Await `work`; whenever that takes longer, do `meanwhile`, again and again."""
    task = asyncio.create_task(work)
    try:
        while not (await asyncio.wait({task}, timeout=seconds))[0]:
            try:
                await meanwhile()
            except Exception as error:
                # The work itself may still succeed.
                log.error("while the database keeps us waiting: %s", error_location(error))
        return task.result()
    finally:
        if not task.done():
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
