"""How long each table keeps what, and why: the rules stand in retention.toml, one for a table.

docs/privacy.md shows them; the housekeeping works from their days.
"""

import tomllib
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

RULES = Path(__file__).with_suffix(".toml")


@dataclass(frozen=True, slots=True)
class Retention:
    table: str
    columns: frozenset[str]
    holds: str
    kept: str
    """How long, in words; the days stand for `{days}`."""
    erased: str
    """What becomes of it when the person whom it is about is erased."""
    days: float | None = None
    """None if no time ends it."""


@cache
def retention_rules() -> dict[str, Retention]:
    """By table."""
    found = tomllib.loads(RULES.read_text(encoding="utf-8"))
    return {table: _rule(table, **values) for table, values in found.items()}


def _rule(
    table: str, columns: str, holds: str, kept: str, erased: str, days: float | None = None
) -> Retention:
    return Retention(table, frozenset(columns.split()), holds, kept, erased, days)


def kept_since(table: str, now: datetime) -> datetime:
    """What is older than this moment goes, unless something still needs it."""
    days = retention_rules()[table].days
    assert days is not None
    return now - timedelta(days=days)
