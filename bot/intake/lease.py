"""Which process may poll: one holds the lease, the others wait until it ends."""

import asyncio
import logging
from datetime import timedelta

from bot.context import Clock
from db.outage import is_down
from db.queries.leases import release_lease, take_lease
from db.session import Sessions, begin

log = logging.getLogger(__name__)

NAME = "poller"
TTL = timedelta(seconds=30)
RENEW_SECONDS = 10.0


class PollerLease:
    """Renewed in the background, so that no fetch waits for a database that does not answer."""

    def __init__(self, sessions: Sessions, clock: Clock, instance: str) -> None:
        self._sessions = sessions
        self._clock = clock
        self._instance = instance
        self._held: bool | None = None
        """None: never known, as the database has not answered yet."""
        self._database_away = False
        self._renewed = float("-inf")
        self._renewal: asyncio.Task[None] | None = None

    async def may_poll(self) -> bool:
        """Whether this process may fetch now.

        While the database is away nobody else can take the lease, so it is kept. A process that
        finds no database from the start fetches as well: somebody has to answer cries for help.
        """
        age = asyncio.get_running_loop().time() - self._renewed
        if age >= RENEW_SECONDS and self._renewal is None:
            self._renewal = asyncio.create_task(self._renew())
        ours = self._held is True and (age < TTL.total_seconds() or self._database_away)
        if self._renewal is not None and not ours:
            await asyncio.shield(self._renewal)
        return self._database_away if self._held is None else self._held

    async def close(self) -> None:
        """Let another process poll at once. Raises what the database raises."""
        if self._renewal is not None:
            await asyncio.wait({self._renewal})
        async with begin(self._sessions) as session:
            await release_lease(session, NAME, self._instance)

    async def _renew(self) -> None:
        try:
            async with begin(self._sessions) as session:
                self._held = await take_lease(
                    session, NAME, self._instance, now=self._clock(), ttl=TTL
                )
            self._database_away = False
            if self._held:
                self._renewed = asyncio.get_running_loop().time()
        except Exception as error:
            # A fault of our own may not silence the bot either: the lease stays as it was.
            self._database_away = is_down(error)
            log.warning("the lease for polling was not renewed (%s)", type(error).__name__)
        finally:
            self._renewal = None
