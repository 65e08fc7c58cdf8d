"""What a doctor writes beside a medicine."""

from dataclasses import dataclass
from fractions import Fraction

from db.enums import Pattern

MOST_A_DAY = 24
LONGEST_GAP = 90
"""Days between two doses; nothing given more rarely is kept track of here."""


@dataclass(frozen=True, slots=True)
class Prescribed:
    """How a medicine is to be taken."""

    dose: Fraction = Fraction(1)
    """Units on a day on which any are due."""
    pattern: Pattern = Pattern.DAILY
    every: int = 1
    week: tuple[Fraction, ...] = ()
    """Seven doses from Monday on, for weekdays."""

    @property
    def mean(self) -> Fraction:
        """What the table's dose column holds: the dose, or a week's mean."""
        return sum(self.week, Fraction(0)) / 7 if self.week else self.dose

    @property
    def sensible(self) -> bool:
        """Pills are cut in quarters at most, and nobody takes more than 24 a day."""
        doses = self.week or (self.dose,)
        return (
            any(doses)
            and all(0 <= dose <= MOST_A_DAY and not dose * 4 % 1 for dose in doses)
            and 1 <= self.every <= LONGEST_GAP
        )
