"""Whom to call first: one rule, whose weights a doctor reads and changes in rules.toml."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from bot.domain.adherence import BadRules, Band
from bot.domain.adherence.rules import STANDARD, read_toml, rules_file
from db.enums import CallResult, HardReason, Programme

HEAVIEST = 100
RESTS = {
    CallResult.REACHED: timedelta(days=7),
    CallResult.LATER: timedelta(days=2),
    CallResult.NOT_REACHED: timedelta(days=1),
}
"""For how long somebody who was called is off the list, unless something grave comes up."""
FAR_OFF = 1000
"""Days left of what does not end."""
BRINGS_BACK = 70
"""From this weight on, a reason that was not there at the call ends that rest."""


class Why(StrEnum):
    """What a call is about; each has its sentence in bot.texts.care."""

    SUPPLY = "supply"
    INJECTION = "injection"
    LOW = "low"
    HIGH = "high"
    MISSED = "missed"
    HARD = "hard"
    SILENT = "silent"
    UNKNOWN = "unknown"


LIMITS = {
    Why.SUPPLY: "days_left",
    Why.INJECTION: "late_days",
    Why.MISSED: "missed_days",
    Why.HARD: "said",
    Why.SILENT: "silent_days",
    Why.UNKNOWN: "joined_days",
}
"""What a rule of each kind has to name."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one medicine today. None: it cannot be told."""

    medicine: str
    days_left: int | None = None
    late_days: int | None = None
    decided: Band = Band.UNKNOWN
    missed_days: int | None = None
    hard: HardReason | None = None


@dataclass(frozen=True, slots=True)
class Person:
    programme: Programme | None
    medicines: Sequence[Known]
    silent_days: int = 0
    """Since the first question that nobody answered."""
    joined_days: int | None = None
    """Since their phone joined, while no medicine was entered. None: one was, or no phone did."""


@dataclass(frozen=True, slots=True)
class CallRule:
    reason: Why
    weight: int
    programmes: tuple[Programme, ...] = ()
    days_left: int | None = None
    late_days: int | None = None
    missed_days: int | None = None
    silent_days: int | None = None
    joined_days: int | None = None
    said: tuple[HardReason, ...] = ()

    def fits(self, person: Person, known: Known | None) -> bool:
        """`known` is the medicine it is about; None where it is about the person."""
        if self.programmes and person.programme not in self.programmes:
            return False
        if known is None:
            return self._fits_person(person)
        match self.reason:
            case Why.SUPPLY:
                return _at_most(known.days_left, self.days_left)
            case Why.INJECTION:
                return _at_least(known.late_days, self.late_days)
            case Why.MISSED:
                return _at_least(known.missed_days, self.missed_days)
            case Why.HARD:
                return known.hard in self.said
            case Why.LOW:
                return known.decided is Band.LOW
            case Why.HIGH:
                return known.decided is Band.RECOUNT
        return False

    def _fits_person(self, person: Person) -> bool:
        match self.reason:
            case Why.SILENT:
                return _at_least(person.silent_days, self.silent_days)
            case Why.UNKNOWN:
                return _at_most(person.joined_days, self.joined_days)
        return False


@dataclass(frozen=True, slots=True)
class Reason:
    why: Why
    weight: int
    known: Known | None
    """The medicine it is about; None: it is about the person."""


def reasons_to_call(person: Person, rules: Sequence[CallRule]) -> list[Reason]:
    """The heaviest first; of one kind about one medicine only the heaviest."""
    found = [
        Reason(why, max(weights), known)
        for known in (*person.medicines, None)
        for why in Why
        if (weights := [r.weight for r in rules if r.reason is why and r.fits(person, known)])
    ]
    return sorted(found, key=lambda reason: -reason.weight)


def urgency(reasons: Sequence[Reason], silent_days: int) -> tuple[int, int, int, int]:
    """Greater is sooner: the gravest reason, then all together, then silence, then days left."""
    weights = [reason.weight for reason in reasons]
    left = [r.known.days_left for r in reasons if r.known and r.known.days_left is not None]
    return max(weights, default=0), sum(weights), silent_days, -min(left, default=FAR_OFF)


def rests(result: CallResult, risk: int, called_on: date, *, now_risk: int, today: date) -> bool:
    """Whether a call still keeps somebody off the list. `risk`: their gravest when called."""
    graver = now_risk > risk and now_risk >= BRINGS_BACK
    return today < called_on + RESTS[result] and not graver


def call_rules_in_use() -> tuple[CallRule, ...]:
    return load_call_rules(rules_file())


@cache
def load_call_rules(file: Path = STANDARD) -> tuple[CallRule, ...]:
    """Those of the standard where the file names none. Raises BadRules."""
    written = read_toml(file).get("call")
    if written is None and file != STANDARD:
        return load_call_rules(STANDARD)
    if not isinstance(written, list) or not written:
        raise BadRules(f"{file} holds no [[call]]")
    return tuple(_rule(rule, f"{file}, call {n}") for n, rule in enumerate(written, 1))


def _rule(written: dict[str, Any], where: str) -> CallRule:
    for problem in _problems(written):
        raise BadRules(f"{where}: {problem}")
    return CallRule(
        **{
            **written,
            "reason": Why(written["reason"]),
            "programmes": tuple(map(Programme, written.get("programmes", ()))),
            "said": tuple(map(HardReason, written.get("said", ()))),
        }
    )


def _problems(written: dict[str, Any]) -> Iterator[str]:
    if unknown := sorted(written.keys() - {field.name for field in fields(CallRule)}):
        yield f"{unknown[0]!r} is not known; see {STANDARD.name}"
    if written.get("reason") not in list(Why):
        yield f"reason must be one of {', '.join(Why)}"
    if type(written.get("weight")) is not int or not 1 <= written["weight"] <= HEAVIEST:
        yield f"weight must be a whole number from 1 to {HEAVIEST}"
    limit = LIMITS.get(Why(written["reason"]))
    if limit is not None and limit not in written:
        yield f"{written['reason']} needs {limit}"
    for name in sorted(set(LIMITS.values()) - {"said"}):
        if name in written and (type(written[name]) is not int or written[name] < 0):
            yield f"{name} must be a whole number, like 2"
    for name, known in (("programmes", Programme), ("said", HardReason)):
        for word in written.get(name, ()):
            if word not in list(known):
                yield f"{word!r} is not one of {', '.join(known)}"


def _at_most(value: int | None, limit: int | None) -> bool:
    return value is not None and limit is not None and value <= limit


def _at_least(value: int | None, limit: int | None) -> bool:
    return value is not None and limit is not None and value >= limit
