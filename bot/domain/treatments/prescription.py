"""A prescription: how a doctor wants a medicine to be taken."""

from dataclasses import dataclass
from fractions import Fraction

from db.enums import Pattern

MAX_UNITS_A_DAY = 24
MAX_INTERVAL = 90
"""Days between two doses; anything given more rarely is not tracked."""


@dataclass(frozen=True, slots=True)
class Prescription:
    """How a medicine is to be taken."""

    dose: Fraction = Fraction(1)
    """Units on each day on which a dose is due."""
    pattern: Pattern = Pattern.DAILY
    every: int = 1
    week: tuple[Fraction, ...] = ()
    """For weekdays: seven doses from Monday on."""

    @classmethod
    def by_weekday(cls, week: tuple[Fraction, ...]) -> "Prescription":
        return cls(sum(week, Fraction(0)) / 7, Pattern.WEEKDAYS, week=week)

    @property
    def mean(self) -> Fraction:
        """What the table's dose column holds: the dose, or the mean of the week."""
        return sum(self.week, Fraction(0)) / 7 if self.week else self.dose

    @property
    def sensible(self) -> bool:
        """Pills are cut in quarters at most, and nobody takes more than 24 a day."""
        doses = self.week or (self.dose,)
        return (
            any(doses)
            and all(0 <= dose <= MAX_UNITS_A_DAY and not dose * 4 % 1 for dose in doses)
            and 1 <= self.every <= MAX_INTERVAL
        )
