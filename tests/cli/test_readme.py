"""What the README says of settings, commands and views is so."""

import re
from importlib import import_module
from pathlib import Path

from sqlalchemy import inspect
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.cli import COMMANDS
from bot.settings import KNOWN, Settings
from db.enums import AlertAction, AlertOutcome

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
COMMON = ["contract_version", "clinic_id", "clinic"]


def rows(first: str) -> dict[str, str]:
    """Table rows whose first cell matches, by what was matched."""
    found = re.findall(rf"^\| `({first})[^|]*\|(.+)\|$", README, re.MULTILINE)
    return {name: rest.split("|")[-1].strip() for name, rest in found}


def test_every_setting_is_there_with_its_default() -> None:
    told = re.findall(r"^\| `(GOTHIYA_\w+)` \| `?([^`|]+?)`? \|", README, re.MULTILINE)
    defaults = Settings()
    assert dict(told) == {
        name: str(getattr(defaults, field)) or "none" for name, field in KNOWN.items()
    }


def test_every_command_and_what_it_does_further_is_there() -> None:
    for name in COMMANDS:
        (line,) = re.findall(rf"^\| `gothiya {name}.*$", README, re.MULTILINE)
        verbs = getattr(import_module(f"bot.cli.{name}"), "VERBS", ())
        assert all(verb in line for verb in verbs)


async def test_every_view_is_there_with_its_columns(engine: AsyncEngine) -> None:
    async with engine.connect() as connection:
        views = await connection.run_sync(
            lambda bare: {
                view: [column["name"] for column in inspect(bare).get_columns(view)]
                for view in inspect(bare).get_view_names()
            }
        )
    told = {view: COMMON + cell.strip("`").split(", ") for view, cell in rows(r"\w+_feed").items()}
    assert told == views


def test_what_a_clinic_may_command_is_all_there() -> None:
    said = README[README.index("**Writing.**") :]
    assert all(f"`{word}`" in said for word in [*AlertAction, *AlertOutcome])
