"""`make storm`: the bot is killed again and again while people write and all else fails, too.

A supervisor starts it anew each time, as the unit file in docs/deploy does. Between the kills the
database goes away for seconds, and Telegram answers oddly. In the end every count has to be there
once, every cry has to be one alert, and everybody has to be answered.
"""

import argparse
import asyncio
import logging
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import func, select

from bot.simulator.facade import SimulatedTelegram
from bot.simulator.limits import Limits
from bot.simulator.people.person import Person
from db.migrate import migrate
from db.models import Alert, DeadLetter, Outbox, PillCount
from db.session import Sessions, make_engine, make_sessions
from tests.postgres import throwaway_postgres
from tests.process.outages import OUTAGES, Outage
from tests.process.people import MEDICINES, create_people
from tests.process.running import TOKEN, BotProcess

CRY = "छाती मा अब्बड़ पीरा होवत हे"
PEOPLE, CRYING = 240, 40
CALM_SECONDS = 180.0
"""How long the bot may take after the last fault until everybody is answered."""
ODD_ANSWERS: tuple[dict[str, str | int], ...] = (
    {"kind": "error", "code": 401, "description": "Unauthorized"},
    {"kind": "error", "code": 404, "description": "Not Found"},
    {"kind": "error", "code": 409, "description": "Conflict: terminated by other getUpdates"},
    {"kind": "error", "code": 502, "description": "Bad Gateway"},
    {"kind": "not_ok"},
    {"kind": "no_result"},
    {"kind": "bad_json"},
    {"kind": "disconnect_after"},
)


@dataclass
class Figures:
    database: str
    kills: int = 0
    outages: int = 0
    odd_answers: int = 0
    sent: int = 0
    ready_after: list[float] = field(default_factory=list)
    """Seconds from the start of a process to its first fetch."""


