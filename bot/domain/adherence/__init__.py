"""Pill arithmetic: how much was taken, how long the rest lasts, when the clinic is alerted."""

from bot.domain.adherence.injections import NextInjection, given_on_time, next_injection
from bot.domain.adherence.intervals import (
    Band,
    Count,
    Dispensed,
    Interval,
    NoFraction,
    Plausibility,
    band,
    first_fill,
    interval,
    missed_days,
    most_possible,
    plausibility,
)
from bot.domain.adherence.latest import LatestIntervals, latest_intervals
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
from bot.domain.adherence.supply import (
    days_left,
    days_without_stock,
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
    "LatestIntervals",
    "NextInjection",
    "NoFraction",
    "Plausibility",
    "Regimen",
    "band",
    "days_left",
    "days_without_stock",
    "dose_on",
    "due_between",
    "findings",
    "first_fill",
    "given_on_time",
    "interval",
    "latest_intervals",
    "load_rules",
    "medication_possession_ratio",
    "missed_days",
    "most_possible",
    "next_injection",
    "plausibility",
    "proportion_of_days_covered",
    "regimen_on",
    "remaining_estimate",
    "rules_in_use",
    "runs_out_on",
    "use_rules",
]
