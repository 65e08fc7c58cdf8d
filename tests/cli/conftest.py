"""An operator who types commands and reads the answers; and the bot as a real process."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import pytest

from bot.cli import main
from bot.simulator.facade import SimulatedTelegram

TOKEN = "4242:practice-practice-practice-practice"
TIMEOUT_SECONDS = 40.0
"""Long, since the machine may be busy."""


@dataclass
class Answer:
    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


Operator = Callable[..., Answer]


@pytest.fixture
def operator(
    database_url: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> Operator:
    """`operator("clinic", "list")`, on a database of its own; Telegram does not answer."""
    for name in list(os.environ):
        if name.startswith("GOTHIYA_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GOTHIYA_DATABASE_URL", database_url)
    monkeypatch.setenv("GOTHIYA_API_URL", "http://127.0.0.1:9")

    def run_command(*words: str) -> Answer:
        capsys.readouterr()
        code = main(words)
        read = capsys.readouterr()
        return Answer(code, read.out, read.err)

    return run_command


@pytest.fixture
def settled(operator: Operator) -> Operator:
    """The same operator, whose clinic has been added."""
    assert operator("clinic", "add", "Sehat Kendra", "--phone", "07752-000000").code == 0
    return operator


@pytest.fixture
def served() -> Iterator[str]:
    """The root URL of a simulated Telegram that knows one bot, on a thread of its own."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    telegram = SimulatedTelegram(any_token=False)
    telegram.bot(TOKEN, "gothiya_bot", "Gothiya", privacy=False)
    yield asyncio.run_coroutine_threadsafe(telegram.serve(), loop).result()
    asyncio.run_coroutine_threadsafe(telegram.close(), loop).result()
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


class Running:
    """A process of `gothiya`, with its output so far."""

    def __init__(self, *words: str, folder: Path, environment: dict[str, str]) -> None:
        self.out, self.err = folder / "out.txt", folder / "err.txt"
        clean = {k: v for k, v in os.environ.items() if not k.startswith("GOTHIYA_")}
        with self.out.open("w") as out, self.err.open("w") as err:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bot", *words],
                stdout=out,
                stderr=err,
                cwd=Path(__file__).parents[2],
                env=clean | environment,
            )

    def says(self, word: str) -> str:
        """Wait until its output contains this; returns all of the output."""
        ends = time.monotonic() + TIMEOUT_SECONDS
        while time.monotonic() < ends:
            said = self.out.read_text() + self.err.read_text()
            if word in said:
                return said
            if self.process.poll() is not None:
                pytest.fail(f"it ended without saying {word!r}: {said}")
            time.sleep(0.05)
        pytest.fail(f"it never said {word!r}")

    def ends(self) -> int:
        return self.process.wait(TIMEOUT_SECONDS)

    def stops(self, number: signal.Signals = signal.SIGTERM) -> float:
        """How many seconds it takes to stop when asked."""
        began = time.monotonic()
        self.process.send_signal(number)
        assert self.ends() == 0, self.err.read_text()
        return time.monotonic() - began


Starts = Callable[..., Running]


@pytest.fixture
def starts(tmp_path: Path) -> Iterator[Starts]:
    """`starts("demo", "--no-open")`; a process that still runs after the test is killed."""
    running: list[Running] = []

    def start(*words: str, **environment: str) -> Running:
        folder = tmp_path / f"process{len(running)}"
        folder.mkdir()
        running.append(Running(*words, folder=folder, environment=environment))
        return running[-1]

    yield start
    for each in running:
        if each.process.poll() is None:
            each.process.kill()
            each.process.wait()


def answers(url: str | Request) -> tuple[int, str]:
    """Status and body; 0 when nobody answers."""
    try:
        with urlopen(url, timeout=20) as response:
            return response.status, response.read().decode()
    except HTTPError as error:
        with error:
            return error.code, error.read().decode()
    except URLError:
        return 0, ""


def posts(url: str, body: dict[str, object], **headers: str) -> tuple[int, str]:
    kind = {"Content-Type": "application/json"}
    return answers(Request(url, json.dumps(body).encode(), kind | headers))


def answers_in_time(url: str, wanted: int = 200) -> str:
    """Repeat the request until the status is the wanted one; returns the body."""
    ends = time.monotonic() + TIMEOUT_SECONDS
    while time.monotonic() < ends:
        code, body = answers(url)
        if code == wanted:
            return body
        time.sleep(0.1)
    pytest.fail(f"{url} never answered {wanted}")


def shows_in_time(root: str, word: str) -> None:
    """Wait until a phone of the page shows this."""
    ends = time.monotonic() + TIMEOUT_SECONDS
    while time.monotonic() < ends:
        if word in json.dumps(json.loads(answers(f"{root}/ctl/state")[1]), ensure_ascii=False):
            return
        time.sleep(0.1)
    pytest.fail(f"no phone ever showed {word!r}")
