"""What pill counts show about how a medicine is taken."""

from enum import StrEnum


class Trend(StrEnum):
    """How the share of doses taken changed from one interval to the next."""

    UP = "up"
    STEADY = "steady"
    DOWN = "down"


class Confidence(StrEnum):
    """How far a share can be trusted: it depends on who counted, and how often."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
