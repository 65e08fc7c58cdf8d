"""What is asked after a count, once: where pills may have gone, what was hard."""

from enum import StrEnum
from fractions import Fraction

from bot.domain.adherence.intervals import Band, Interval

MANY_MISSED = Fraction(80, 100)
"""Below the usual line for lifelong medicine something made it hard."""


class Question(StrEnum):
    OVER = "over"
    """Fewer pills than there can be if all was taken as prescribed: elsewhere, lost, given?"""
    HARD = "hard"
    APART = "apart"
    """Two of one house take the same: are the pills kept apart?"""


def question_after(interval: Interval | None) -> Question | None:
    if interval is None or interval.fraction is None:
        return None
    if interval.band is Band.RECOUNT:
        return Question.OVER
    return Question.HARD if interval.fraction < MANY_MISSED else None
