"""`make bench`: a full, durable pill count against a bare echo, in one run, interleaved.

The fake Telegram and PostgreSQL run on the second core, the bot on the first. Ratios inside a
round are steadier than rates; read the medians. CPU is the bot's own, per update.
"""

import argparse
import asyncio
import itertools
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from tests.bench.people import create_people
from tests.bench.reading import reading_cost
from tests.postgres import Postgres, throwaway_postgres

TOKEN = "4242:" + "bench" * 8
WARM_UP = 200


@dataclass
class Measure:
    rate: float
    cpu_us: float


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--updates", type=int, default=1500)
    chosen = options.parse_args()
    _pin(0)()
    print(reading_cost(chosen.rounds), flush=True)
    _pin(1)()  # The fake Telegram and PostgreSQL inherit the second core; the bot gets the first.
    with throwaway_postgres(durable=True) as postgres, fake_telegram() as url:
        cells = {
            "bare PTB echo": Echo(url),
            "full count, SQLite": Counts(url, None),
            "full count, PostgreSQL": Counts(url, postgres),
        }
        seen: dict[str, list[Measure]] = {name: [] for name in cells}
        for number in range(chosen.rounds):
            for name, cell in cells.items():
                seen[name].append(asyncio.run(cell.measure(chosen.updates)))
                print(f"round {number + 1}: {name}: {seen[name][-1].rate:,.0f}/s", flush=True)
    print(table(seen))


def table(seen: dict[str, list[Measure]]) -> str:
    base = seen["bare PTB echo"]
    lines = [f"{'':26}{'upd/s':>8}{'ratio':>8}{'min-max':>14}{'CPU us':>9}"]
    for name, measures in seen.items():
        ratios = [m.rate / b.rate for m, b in zip(measures, base, strict=True)]
        lines.append(
            f"{name:26}{statistics.median(m.rate for m in measures):8,.0f}"
            f"{statistics.median(ratios):8.2f}{min(ratios):8.2f}-{max(ratios):.2f}"
            f"{statistics.median(m.cpu_us for m in measures):9,.0f}"
        )
    return "\n".join(lines)


class Echo:
    def __init__(self, url: str) -> None:
        self.url = url

    async def measure(self, updates: int) -> Measure:
        return await run([sys.executable, "-m", "tests.bench.echo"], self.url, {}, updates)


class Counts:
    def __init__(self, url: str, postgres: Postgres | None) -> None:
        self.url = url
        self.postgres = postgres
        self._numbers = itertools.count(1)

    async def measure(self, updates: int) -> Measure:
        with self._database() as database:
            await create_people(database, WARM_UP + updates)
            environment = {"GOTHIYA_DATABASE_URL": database, "GOTHIYA_SEND_RATE": "0"}
            command = [sys.executable, "-m", "bot", "run"]
            return await run(command, self.url, environment, updates)

    @contextmanager
    def _database(self) -> Iterator[str]:
        if self.postgres is not None:
            name = f"bench_{next(self._numbers)}"
            self.postgres.run(f"CREATE DATABASE {name}")
            yield self.postgres.url(name)
            return
        with tempfile.TemporaryDirectory() as folder:
            yield f"sqlite+aiosqlite:///{folder}/bench.db"


async def run(command: list[str], url: str, extra: dict[str, str], updates: int) -> Measure:
    """Start the bot on the first core, warm it up, and time `updates` from queue to last answer."""
    listen = f"127.0.0.1:{_free_port()}"
    environment = os.environ | {
        "GOTHIYA_TOKEN": TOKEN,
        "GOTHIYA_API_URL": url,
        "GOTHIYA_LISTEN": listen,
        **extra,
    }
    async with aiohttp.ClientSession(url) as client:
        await client.post("/reset")
        with subprocess.Popen(  # noqa: ASYNC220  nothing else is to run meanwhile
            command, env=environment, preexec_fn=_pin(0), stderr=subprocess.DEVNULL
        ) as bot:
            try:
                await _load(client, 0, WARM_UP)
                before = _cpu(bot.pid)
                seconds = await _load(client, WARM_UP, WARM_UP + updates)
                cpu = _cpu(bot.pid) - before
            finally:
                bot.terminate()
    return Measure(updates / seconds, cpu / updates * 1e6)


async def _load(client: aiohttp.ClientSession, first: int, last: int) -> float:
    answer = await client.post("/load", params={"first": first, "last": last})
    return float((await answer.json())["seconds"])


@contextmanager
def fake_telegram() -> Iterator[str]:
    port = _free_port()
    command = [sys.executable, "-m", "tests.bench.server", str(port)]
    with subprocess.Popen(command) as server:
        try:
            _wait_for(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    ticks = os.sysconf("SC_CLK_TCK")
    return (int(fields[11]) + int(fields[12])) / ticks


def _pin(core: int) -> Callable[[], None]:
    def pin() -> None:
        if hasattr(os, "sched_setaffinity") and (os.cpu_count() or 1) > core:
            os.sched_setaffinity(0, {core})

    return pin


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
            return
        except OSError:
            time.sleep(0.05)
    raise TimeoutError("the fake Telegram did not start")


if __name__ == "__main__":
    main()