class Storm:
    def __init__(
        self, telegram: SimulatedTelegram, bot: BotProcess, outage: Outage, seed: int
    ) -> None:
        self.telegram = telegram
        self.bot = bot
        self.outage = outage
        self.chance = random.Random(seed)
        self.figures = Figures("")
        self.gothiya = telegram.world.bots[TOKEN]

    async def blow(self, people: list[Person], kills: int) -> None:
        """Everybody sends a count of each medicine, some cry for help, and the bot is killed."""
        said = [(person, str(20 + n)) for n in range(MEDICINES) for person in people]
        said += [(person, CRY) for person in people[:CRYING]]
        await self.bot.supervise_until_it_fetches()
        per_kill = -(-len(said) // kills)
        for number in range(kills):
            for person, words in said[number * per_kill : (number + 1) * per_kill]:
                person.says(self.gothiya, words)
                self.figures.sent += 1
            await self._fail_somehow(number)
            await asyncio.sleep(self.chance.uniform(0.0, 0.6))
            await self._kill()

    async def _kill(self) -> None:
        started = time.monotonic()
        with suppress(ProcessLookupError):  # The one before is dead, and the next not yet started.
            await self.bot.kill()
        self.figures.kills += 1
        if self.chance.random() < 0.15:
            return  # The next kill may meet it while it starts.
        fetched = self.telegram.faults.add(kind="delay", method="getUpdates", seconds=0.0)
        await self.bot.until(lambda: fetched.hits > 0, "a new process")
        self.figures.ready_after.append(time.monotonic() - started)

    async def _fail_somehow(self, number: int) -> None:
        if number % 10 == 4:
            self.figures.outages += 1
            await self.outage.begin(self.bot.pid)
            await asyncio.sleep(self.chance.uniform(0.5, 5.0))
            await self.outage.end(self.bot.pid)
        elif number % 5 == 2:
            self.figures.odd_answers += 1
            for method in ("getUpdates", "sendMessage"):
                fault = self.chance.choice(ODD_ANSWERS)
                self.telegram.faults.add(method=method, times=2, **fault)  # type: ignore[arg-type]


async def calm(storm: Storm, people: list[Person], sessions: Sessions) -> bool:
    """Whether all was fetched and sent in time."""
    until = time.monotonic() + CALM_SECONDS
    while time.monotonic() < until:
        async with sessions() as session:
            waiting = await session.scalar(
                select(func.count()).where(Outbox.status.in_(("pending", "sending")))
            )
        if not waiting and not storm.gothiya.updates.pending:
            return True
        await asyncio.sleep(0.5)
    return False


async def report(storm: Storm, people: list[Person], sessions: Sessions) -> bool:
    """Print what became of everything; return whether nothing was lost or doubled."""
    figures = storm.figures
    async with sessions() as session:
        counts = Counter(int(n) for n in await session.scalars(select(PillCount.remaining)))
        alerts = await session.scalar(select(func.count(Alert.id)))
        dead = await session.scalar(select(func.count(DeadLetter.update_id)))
        unknown = await session.scalar(select(func.count()).where(Outbox.status == "unknown"))
    wanted = Counter({20 + n: len(people) for n in range(MEDICINES)})
    lost, doubled = (wanted - counts).total(), (counts - wanted).total()
    gothiya = storm.gothiya
    unanswered = sum(not person.inbox(gothiya) for person in people)
    unhelped = sum(
        not any("108" in message.text for message in person.inbox(gothiya))
        for person in people[:CRYING]
    )
    ready = sorted(figures.ready_after)
    middle, worst = ready[len(ready) // 2], ready[-1]
    rows = {
        "kills": figures.kills,
        "outages of the database": figures.outages,
        "odd answers of Telegram": 2 * 2 * figures.odd_answers,
        "messages sent by people": figures.sent,
        "counts lost": lost,
        "counts doubled": doubled,
        "alerts for cries": f"{alerts} of {CRYING}",
        "dead letters": dead,
        "replies given up": unknown,
        "people not answered": unanswered,
        "cries not answered": unhelped,
        "ready after a kill, median and worst": f"{middle:.1f} s, {worst:.1f} s",
    }
    print(f"\n{figures.database}")
    for name, value in rows.items():
        print(f"  {name:<38} {value}")
    return not (lost or doubled or dead or unanswered or unhelped) and alerts == CRYING


@asynccontextmanager
async def place(kind: str, folder: Path, postgres_url: str) -> AsyncIterator[Outage]:
    url = postgres_url if kind.startswith("postgresql") else f"sqlite+aiosqlite:///{folder}/g.db"
    engine = make_engine(url)
    await migrate(engine)
    await engine.dispose()
    outage = OUTAGES[kind](url)
    await outage.end(0)
    try:
        yield outage
    finally:
        await outage.close()


async def storm_on(kind: str, kills: int, seed: int, postgres_url: str) -> bool:
    with tempfile.TemporaryDirectory(prefix="gothiya-storm-") as name:
        folder = Path(name)
        telegram = SimulatedTelegram(limits=Limits(enforce=False))
        telegram.clock.ticking = True
        telegram.bot(TOKEN, "gothiya_bot", "Gothiya", privacy=False)
        async with place(kind, folder, postgres_url) as outage:
            engine = make_engine(outage.url)
            sessions = make_sessions(engine)
            people = await create_people(telegram, sessions, [f"P{n}" for n in range(PEOPLE)])
            await engine.dispose()
            bot = BotProcess(telegram, await telegram.serve(), outage.url, folder / "log")
            storm = Storm(telegram, bot, outage, seed)
            storm.figures.database = kind
            try:
                await storm.blow(people, kills)
                quiet = await calm(storm, people, sessions)
                well = await report(storm, people, sessions)
            finally:
                await bot.end()
                await engine.dispose()
                await telegram.close()
    if not quiet:
        print(f"  not all was sent within {CALM_SECONDS:.0f} s")
    return well and quiet


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m tests.storm", description=__doc__)
    options.add_argument("--kills", type=int, default=200)
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--on", nargs="*", default=["sqlite-locked", "postgresql-severed"])
    chosen = options.parse_args()
    logging.disable(logging.WARNING)
    well = True
    with throwaway_postgres() as postgres:
        for kind in chosen.on:
            name = f"storm_{kind.replace('-', '_')}"
            postgres.run(f"CREATE DATABASE {name}")
            started = time.monotonic()
            well &= asyncio.run(storm_on(kind, chosen.kills, chosen.seed, postgres.url(name)))
            print(f"  {time.monotonic() - started:.0f} s", flush=True)
    sys.exit(0 if well else 1)


if __name__ == "__main__":
    main()
