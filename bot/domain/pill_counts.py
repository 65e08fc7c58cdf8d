"""The follow-up question after a count: where pills may have gone, or what was hard."""

from enum import StrEnum
from fractions import Fraction

from bot.domain.adherence.intervals import Band, Interval

HARD_BELOW = Fraction(80, 100)
"""Share of doses below which the person is asked what was hard: the 80 % line that is usual for
lifelong medicine (Pharmacy Quality Alliance)."""


class FollowUp(StrEnum):
    FEWER = "fewer"
    """Fewer pills than there can be if all was taken as prescribed: elsewhere, lost, given away?"""
    HARD = "hard"
    """Many doses were missed: what was hard?"""
    STORAGE = "storage"
    """Two people of one household take the same medicine: are the pills stored apart?"""


class HardGroup(StrEnum):
    """What the reasons why it was hard concern."""

    MEDICINE = "medicine"
    BODY = "body"
    LIFE = "life"


def followup_of(interval: Interval | None) -> FollowUp | None:
    if interval is None or interval.fraction is None:
        return None
    if interval.band is Band.RECOUNT:
        return FollowUp.FEWER
    return FollowUp.HARD if interval.fraction < HARD_BELOW else None
