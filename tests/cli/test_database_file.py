"""The database is a file of its owner's alone, whoever creates it and however it was left."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Operator, Starts
from tests.cli.test_running import settings

ADD = ("clinic", "add", "Sehat Kendra", "--phone", "07752-000000")


@pytest.fixture(autouse=True)
def _usual_umask() -> Iterator[None]:
    """As on most machines: what a program creates, everybody may read."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.fixture
def here(operator: Operator, monkeypatch: pytest.MonkeyPatch) -> Operator:
    """The operator, whose database is a file that does not exist yet."""
    monkeypatch.setenv("GOTHIYA_DATABASE_URL", "sqlite:///new.db")
    return operator


def modes(folder: Path, name: str) -> dict[str, int]:
    return {file.name: stat.S_IMODE(file.stat().st_mode) for file in folder.glob(f"{name}*")}


@pytest.mark.parametrize("command", [ADD, ("clinic", "list"), ("doctor",)])
def test_a_command_creates_it_for_its_owner_alone(
    here: Operator, tmp_path: Path, command: tuple[str, ...]
) -> None:
    here(*command)
    assert modes(tmp_path, "new.db") == {"new.db": 0o600}


def test_one_that_was_wider_is_narrowed_at_the_next_start(here: Operator, tmp_path: Path) -> None:
    here(*ADD)
    file = tmp_path / "new.db"
    file.chmod(0o664)
    (answer,) = [line for line in here("doctor").lines if "can read" in line]
    assert answer.startswith(
        "warning  database: others on this machine can read it; chmod 600 new.db"
    )
    assert here("clinic", "list").code == 0
    assert modes(tmp_path, "new.db") == {"new.db": 0o600}
    assert "can read" not in here("doctor").out


@pytest.mark.process
def test_a_running_bot_keeps_all_three_files_to_itself(
    starts: Starts, tmp_path: Path, served: str
) -> None:
    bot = starts("run", **settings(served, tmp_path))
    bot.says("listens, by polling")
    kept = modes(tmp_path, "gothiya.db")
    assert set(kept) == {"gothiya.db", "gothiya.db-wal", "gothiya.db-shm"}
    assert set(kept.values()) == {0o600}
    bot.process.kill()
    bot.ends()
    for name in kept:
        (tmp_path / name).chmod(0o644)
    again = starts("run", **settings(served, tmp_path))
    again.says("listens, by polling")
    assert set(modes(tmp_path, "gothiya.db").values()) == {0o600}
    again.stops()


@pytest.mark.process
def test_a_kept_village_is_private_too(starts: Starts, tmp_path: Path) -> None:
    demo = starts("demo", "--no-open", "--port", "0", "--keep", str(tmp_path / "village.db"))
    demo.says("Open ")
    assert set(modes(tmp_path, "village.db").values()) == {0o600}
    demo.stops()
