"""The demo's stage: a practice Telegram on loopback, the real bot, and the village between them."""

import asyncio
import logging
from collections.abc import Iterator
from datetime import UTC, datetime, time
from pathlib import Path

from aiohttp import web
from sqlalchemy import func, select

from bot.app import Gothiya
from bot.cli.demo import data
from bot.cli.demo.seed import Seed
from bot.cli.run import run_until_stopped
from bot.cli.shutdown import Stopping
from bot.console.health import Health
from bot.domain.schedule import instant, local_day
from bot.settings import Settings
from bot.simulator.clock import PracticeClock
from bot.simulator.facade import PracticeTelegram
from bot.simulator.group import Group
from bot.simulator.limits import Limits
from bot.simulator.person import Person
from bot.simulator.server import PracticeServer
from db.enums import OutboxStatus
from db.migrate import migrate
from db.models import Outbox
from db.session import begin, make_engine

log = logging.getLogger(__name__)

HOST = "127.0.0.1"
TOKEN = "4242:practice-practice-practice-practice"
BEGINS = time(10, 0)
"""On the wall in Chhattisgarh: nobody sleeps, the clinic is open."""
LOOKS, LOOK_SECONDS, QUIET_LOOKS = 30, 0.1, 2
ON_THE_WAY = select(func.count()).where(
    Outbox.status.in_((OutboxStatus.PENDING, OutboxStatus.SENDING))
)


class DemoServer(PracticeServer):
    """The practice Telegram's own, with one more page: the health of the bot beside it."""

    def __init__(self, stage: "Stage") -> None:
        super().__init__(stage.telegram)
        self._stage = stage
        self._runner.app.router.add_get("/healthz", self._health)

    async def _health(self, request: web.Request) -> web.Response:
        app = self._stage.app
        if app is None:
            return web.json_response({"ok": False, "reasons": ["starting"]}, status=503)
        return await Health(app.sessions, app.beats, app.clock).answer(request)


class Stage:
    def __init__(self, database: Path) -> None:
        self.database = database
        self.telegram = PracticeTelegram(clock=PracticeClock(_this_morning(), ticking=True))
        self.telegram.on_reset = self.begin_again
        self.telegram.clock.on_move.append(self._look_at_the_clock)
        self.bot = self.telegram.bot(TOKEN, "gothiya_bot", "गोठिया", privacy=False)
        self.app: Gothiya | None = None
        self.root = ""
        self._server = DemoServer(self)
        self._stopping: Stopping | None = None
        self._running: asyncio.Task[int] | None = None
        self._looks: set[asyncio.Task[None]] = set()

    async def open(self, port: int) -> str:
        """Raises OSError: the port is taken."""
        self.root = await self._server.start(HOST, port)
        return self.root

    async def close(self) -> None:
        await self._end()
        await self._server.stop()
        await self.telegram.close()

    async def begin(self) -> None:
        """The curtain rises: an empty database, the village, the bot."""
        settings = Settings(
            token=TOKEN, api_url=self.root, database_url=f"sqlite+aiosqlite:///{self.database}"
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
                await Seed(session, people, chats, self.telegram.clock()).sow(village)
        except BaseException:
            await app.close()
            raise
        self.bot.updates.pending.clear()
        self._stopping = Stopping()
        self._running = asyncio.create_task(run_until_stopped(app, self._stopping))
        self.app = app
        for phone, chat in _newcomers(village, chats):
            chat.add(people[phone.name])
        await self._all_is_said(app)

    async def _all_is_said(self, app: Gothiya) -> None:
        """Wait, not for long: a clock moved while messages travel makes them look abandoned."""
        quiet = 0
        for _ in range(LOOKS):
            await asyncio.sleep(LOOK_SECONDS)
            async with begin(app.sessions) as session:
                waiting = await session.scalar(ON_THE_WAY)
            quiet = 0 if waiting or self.bot.updates.pending else quiet + 1
            if quiet == QUIET_LOOKS:
                return

    async def begin_again(self) -> None:
        """The button on the page: everything as it was in the morning."""
        await self._end()
        for left in self.database.parent.glob(self.database.name + "*"):
            left.unlink()
        world = self.telegram.world
        for memory in (world.people, world.groups, world.privates, world.queries, world.ids):
            memory.clear()
        self.telegram.people.clear()
        self.telegram.groups.clear()
        world.limits = Limits()
        self.telegram.clock.set(_this_morning())
        await self.begin()

    async def ended(self) -> int:
        """When the bot ends by itself, its exit code. Beginning again is no end."""
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
        self._stopping.asked = True
        self._stopping.event.set()
        await self._running
        await asyncio.gather(*self._looks, return_exceptions=True)
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

    def _look_at_the_clock(self) -> None:
        """Somebody moved it: what has become due need not wait for the next tick."""
        if self.app is None:
            return
        task = asyncio.create_task(self._look(self.app))
        self._looks.add(task)
        task.add_done_callback(self._looks.discard)

    async def _look(self, app: Gothiya) -> None:
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
        if phone.comes_to is not None:
            yield phone, chats[phone.comes_to]
