"""The rules by which counts and dates raise alerts; a doctor can read and change them."""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from bot.domain.adherence.intervals import Interval, missed_days
from db.enums import AlertKind, Programme, Severity

STANDARD_RULES = Path(__file__).with_name("rules.toml")
ALERTS_BY_RULE = tuple(kind for kind in AlertKind if kind.by_rule)
LIMITS = ("below_percent", "above_percent", "missed_days", "days_left", "late_days")


class BadRules(Exception):
    """The rules file is wrong; the message says in one line where, and what to write instead."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one treatment today."""

    programme: Programme | None
    intervals: Sequence[Interval] = ()
    """Newest first."""
    days_left: int | None = None
    late_days: int | None = None
    """Days that an injection is late; None if there is no injection."""


@dataclass(frozen=True, slots=True)
class Rule:
    alert: AlertKind
    severity: Severity
    why: str
    programmes: tuple[Programme, ...] = ()
    counts: int = 1
    below_percent: int | None = None
    above_percent: int | None = None
    missed_days: int | None = None
    days_left: int | None = None
    late_days: int | None = None

    def fits(self, facts: Facts) -> bool:
        if self.programmes and facts.programme not in self.programmes:
            return False
        if self.days_left is not None and (
            facts.days_left is None or facts.days_left > self.days_left
        ):
            return False
        if self.late_days is not None and (facts.late_days or 0) < self.late_days:
            return False
        return self._fits_counts(facts.intervals)

    def _fits_counts(self, intervals: Sequence[Interval]) -> bool:
        if self.below_percent is None and self.above_percent is None and self.missed_days is None:
            return True
        looked_at = intervals[: self.counts]
        return len(looked_at) == self.counts and all(map(self._fits_interval, looked_at))

    def _fits_interval(self, interval: Interval) -> bool:
        share = interval.fraction
        if self.below_percent is not None and (
            share is None or share >= Fraction(self.below_percent, 100)
        ):
            return False
        if self.above_percent is not None and (
            share is None or share <= Fraction(self.above_percent, 100)
        ):
            return False
        return self.missed_days is None or (missed_days(interval) or 0) >= self.missed_days


@dataclass(frozen=True, slots=True)
class Finding:
    alert: AlertKind
    severity: Severity
    why: str


def findings(facts: Facts, rules: Sequence[Rule]) -> list[Finding]:
    """What to alert the clinic to: for each kind of alert, the first rule that fits."""
    found: dict[AlertKind, Finding] = {}
    for rule in rules:
        if rule.alert not in found and rule.fits(facts):
            found[rule.alert] = Finding(rule.alert, rule.severity, rule.why)
    return list(found.values())


@cache
def load_rules(file: Path = STANDARD_RULES) -> tuple[Rule, ...]:
    """Raises BadRules, which names the file, the rule and what to write instead."""
    rules = read_toml(file).get("rule")
    if not isinstance(rules, list) or not rules:
        raise BadRules(f"{file} holds no [[rule]]")
    return tuple(_rule(rule, f"{file}, rule {n}") for n, rule in enumerate(rules, 1))


def read_toml(file: Path) -> dict[str, Any]:
    """Raises BadRules."""
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        raise BadRules(f"{file} cannot be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadRules(f"{file} is no TOML: {error}") from None


def _rule(written: dict[str, Any], where: str) -> Rule:
    if unknown := sorted(written.keys() - {field.name for field in fields(Rule)}):
        raise BadRules(
            f"{where}: {unknown[0]!r} is not known; see the top of {STANDARD_RULES.name}"
        )
    if missing := [name for name in ("alert", "severity") if name not in written]:
        raise BadRules(f"{where}: {missing[0]} is missing")
    if not any(name in written for name in LIMITS):
        raise BadRules(f"{where}: name one of {', '.join(LIMITS)}, or it would always fit")
    for problem in _problems(written):
        raise BadRules(f"{where}: {problem}")
    return Rule(
        **{
            **written,
            "alert": AlertKind(written["alert"]),
            "severity": Severity(written["severity"]),
            "programmes": tuple(map(Programme, written.get("programmes", ()))),
            "why": str(written.get("why", "")),
        }
    )


def _problems(written: dict[str, Any]) -> Iterator[str]:
    if written["alert"] not in ALERTS_BY_RULE:
        yield f"alert must be one of {', '.join(ALERTS_BY_RULE)}"
    if written["severity"] not in list(Severity):
        yield f"severity must be one of {', '.join(Severity)}"
    for programme in written.get("programmes", ()):
        if programme not in list(Programme):
            yield f"programme {programme!r} is not one of {', '.join(Programme)}"
    if written.get("counts", 1) not in (1, 2):
        yield "counts must be 1 or 2"
    for name in LIMITS:
        if name in written and (type(written[name]) is not int or written[name] < 0):
            yield f"{name} must be a whole number, like 2"


_in_use: list[Path] = [STANDARD_RULES]


def use_rules(file: Path | None) -> None:
    """Called once, when the program starts. Raises BadRules.

    The `[[call]]` rules of the same file are read by `bot.domain.call_list`.
    """
    load_rules(file or STANDARD_RULES)
    _in_use[0] = file or STANDARD_RULES


def rules_file() -> Path:
    return _in_use[0]


def rules_in_use() -> tuple[Rule, ...]:
    return load_rules(_in_use[0])
