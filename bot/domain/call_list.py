"""Who is called first: by weights that a doctor can read and change in rules.toml."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from bot.domain.adherence import BadRules, Band
from bot.domain.adherence.rules import STANDARD_RULES, read_toml, rules_file
from db.enums import CallResult, HardReason, Programme

MAX_WEIGHT = 100
REST_AFTER_CALL = {
    CallResult.REACHED: timedelta(days=7),
    CallResult.LATER: timedelta(days=2),
    CallResult.NOT_REACHED: timedelta(days=1),
}
"""How long a patient is off the list after a call, unless something serious comes up."""
NO_END = 1000
"""Days left of a supply without an end."""
ENDS_REST = 70
"""From this weight on, a reason that was not there at the call ends the rest after it."""


class ReasonKind(StrEnum):
    """What a call is about; each has its words in bot.texts.patients.words."""

    SUPPLY = "supply"
    INJECTION = "injection"
    LOW = "low"
    HIGH = "high"
    MISSED = "missed"
    HARD = "hard"
    SILENT = "silent"
    UNKNOWN = "unknown"


REQUIRED_LIMIT = {
    ReasonKind.SUPPLY: "days_left",
    ReasonKind.INJECTION: "late_days",
    ReasonKind.MISSED: "missed_days",
    ReasonKind.HARD: "said",
    ReasonKind.SILENT: "silent_days",
    ReasonKind.UNKNOWN: "joined_days",
}
"""The limit that a rule of this kind must have."""


@dataclass(frozen=True, slots=True)
class MedicineFacts:
    """The facts about one medicine today; a field is None if it cannot be known."""

    medicine: str
    days_left: int | None = None
    late_days: int | None = None
    decided: Band = Band.UNKNOWN
    missed_days: int | None = None
    hard: HardReason | None = None


@dataclass(frozen=True, slots=True)
class PatientFacts:
    """The facts about one patient today."""

    programme: Programme | None
    medicines: Sequence[MedicineFacts]
    silent_days: int = 0
    """Days since the first question that nobody answered."""
    joined_days: int | None = None
    """Days since their phone joined; None if a medicine was recorded, or no phone joined lately."""


@dataclass(frozen=True, slots=True)
class CallRule:
    reason: ReasonKind
    weight: int
    programmes: tuple[Programme, ...] = ()
    days_left: int | None = None
    late_days: int | None = None
    missed_days: int | None = None
    silent_days: int | None = None
    joined_days: int | None = None
    said: tuple[HardReason, ...] = ()

    def fits(self, patient: PatientFacts, medicine: MedicineFacts | None) -> bool:
        """`medicine` is None for reasons that are about the patient, not one medicine."""
        if self.programmes and patient.programme not in self.programmes:
            return False
        if medicine is None:
            return self._fits_patient(patient)
        match self.reason:
            case ReasonKind.SUPPLY:
                return _at_most(medicine.days_left, self.days_left)
            case ReasonKind.INJECTION:
                return _at_least(medicine.late_days, self.late_days)
            case ReasonKind.MISSED:
                return _at_least(medicine.missed_days, self.missed_days)
            case ReasonKind.HARD:
                return medicine.hard in self.said
            case ReasonKind.LOW:
                return medicine.decided is Band.LOW
            case ReasonKind.HIGH:
                return medicine.decided is Band.RECOUNT
        return False

    def _fits_patient(self, patient: PatientFacts) -> bool:
        match self.reason:
            case ReasonKind.SILENT:
                return _at_least(patient.silent_days, self.silent_days)
            case ReasonKind.UNKNOWN:
                return _at_most(patient.joined_days, self.joined_days)
        return False


@dataclass(frozen=True, slots=True)
class Reason:
    kind: ReasonKind
    weight: int
    facts: MedicineFacts | PatientFacts
    """Of the medicine that it is about, or of the patient."""


def reasons_to_call(patient: PatientFacts, rules: Sequence[CallRule]) -> list[Reason]:
    """The heaviest first; only the heaviest of each kind about each medicine."""
    found = [
        Reason(kind, max(weights), medicine or patient)
        for medicine in (*patient.medicines, None)
        for kind in ReasonKind
        if (weights := [r.weight for r in rules if r.reason is kind and r.fits(patient, medicine)])
    ]
    return sorted(found, key=lambda reason: -reason.weight)


def urgency(reasons: Sequence[Reason], silent_days: int) -> tuple[int, int, int, int]:
    """The sort key, greater is called first: heaviest reason, sum, silence, then days left."""
    weights = [reason.weight for reason in reasons]
    medicines = [r.facts for r in reasons if isinstance(r.facts, MedicineFacts)]
    left = [medicine.days_left for medicine in medicines if medicine.days_left is not None]
    return max(weights, default=0), sum(weights), silent_days, -min(left, default=NO_END)


def is_resting(
    result: CallResult, risk: int, called_on: date, *, now_risk: int, today: date
) -> bool:
    """Whether a call still keeps a patient off the list. `risk`: heaviest weight at the call."""
    is_graver = now_risk > risk and now_risk >= ENDS_REST
    return today < called_on + REST_AFTER_CALL[result] and not is_graver


def call_rules_in_use() -> tuple[CallRule, ...]:
    return load_call_rules(rules_file())


@cache
def load_call_rules(file: Path = STANDARD_RULES) -> tuple[CallRule, ...]:
    """The call rules of a file; the standard ones if it has none. Raises BadRules."""
    written = read_toml(file).get("call")
    if written is None and file != STANDARD_RULES:
        return load_call_rules(STANDARD_RULES)
    if not isinstance(written, list) or not written:
        raise BadRules(f"{file} holds no [[call]]")
    return tuple(_rule(rule, f"{file}, call {n}") for n, rule in enumerate(written, 1))


def _rule(written: dict[str, Any], where: str) -> CallRule:
    for problem in _problems(written):
        raise BadRules(f"{where}: {problem}")
    return CallRule(
        **{
            **written,
            "reason": ReasonKind(written["reason"]),
            "programmes": tuple(map(Programme, written.get("programmes", ()))),
            "said": tuple(map(HardReason, written.get("said", ()))),
        }
    )


def _problems(written: dict[str, Any]) -> Iterator[str]:
    if unknown := sorted(written.keys() - {field.name for field in fields(CallRule)}):
        yield f"{unknown[0]!r} is not known; see {STANDARD_RULES.name}"
    if written.get("reason") not in list(ReasonKind):
        yield f"reason must be one of {', '.join(ReasonKind)}"
    if type(written.get("weight")) is not int or not 1 <= written["weight"] <= MAX_WEIGHT:
        yield f"weight must be a whole number from 1 to {MAX_WEIGHT}"
    limit = REQUIRED_LIMIT.get(ReasonKind(written["reason"]))
    if limit is not None and limit not in written:
        yield f"{written['reason']} needs {limit}"
    for name in sorted(set(REQUIRED_LIMIT.values()) - {"said"}):
        if name in written and (type(written[name]) is not int or written[name] < 0):
            yield f"{name} must be a whole number, like 2"
    for name, allowed in (("programmes", Programme), ("said", HardReason)):
        for word in written.get(name, ()):
            if word not in list(allowed):
                yield f"{word!r} is not one of {', '.join(allowed)}"


def _at_most(value: int | None, limit: int | None) -> bool:
    return value is not None and limit is not None and value <= limit


def _at_least(value: int | None, limit: int | None) -> bool:
    return value is not None and limit is not None and value >= limit
