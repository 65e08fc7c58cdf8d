"""`gothiya run` and `gothiya demo` as real processes: they start, answer, and stop when told."""

import asyncio
import configparser
import json
import re
import signal
import socket
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import cast

import pytest

from bot.app import Gothiya
from bot.cli.exit_codes import CONFIGURATION
from bot.cli.run import run_until_stopped
from bot.cli.shutdown import StopSignal
from tests.cli.conftest import (
    TOKEN,
    Starts,
    answers,
    answers_in_time,
    posts,
    shows_in_time,
)

pytestmark = pytest.mark.process

UNKNOWN_TOKEN = "4343:nobody-nobody-nobody-nobody-nobody"
SOON = 8.0

UNIT = Path(__file__).parents[2] / "docs" / "deploy" / "gothiya.service"


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def is_free(port: int) -> bool:
    with closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        return probe.connect_ex(("127.0.0.1", port)) != 0


def settings(api: str, folder: Path, **more: str) -> dict[str, str]:
    return {
        "GOTHIYA_TOKEN": TOKEN,
        "GOTHIYA_API_URL": api,
        "GOTHIYA_DATABASE_URL": f"sqlite:///{folder}/gothiya.db",
        "GOTHIYA_LISTEN": f"127.0.0.1:{free_port()}",
        **more,
    }


def test_the_demo_shows_its_page_and_stops_when_told(starts: Starts) -> None:
    port = free_port()
    demo = starts("demo", "--no-open", "--port", str(port))
    demo.says(f"Open http://127.0.0.1:{port}/")
    root = f"http://127.0.0.1:{port}"
    assert "अभ्यास" in answers(f"{root}/")[1]
    phones = json.loads(answers(f"{root}/ctl/state")[1])["phones"]
    assert len(phones) >= 12
    assert json.loads(answers_in_time(f"{root}/healthz"))["ok"]
    assert demo.stops() < SOON
    assert is_free(port)
    assert demo.err.read_text() == ""


def test_a_taken_port_gets_one_line(starts: Starts) -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        demo = starts("demo", "--no-open", "--port", str(taken.getsockname()[1]))
        assert demo.ends() == 2
    assert len(demo.err.read_text().splitlines()) == 1


def test_a_kept_village_is_whole_and_is_never_written_over_by_accident(
    starts: Starts, tmp_path: Path
) -> None:
    file = tmp_path / "village.db"
    demo = starts("demo", "--no-open", "--port", "0", "--keep", str(file))
    demo.says("Open ")
    demo.stops()
    with closing(sqlite3.connect(file)) as database:
        (practice,) = database.execute("SELECT practice FROM deployment").fetchone()
        bands = {row[0] for row in database.execute("SELECT band FROM adherence_feed")}
        (doubtful,) = database.execute("SELECT SUM(doubtful) FROM pill_count").fetchone()
        alerts = database.execute("SELECT kind, patient FROM alert_feed").fetchall()
        (sit_together,) = database.execute(
            "SELECT COUNT(DISTINCT patient_id) FROM refill_feed WHERE next_meeting_on IS NOT NULL"
        ).fetchone()
    assert practice
    assert {"95_and_more", "80_to_94", "below_50"} <= bands
    assert doubtful == 0
    assert alerts == [("missed_doses", "रमशीला")]
    assert sit_together == 12

    again = starts("demo", "--no-open", "--keep", str(file))
    assert again.ends() == 2
    assert "--fresh" in again.err.read_text()
    real = starts("run", GOTHIYA_TOKEN=TOKEN, GOTHIYA_DATABASE_URL=f"sqlite:///{file}")
    assert real.ends() == 78
    assert "gothiya demo" in real.err.read_text()


def test_the_demo_deletes_no_file_of_anybody_else(starts: Starts, tmp_path: Path) -> None:
    file = tmp_path / "thesis.txt"
    file.write_text("chapter one")
    demo = starts("demo", "--no-open", "--keep", str(file), "--fresh")
    assert demo.ends() == 2
    assert file.read_text() == "chapter one"


def test_a_running_bot_is_healthy_and_stops_when_told(
    starts: Starts, tmp_path: Path, served: str
) -> None:
    given = settings(served, tmp_path)
    bot = starts("run", **given)
    body = answers_in_time(f"http://{given['GOTHIYA_LISTEN']}/healthz")
    assert json.loads(body)["ok"]
    assert bot.stops() < SOON
    said = bot.err.read_text()
    assert "@gothiya_bot" in said
    assert TOKEN not in said
    assert "Traceback" not in said


def test_a_refused_token_is_said_at_once_and_asked_again(
    starts: Starts, tmp_path: Path, served: str
) -> None:
    bot = starts("run", **settings(served, tmp_path, GOTHIYA_TOKEN=UNKNOWN_TOKEN))
    bot.says("Telegram refuses GOTHIYA_TOKEN, 2 times in a row")
    assert bot.stops() < SOON
    assert UNKNOWN_TOKEN not in bot.err.read_text()


