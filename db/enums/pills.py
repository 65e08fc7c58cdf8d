"""What is prescribed, counted, and made of counts."""

from enum import StrEnum


class Pattern(StrEnum):
    """On which days a medicine is due."""

    DAILY = "daily"
    EVERY_DAYS = "every_days"
    WEEKDAYS = "weekdays"
    AS_NEEDED = "as_needed"


class Trend(StrEnum):
    """The share of doses taken, from one count to the next."""

    UP = "up"
    STEADY = "steady"
    DOWN = "down"


class Confidence(StrEnum):
    """How far a share can be trusted, from who counted and whether counts agree."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class HardReason(StrEnum):
    """What a person says made it hard, after a count with many doses missed."""

    FINISHED = "finished"
    NO_MONEY = "no_money"
    SIDE_EFFECT = "side_effect"
    FELT_WELL = "felt_well"
    FORGOT = "forgot"
    AWAY = "away"
    HEALER = "healer"
    ALCOHOL = "alcohol"
    FAR = "far"


class Keeping(StrEnum):
    ASKED = "asked"
    APART = "apart"
    TOGETHER = "together"


class CountHelpEnd(StrEnum):
    """How a call for help with counting ended; `cry`: it was one for more than a count."""

    COUNTED = "counted"
    COUNTED_OWN = "counted_own"
    NO_NUMBER = "no_number"
    CRY = "cry"


class CountSource(StrEnum):
    SELF = "self"
    CAREGIVER = "caregiver"
    LEADER = "leader"
    CLINIC = "clinic"
    IMPORT = "import"
