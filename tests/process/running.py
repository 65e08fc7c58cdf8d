"""The real program in its own process, with a simulated Telegram that the test serves."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path

from bot.cli.exit_codes import CONFIGURATION
from bot.simulator.facade import SimulatedTelegram

TOKEN = "4242:practice-practice-practice-practice"
WAIT_SECONDS = 30.0
RESTART_SECONDS = 0.2


class BotProcess:
    """`gothiya run`, started, killed and started again on one database."""

    def __init__(self, telegram: SimulatedTelegram, url: str, database: str, log: Path) -> None:
        self.telegram = telegram
        self.log = log
        self.listen = f"127.0.0.1:{free_port()}"
        self._environment = os.environ | {
            "GOTHIYA_TOKEN": TOKEN,
            "GOTHIYA_API_URL": url,
            "GOTHIYA_DATABASE_URL": database,
            "GOTHIYA_LISTEN": self.listen,
            "GOTHIYA_SEND_RATE": "0",
        }
        self._process: asyncio.subprocess.Process | None = None
        self._supervision: asyncio.Task[None] | None = None
        self.exit_codes: list[int] = []
        """Of the processes that ended under the supervisor."""

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    async def supervise(self) -> None:
        """Start it as the unit file in the docs does: again after every end but a wrong setting."""
        await self.start()
        self._supervision = asyncio.create_task(self._restart_for_ever())

    async def supervise_until_it_fetches(self) -> None:
        fetched = self.telegram.faults.add(kind="delay", method="getUpdates", seconds=0.0)
        await self.supervise()
        await self.until(lambda: fetched.hits > 0, "the first fetch")

    async def _restart_for_ever(self) -> None:
        while True:
            assert self._process is not None
            self.exit_codes.append(await self._process.wait())
            if self.exit_codes[-1] == CONFIGURATION:
                return
            await asyncio.sleep(RESTART_SECONDS)
            await self.start()

    async def start(self, *arguments: str) -> None:
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "bot",
                "run",
                *arguments,
                env=self._environment,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    async def kill(self) -> None:
        """Kill it at once, as a power cut would."""
        assert self._process is not None
        self._process.kill()
        await self._process.wait()

    async def end(self) -> None:
        """Kill it if it still runs."""
        if self._supervision is not None:
            self._supervision.cancel()
            await asyncio.gather(self._supervision, return_exceptions=True)
        if self._process is not None and self._process.returncode is None:
            await self.kill()

    async def stop(self) -> int:
        """Stop it as a supervisor would; return the exit code."""
        assert self._process is not None
        if self._process.returncode is None:
            self._process.send_signal(signal.SIGTERM)
        return await asyncio.wait_for(self._process.wait(), 10)

    async def until(self, true: Callable[[], bool], what: str) -> None:
        """Wait until something is true of the simulated Telegram."""
        try:
            async with asyncio.timeout(WAIT_SECONDS):
                while not true():  # noqa: ASYNC110  what is waited for has no event
                    await asyncio.sleep(0.01)
        except TimeoutError:
            tail = self.log.read_text()[-2000:] if self.log.exists() else ""
            raise AssertionError(f"waited in vain for {what}\n{tail}") from None

    def calls(self, method: str) -> int:
        return len(self.telegram.calls_of(method))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
