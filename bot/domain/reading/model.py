"""What the reader finds in a message."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from db.enums import ReadingLevel, Wish

SELF_HARM = frozenset({"suicide", "poison"})
"""Signs that are neither quoted nor named where several people read."""


class NoCount(StrEnum):
    """Why a text is no count of pills left."""

    NO_NUMBER = "no_number"
    SCHEDULE = "schedule"
    PRESSURE = "pressure"
    SUGAR = "sugar"
    TEMPERATURE = "temperature"
    WEIGHT = "weight"
    PHONE = "phone"
    HELPLINE = "helpline"
    DATE = "date"
    TIME = "time"
    AGE = "age"
    MONEY = "money"
    DAYS_SUPPLY = "days_supply"
    STRENGTH = "strength"
    APPROXIMATE = "approximate"
    RANGE = "range"
    TAKEN = "taken"
    NOT_LEFT = "not_left"
    QUESTION = "question"
    STRIPS_UNKNOWN = "strips_unknown"
    CONTAINER = "container"
    SEVERAL = "several"
    AMBIGUOUS = "ambiguous"
    NEGATIVE = "negative"
    TOO_MANY = "too_many"
    NO_PILL_FRACTION = "no_pill_fraction"
    UNCLEAR = "unclear"


class Doubt(StrEnum):
    """Why a sign may not be true, or not now."""

    DENIED = "denied"
    PAST = "past"
    STORY = "story"
    QUESTION = "question"
    SUPPOSED = "supposed"
    FORWARDED = "forwarded"


@dataclass(frozen=True, slots=True)
class CountReading:
    pills: Fraction
    sure: bool
    strips: Fraction = Fraction(0)
    loose: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class NotACount:
    reason: NoCount
    strips: Fraction = Fraction(0)
    """Strips that were named, when only their size is missing."""
    loose: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Sign:
    name: str
    severity: ReadingLevel
    """How grave it is if true."""
    matched: str
    doubt: Doubt | None = None

    @property
    def doubted(self) -> bool:
        return self.doubt is not None

    @property
    def level(self) -> ReadingLevel:
        """Doubt lowers an emergency to a private question, and anything less to nothing."""
        if self.doubt is None or self.severity is ReadingLevel.NONE:
            return self.severity
        if self.doubt is Doubt.STORY:
            return ReadingLevel.NONE
        asks = self.severity in (ReadingLevel.EMERGENCY, ReadingLevel.ASK)
        return ReadingLevel.ASK if asks else ReadingLevel.NONE


@dataclass(frozen=True, slots=True)
class Reading:
    text: str
    count: CountReading | None
    no_count: NotACount | None
    level: ReadingLevel
    signs: tuple[Sign, ...]
    wish: Wish | None
    flags: tuple[str, ...]
    normal: tuple[str, ...] = ()
    """Signs that mean nothing with this illness, like orange urine under TB medicine."""

    @property
    def reasons(self) -> tuple[str, ...]:
        """The words that led to each sign, for staff."""
        return tuple(f"{sign.name}: {sign.matched}" for sign in self.signs)
