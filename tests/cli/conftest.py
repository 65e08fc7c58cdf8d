"""An operator at a terminal: types a command, reads the answer. And real processes of ours."""

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
from bot.simulator.facade import PracticeTelegram

TOKEN = "4242:practice-practice-practice-practice"
PATIENCE = 40.0
"""Seconds; the machine may be busy with everything else."""


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
    """`operator("clinic", "list")`, on a database of its own and without Telegram."""
    for name in list(os.environ):
        if name.startswith("GOTHIYA_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GOTHIYA_DATABASE_URL", database_url)
    monkeypatch.setenv("GOTHIYA_API_URL", "http://127.0.0.1:9")

    def types(*words: str) -> Answer:
        capsys.readouterr()
        code = main(words)
        read = capsys.readouterr()
        return Answer(code, read.out, read.err)

    return types


@pytest.fixture
def settled(operator: Operator) -> Operator:
    """The same operator, whose clinic exists."""
    assert operator("clinic", "add", "Sehat Kendra", "--phone", "07752-000000").code == 0
    return operator


@pytest.fixture
def served() -> Iterator[str]:
    """The root of a practice Telegram that knows one bot, on a thread of its own."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    telegram = PracticeTelegram(any_token=False)
    telegram.bot(TOKEN, "gothiya_bot", "Gothiya", privacy=False)
    yield asyncio.run_coroutine_threadsafe(telegram.serve(), loop).result()
    asyncio.run_coroutine_threadsafe(telegram.close(), loop).result()
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


class Running:
    """One of our processes, with what it has said so far."""

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
        """Wait until it has said this; return all it said."""
        ends = time.monotonic() + PATIENCE
        while time.monotonic() < ends:
            said = self.out.read_text() + self.err.read_text()
            if word in said:
                return said
            if self.process.poll() is not None:
                pytest.fail(f"it ended without saying {word!r}: {said}")
            time.sleep(0.05)
        pytest.fail(f"it never said {word!r}")

    def ends(self) -> int:
        return self.process.wait(PATIENCE)

    def stops(self, number: signal.Signals = signal.SIGTERM) -> float:
        """How many seconds it takes to stop when asked."""
        began = time.monotonic()
        self.process.send_signal(number)
        assert self.ends() == 0, self.err.read_text()
        return time.monotonic() - began


Starts = Callable[..., Running]


@pytest.fixture
def starts(tmp_path: Path) -> Iterator[Starts]:
    """`starts("demo", "--no-open")`; what still runs after the test is ended."""
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
    """Ask until the answer is the wanted one."""
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        code, body = answers(url)
        if code == wanted:
            return body
        time.sleep(0.1)
    pytest.fail(f"{url} never answered {wanted}")


def shows_in_time(root: str, word: str) -> None:
    """Look at the phones of the page until one shows this."""
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        if word in json.dumps(json.loads(answers(f"{root}/ctl/state")[1]), ensure_ascii=False):
            return
        time.sleep(0.1)
    pytest.fail(f"no phone ever showed {word!r}")