def test_a_taken_address_ends_it_with_one_line(starts: Starts, tmp_path: Path, served: str) -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        bot = starts("run", **settings(served, tmp_path, GOTHIYA_LISTEN=address))
        assert bot.ends() == 75
    assert "GOTHIYA_LISTEN" in bot.err.read_text()


def test_without_a_network_it_waits_and_still_stops(starts: Starts, tmp_path: Path) -> None:
    bot = starts("run", **settings("http://127.0.0.1:9", tmp_path))
    bot.says("Telegram does not answer")
    assert bot.stops() < SOON


def test_a_webhook_is_taken_only_with_its_secret(
    starts: Starts, tmp_path: Path, served: str
) -> None:
    secret = "a-secret-made-at-random"
    given = settings(served, tmp_path, GOTHIYA_WEBHOOK_SECRET=secret)
    bot = starts("run", "--webhook", "https://bot.example.org", **given)
    bot.says("listens, by webhook")
    address = f"http://{given['GOTHIYA_LISTEN']}/telegram"
    update = {"update_id": 7}
    assert posts(address, update)[0] == 403
    assert posts(address, update, **{"X-Telegram-Bot-Api-Secret-Token": secret})[0] == 200
    assert bot.stops() < SOON


def test_what_strangers_send_leaves_no_word_in_the_log(
    starts: Starts, tmp_path: Path, served: str
) -> None:
    given = settings(served, tmp_path, GOTHIYA_WEBHOOK_SECRET="a-secret-made-at-random")
    bot = starts("run", "--webhook", "https://bot.example.org", **given)
    bot.says("listens, by webhook")
    before = bot.err.read_text()
    post = "POST /telegram HTTP/1.1\r\nHost: bot\r\n"
    chunked = "Transfer-Encoding: chunked\r\n"
    for raw in (
        f"{post}X-Telegram-Bot-Api-Secret-Token: \xff\r\nContent-Length: 2\r\n\r\n[]",
        f"{post}Bad header line\r\n\r\n",
        f"{post}Content-Length: many\r\n\r\n",
        f"{post}{chunked}\r\nnonsense\r\n",
        f"{post}X-Long: {'x' * 20_000}\r\n\r\n",
        "\x16\x03\x01\x02\x00\x01",
    ):
        assert sends_raw(given["GOTHIYA_LISTEN"], raw) in {"400", "403"}
    assert bot.stops() < SOON
    assert "Error" not in bot.err.read_text().removeprefix(before)
    assert "Traceback" not in bot.err.read_text()


def sends_raw(address: str, raw: str) -> str:
    """The status that these bytes are answered with."""
    host, _, port = address.rpartition(":")
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        connection.sendall(raw.encode("latin-1"))
        return connection.recv(1000).split()[1].decode()


def test_the_demo_begins_again_moves_its_clock_and_ends_at_ctrl_c(starts: Starts) -> None:
    demo = starts("demo", "--no-open", "--port", "0")
    root = re.findall(r"Open (http://\S+)/", demo.says("Ctrl-C"))[0]
    answers_in_time(f"{root}/healthz")
    assert posts(f"{root}/ctl/clock", {"seconds": 3600})[0] == 200
    shows_in_time(root, "अभी गिनें")
    assert posts(f"{root}/ctl/reset", {})[0] == 200
    answers_in_time(f"{root}/healthz")
    shows_in_time(root, "यहाँ से शुरू करें")
    shown = json.loads(answers(f"{root}/ctl/state")[1])
    assert "अभी गिनें" not in json.dumps(shown, ensure_ascii=False)
    assert demo.stops(signal.SIGINT) < SOON
    assert demo.err.read_text() == ""


class Broken:
    """A bot of which one part ends."""

    def __init__(self, error: Exception | None) -> None:
        self.error = error

    async def run(self, _stopping: asyncio.Event, *, webhook: None) -> None:
        if self.error:
            raise self.error


@pytest.mark.parametrize("error", [RuntimeError("out of order"), None])
async def test_a_part_that_ends_ends_the_process_with_a_code(error: Exception | None) -> None:
    assert await run_until_stopped(cast(Gothiya, Broken(error)), StopSignal()) == 70


def test_the_unit_file_starts_again_after_every_end_but_a_wrong_setting() -> None:
    unit = configparser.RawConfigParser(strict=False)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(UNIT, encoding="utf-8")
    assert unit["Service"]["Restart"] == "always"
    assert unit["Service"]["RestartPreventExitStatus"] == str(CONFIGURATION)
    assert unit["Unit"]["StartLimitIntervalSec"] == "0"
