"""The real program in its own process, with a simulated Telegram that the test serves."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path

from bot.simulator.facade import SimulatedTelegram

TOKEN = "4242:practice-practice-practice-practice"
WAIT_SECONDS = 30.0


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
