"""What a finding leads to: nothing, a card for the leader, or an action. Danger is never hidden."""

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from bot.domain.reading.explain import read
from db.enums import ModerationMode, ModerationRule, Programme, ReadingLevel

RULES = Path(__file__).parent / "rules.toml"
MUTED_FOR = timedelta(days=1)
REPORTS_AN_HOUR = 10


@dataclass(frozen=True, slots=True)
class Verdict:
    rule: ModerationRule
    mode: ModerationMode
    hides: bool
    """Whether the action is to hide the message; otherwise the writer is told to slow down."""


@cache
def _rules() -> dict[ModerationRule, dict[str, Any]]:
    with RULES.open("rb") as file:
        return {ModerationRule(name): rule for name, rule in tomllib.load(file).items()}


def standard_mode(rule: ModerationRule) -> ModerationMode:
    return ModerationMode(_rules()[rule]["mode"])


def findings_of(rule: ModerationRule) -> list[str]:
    """The flags that the reading of a message sets for what the rule does not allow."""
    return list(_rules()[rule]["finds"])


def mode_of(rule: ModerationRule, group_modes: Mapping[str, str]) -> ModerationMode:
    return ModerationMode(group_modes.get(rule, standard_mode(rule)))


def judge_message(
    text: str,
    *,
    programme: Programme | None,
    modes: Mapping[str, str],
    also: Collection[str] = (),
) -> Verdict | None:
    """`also`: findings beside the words, like `passed_on`. None if the message may stay."""
    reading = read(text, programme=programme)
    if reading.level is not ReadingLevel.NONE or reading.signs:
        return None
    found = {*reading.flags, *also}
    for rule, said in _rules().items():
        mode = mode_of(rule, modes)
        if mode is not ModerationMode.OFF and found.intersection(findings_of(rule)):
            if mode is ModerationMode.ACT and not may_hide(text):
                return None
            return Verdict(rule, mode, said["does"] == "hide")
    return None


def may_hide(text: str | None) -> bool:
    """Not if the words are unknown, nor if they hold a danger sign of any illness."""
    if text is None:
        return False
    readings = (read(text, programme=programme) for programme in (None, *Programme))
    return all(one.level is ReadingLevel.NONE and not one.signs for one in readings)
