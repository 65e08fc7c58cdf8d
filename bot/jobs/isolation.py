"""Things that are due, each in its own transaction: one that fails does not stop the others."""

import logging
from collections.abc import Awaitable, Callable, Iterable

from bot.context import Clock
from bot.faults import error_location
from db.outage import is_down
from db.queries.clinics import all_clinics
from db.session import Sessions, UnitOfWork, begin

log = logging.getLogger(__name__)


async def for_each_clinic(
    sessions: Sessions, clock: Clock, *steps: Callable[..., Awaitable[object]]
) -> None:
    """Call `step(session, clinic_id, now=…)` for each clinic and step, in this order."""
    async with begin(sessions) as session:
        clinics = [clinic.id for clinic in await all_clinics(session)]
    for clinic_id in clinics:
        for step in steps:
            await handle_each(sessions, clock, [clinic_id], step)


async def handle_each(
    sessions: Sessions, clock: Clock, ids: Iterable[int], handle: Callable[..., Awaitable[object]]
) -> int:
    """Call `handle(session, id, now=…)` for each; return how many it did something for."""
    done = 0
    for id_ in ids:

        async def handle_one(session: UnitOfWork, id_: int = id_) -> bool:
            return bool(await handle(session, id_, now=clock()))

        done += await succeeds(sessions, handle_one, f"{handle.__name__} of {id_}")
    return done


async def succeeds(
    sessions: Sessions, handle: Callable[[UnitOfWork], Awaitable[bool]], what: str
) -> bool:
    """What `handle` returns; False if it failed. Raises only while the database is down."""
    try:
        async with begin(sessions) as session:
            return await handle(session)
    except Exception as error:
        if is_down(error):
            raise
        log.error("%s failed: %s", what, error_location(error))
        return False
