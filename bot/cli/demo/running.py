"""What the demo runs: the simulator on loopback, the real bot, and a database with the village."""

import asyncio
import logging
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime, time
from pathlib import Path

from aiohttp import web
from sqlalchemy import func, select

from bot.app import Gothiya
from bot.cli.demo import data
from bot.cli.demo.seed import Seed
from bot.cli.run import run_until_stopped
from bot.cli.shutdown import StopSignal
from bot.console.health import Health
from bot.domain.schedule import instant, local_day
from bot.settings import Settings
from bot.simulator.clock import SimulatedClock
from bot.simulator.facade import SimulatedTelegram
from bot.simulator.group import Group
from bot.simulator.limits import Limits
from bot.simulator.people.person import Person
from bot.simulator.server import SimulatorServer
from db.enums import OutboxStatus
from db.migrate import migrate
from db.models import Outbox
from db.session import begin, make_engine

log = logging.getLogger(__name__)

HOST = "127.0.0.1"
BOT_ID = 4242
BEGINS = time(10, 0)
"""Local time in Chhattisgarh: outside the quiet hours, and the clinic is open."""
QUIET_CHECKS, CHECK_SECONDS, QUIET_ENOUGH = 30, 0.1, 2
IN_FLIGHT = select(func.count()).where(
    Outbox.status.in_((OutboxStatus.PENDING, OutboxStatus.SENDING))
)


class DemoServer(SimulatorServer):
    """The simulator's server, with one more page: the health of the bot."""

    def __init__(self, demo: "RunningDemo") -> None:
        super().__init__(demo.telegram.world, on_reset=demo.begin_again)
        self._demo = demo
        self._runner.app.router.add_get("/healthz", self._health)

    async def _health(self, request: web.Request) -> web.Response:
        app = self._demo.app
        if app is None:
            return web.json_response({"ok": False, "reasons": ["starting"]}, status=503)
        return await Health(app.sessions, app.beats, app.clock).answer(request)


class RunningDemo:
    def __init__(self, database: Path) -> None:
        self.database = database
        self.telegram = SimulatedTelegram(
            clock=SimulatedClock(_this_morning(), ticking=True), any_token=False
        )
        self.telegram.clock.on_move.append(self._clock_moved)
        # Made anew each time: who knows it, such as a page of the web, could speak as the bot.
        token = f"{BOT_ID}:{secrets.token_urlsafe(32)}"
        self.bot = self.telegram.bot(token, "gothiya_bot", "गोठिया", privacy=False)
        self.app: Gothiya | None = None
        self.root = ""
        self._server = DemoServer(self)
        self._stopping: StopSignal | None = None
        self._running: asyncio.Task[int] | None = None
        self._job_runs: set[asyncio.Task[None]] = set()

    async def open(self, port: int) -> str:
        """Raises OSError: the port is taken."""
        self.root = await self._server.start(HOST, port)
        return self.root

    async def close(self) -> None:
        await self._end()
        await self._server.stop()
        await self.telegram.close()

    async def begin(self) -> None:
        """Make an empty database, put the village into it, start the bot."""
        settings = Settings(
            token=self.bot.token,
            api_url=self.root,
            database_url=f"sqlite+aiosqlite:///{self.database}",
        )
        engine = make_engine(settings.database_url)
        await migrate(engine)
        app = Gothiya(settings, clock=self.telegram.clock, engine=engine)
        village = data.village()
        try:
            await app.start()
            await app.polling.once()
            people, chats = self._people(village), self._chats(village)
            async with begin(app.sessions) as session:
                await Seed(session, people, chats, self.telegram.clock()).fill(village)
        except BaseException:
            await app.close()
            raise
        self.bot.updates.pending.clear()
        self._stopping = StopSignal()
        self._running = asyncio.create_task(run_until_stopped(app, self._stopping))
        self.app = app
        for phone, chat in _newcomers(village, chats):
            chat.add(people[phone.name])
        await self._wait_until_quiet(app)

    async def _wait_until_quiet(self, app: Gothiya) -> None:
        """Wait a little: a message in flight when the clock is moved would look abandoned."""
        quiet = 0
        for _ in range(QUIET_CHECKS):
            await asyncio.sleep(CHECK_SECONDS)
            async with begin(app.sessions) as session:
                waiting = await session.scalar(IN_FLIGHT)
            quiet = 0 if waiting or self.bot.updates.pending else quiet + 1
            if quiet == QUIET_ENOUGH:
                return

    async def begin_again(self) -> None:
        """The button on the page: everything as it was when the demo began."""
        await self._end()
        for left in self.database.parent.glob(self.database.name + "*"):
            left.unlink()
        world = self.telegram.world
        for held in (world.people, world.groups, world.private_chats, world.queries, world.ids):
            held.clear()
        self.telegram.groups.clear()
        world.limits = Limits()
        self.telegram.clock.set(_this_morning())
        await self.begin()

    async def ended(self) -> int:
        """Wait until the bot ends by itself, not for `begin_again`; returns its exit code."""
        while True:
            running = self._running
            assert running is not None
            code = await asyncio.shield(running)
            if self._running is running and self.app is not None:
                return code
            await asyncio.sleep(0.1)

    async def _end(self) -> None:
        app, self.app = self.app, None
        if app is None or self._stopping is None or self._running is None:
            return
        self._stopping.requested = True
        self._stopping.event.set()
        await self._running
        await asyncio.gather(*self._job_runs, return_exceptions=True)
        await app.close()

    def _people(self, village: data.Village) -> dict[str, Person]:
        people = {}
        for phone in village.phones:
            person = self.telegram.person(phone.name, role=phone.label)
            # Those who have met the bot pressed Start long ago.
            person.chat(self.bot).started = phone.language is not None
            people[phone.name] = person
        return people

    def _chats(self, village: data.Village) -> dict[str, Group]:
        by_name = {person.name: person for person in self.telegram.people}
        chats = {}
        for group in village.groups:
            owner = by_name[group.owner]
            chat = self.telegram.group(group.title, owner=owner, supergroup=True)
            chat.add(self.bot)
            owner.makes_admin(self.bot, chat)
            chat.add(*(by_name[name] for name in _members(village, group)))
            chats[group.key] = chat
        return chats

    def _clock_moved(self) -> None:
        """Somebody moved it: run the jobs that are due now, without waiting for the next tick."""
        if self.app is None:
            return
        task = asyncio.create_task(self._run_jobs(self.app))
        self._job_runs.add(task)
        task.add_done_callback(self._job_runs.discard)

    async def _run_jobs(self, app: Gothiya) -> None:
        try:
            await app.clockwork.once()
        except Exception as error:
            log.warning("the moved clock: %s; the next tick looks again", type(error).__name__)


def _this_morning() -> datetime:
    return instant(local_day(datetime.now(UTC)), BEGINS)


def _members(village: data.Village, group: data.PeerGroup) -> Iterator[str]:
    for phone in village.phones:
        here = phone.staff is not None if group.staff else phone.group == group.key
        if here and phone.name != group.owner:
            yield phone.name


def _newcomers(
    village: data.Village, chats: dict[str, Group]
) -> Iterator[tuple[data.Phone, Group]]:
    for phone in village.phones:
        if phone.added_to is not None:
            yield phone, chats[phone.added_to]
