"""What a finding leads to: nothing, a leader's look, or a deed. Danger is never hidden."""

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from bot.domain.reading.explain import read
from db.enums import HouseMode, HouseRule, Programme, ReadingLevel

RULES = Path(__file__).parent / "rules.toml"
MUTED_FOR = timedelta(days=1)
REPORTS_AN_HOUR = 10


@dataclass(frozen=True, slots=True)
class Verdict:
    rule: HouseRule
    mode: HouseMode
    hides: bool
    """Whether the deed is to take the message away; otherwise it is a word to the writer."""


@cache
def _rules() -> dict[HouseRule, dict[str, Any]]:
    with RULES.open("rb") as file:
        return {HouseRule(name): rule for name, rule in tomllib.load(file).items()}


def standard_mode(rule: HouseRule) -> HouseMode:
    return HouseMode(_rules()[rule]["mode"])


def finds(rule: HouseRule) -> list[str]:
    """What the reading of a message calls that which the rule does not want."""
    return list(_rules()[rule]["finds"])


def mode_of(rule: HouseRule, group_modes: Mapping[str, str]) -> HouseMode:
    return HouseMode(group_modes.get(rule, standard_mode(rule)))


def judge(
    text: str,
    *,
    programme: Programme | None,
    modes: Mapping[str, str],
    also: Collection[str] = (),
) -> Verdict | None:
    """`also`: what was found beside the words, like `passed_on`. None: let it stand."""
    reading = read(text, programme=programme)
    if reading.level is not ReadingLevel.NONE or reading.signs:
        return None
    found = {*reading.flags, *also}
    for rule, said in _rules().items():
        mode = mode_of(rule, modes)
        if mode is not HouseMode.OFF and found.intersection(finds(rule)):
            if mode is HouseMode.ACT and not may_hide(text):
                return None
            return Verdict(rule, mode, said["does"] == "hide")
    return None


def may_hide(text: str | None) -> bool:
    """Never what nobody here can read, and never what is a danger sign in any illness."""
    if text is None:
        return False
    readings = (read(text, programme=programme) for programme in (None, *Programme))
    return all(one.level is ReadingLevel.NONE and not one.signs for one in readings)
