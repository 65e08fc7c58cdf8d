"""What two counts in a row say together: one alone decides nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from bot.domain.adherence.intervals import Band, Interval
from db.enums import Confidence, CountSource, Trend

NOISE = Fraction(15, 100)
"""Shares of one person differ by 14 points from month to month without any cause (Rudd et al.,
"Pill count measures of compliance in a drug trial", Am J Hypertens 1988;1:309-312)."""
VERIFIED = (CountSource.LEADER, CountSource.CLINIC)


@dataclass(frozen=True, slots=True)
class Standing:
    """The last intervals of a treatment, newest first, two at most."""

    intervals: tuple[Interval, ...]
    source: CountSource | None
    """Of the newest count; None: nobody has counted."""
    doubted: bool
    """Whether a count was stored as doubtful since, or the pills lie among somebody else's."""

    @property
    def latest(self) -> Interval | None:
        return self.intervals[0] if self.intervals else None

    @property
    def decided(self) -> Band:
        """The band on which both of the last two counts agree, on the graver side of neither.

        Of two different bands the better one is all that two counts bear out; one that asks for
        a recount decides nothing. Unknown until there are two.
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
        """How far the newest share can be trusted, from who counted and whether counts agree."""
        if self.source is None:
            return None
        latest = self.latest
        if self.doubted or latest is None or latest.band in (Band.RECOUNT, Band.UNKNOWN):
            return Confidence.LOW
        if self.source in VERIFIED:
            return Confidence.HIGH
        shares = [i.fraction for i in self.intervals if i.fraction is not None]
        return Confidence.MEDIUM if len(shares) > 1 else Confidence.LOW


def standing_of(
    intervals: Sequence[Interval], source: CountSource | None, *, doubted: bool
) -> Standing:
    """`intervals` oldest first, as they happened."""
    return Standing(tuple(reversed(intervals[-2:])), source, doubted)
