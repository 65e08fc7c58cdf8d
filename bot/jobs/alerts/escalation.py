"""The tick: alerts that nobody took go on to the next person, questions are asked again."""

import logging
from collections.abc import Awaitable, Callable

from bot.context import Clock
from bot.services.alerts import ask_again_due, escalate_due
from db.session import Sessions, begin

log = logging.getLogger(__name__)

Due = Callable[..., Awaitable[bool]]


async def escalate(sessions: Sessions, clock: Clock) -> int:
    """Do all that is due, each in a transaction of its own; return how many."""
    return await each_due(ask_again_due, sessions, clock) + await each_due(
        escalate_due, sessions, clock
    )


async def each_due(do_one: Due, sessions: Sessions, clock: Clock) -> int:
    """One that fails is logged and tried again at the next tick; it holds up no other."""
    tried: set[int] = set()
    done = 0
    while True:
        known = len(tried)
        try:
            async with begin(sessions) as session:
                if not await do_one(session, now=clock(), tried=tried):
                    return done
            done += 1
        except Exception as error:
            if len(tried) == known:
                raise
            # Only its kind: the message may hold what a person wrote.
            log.error("%s failed for one: %s", do_one.__name__, type(error).__name__)
