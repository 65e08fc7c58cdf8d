"""Pill arithmetic: how much was taken, how long the rest lasts, when the clinic must hear."""

from bot.domain.adherence.injections import NextInjection, given_on_time, next_injection
from bot.domain.adherence.intervals import (
    Band,
    Count,
    Dispensed,
    Interval,
    NoFraction,
    Plausibility,
    band,
    could_have,
    first_fill,
    interval,
    missed_days,
    plausible,
)
from bot.domain.adherence.regimens import Regimen, dose_on, due_between, regimen_on
from bot.domain.adherence.rules import (
    BadRules,
    Facts,
    Finding,
    findings,
    load_rules,
    rules_in_use,
    use_rules,
)
from bot.domain.adherence.standing import Standing, standing_of
from bot.domain.adherence.supply import (
    days_left,
    days_without,
    medication_possession_ratio,
    proportion_of_days_covered,
    remaining_estimate,
    runs_out_on,
)

__all__ = [
    "BadRules",
    "Band",
    "Count",
    "Dispensed",
    "Facts",
    "Finding",
    "Interval",
    "NextInjection",
    "NoFraction",
    "Plausibility",
    "Regimen",
    "Standing",
    "band",
    "could_have",
    "days_left",
    "days_without",
    "dose_on",
    "due_between",
    "findings",
    "first_fill",
    "given_on_time",
    "interval",
    "load_rules",
    "medication_possession_ratio",
    "missed_days",
    "next_injection",
    "plausible",
    "proportion_of_days_covered",
    "regimen_on",
    "remaining_estimate",
    "rules_in_use",
    "runs_out_on",
    "standing_of",
    "use_rules",
]
