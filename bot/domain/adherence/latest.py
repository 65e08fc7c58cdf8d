"""What the last two counts say together. One count alone decides nothing, it is too often wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from bot.domain.adherence.intervals import Band, Interval
from db.enums import Confidence, CountSource, Trend

NOISE = Fraction(15, 100)
"""A smaller change between two shares is no trend: one person's share differs by 14 points from
month to month without any cause (Rudd et al., "Pill count measures of compliance in a drug trial",
Am J Hypertens 1988;1:309-312)."""
VERIFIED_SOURCES = (CountSource.LEADER, CountSource.CLINIC)
"""Somebody else counted, or saw the pills."""


@dataclass(frozen=True, slots=True)
class LatestIntervals:
    """The last intervals of a treatment: at most two, newest first."""

    intervals: tuple[Interval, ...]
    source: CountSource | None
    """Who gave the newest count; None if nobody has counted."""
    doubted: bool
    """Whether the newest count is doubtful, or the pills are stored with somebody else's."""

    @property
    def latest(self) -> Interval | None:
        return self.intervals[0] if self.intervals else None

    @property
    def decided_band(self) -> Band:
        """The band that both of the last two counts support.

        If they differ, it is the better band, because only one count speaks for the worse one. If
        one of the two asks for a recount, or there are not two counts yet, it is unknown.
        """
        bands = [interval.band for interval in self.intervals]
        if len(bands) < 2 or Band.UNKNOWN in bands:
            return Band.UNKNOWN
        if Band.RECOUNT in bands:
            return Band.RECOUNT if bands[0] is bands[1] else Band.UNKNOWN
        return min(bands, key=list(Band).index)

    @property
    def trend(self) -> Trend | None:
        shares = [i.fraction for i in self.intervals if i.fraction is not None]
        if len(shares) < 2:
            return None
        change = shares[0] - shares[1]
        if abs(change) < NOISE:
            return Trend.STEADY
        return Trend.UP if change > 0 else Trend.DOWN

    @property
    def confidence(self) -> Confidence | None:
        """How far the newest share can be trusted: it depends on who counted, and how often."""
        if self.source is None:
            return None
        latest = self.latest
        if self.doubted or latest is None or latest.band in (Band.RECOUNT, Band.UNKNOWN):
            return Confidence.LOW
        if self.source in VERIFIED_SOURCES:
            return Confidence.HIGH
        shares = [i.fraction for i in self.intervals if i.fraction is not None]
        return Confidence.MEDIUM if len(shares) > 1 else Confidence.LOW


def latest_intervals(
    intervals: Sequence[Interval], source: CountSource | None, *, doubted: bool
) -> LatestIntervals:
    """`intervals` are in the order in which they happened, oldest first."""
    return LatestIntervals(tuple(reversed(intervals[-2:])), source, doubted)
