"""Medicines given on dates, such as penicillin every 21 days: on time, due, late."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.adherence.regimens import Regimen, regimen_on
from db.enums import Pattern

GRACE_DAYS = 3
"""An injection given up to so many days after the due date counts as given on time."""


@dataclass(frozen=True, slots=True)
class NextInjection:
    due_on: date
    late_days: int
    """Days from the due date to today; 0 on the due date and before it."""

    @property
    def missed(self) -> bool:
        return self.late_days > GRACE_DAYS


def next_injection(
    given: Sequence[date], regimens: Sequence[Regimen], today: date
) -> NextInjection | None:
    """When the next one is due; None if none is prescribed at fixed intervals today."""
    regimen = regimen_on(regimens, today)
    if regimen is None or regimen.pattern is not Pattern.EVERY_DAYS:
        return None
    last = max((day for day in given if day <= today), default=None)
    due = regimen.starts if last is None else last + timedelta(days=regimen.every)
    return NextInjection(due, max((today - due).days, 0))


def given_on_time(given: Sequence[date], every: int) -> tuple[int, int]:
    """How many injections after the first were given on time, and how many there were in all."""
    days = sorted(set(given))
    limit = every + GRACE_DAYS
    gaps = [(later - earlier).days for earlier, later in itertools.pairwise(days)]
    return sum(gap <= limit for gap in gaps), len(gaps)
