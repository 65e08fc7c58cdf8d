"""Who counted, what the person said about the count, and how an assisted count ended."""

from enum import StrEnum


class CountSource(StrEnum):
    """Who counted, or who told what was dispensed."""

    SELF = "self"
    CAREGIVER = "caregiver"
    LEADER = "leader"
    CLINIC = "clinic"
    IMPORT = "import"


class HardReason(StrEnum):
    """What made it hard to take the medicine, as a person says after a count with missed doses."""

    FINISHED = "finished"
    NO_MONEY = "no_money"
    SIDE_EFFECT = "side_effect"
    FELT_WELL = "felt_well"
    FORGOT = "forgot"
    AWAY = "away"
    HEALER = "healer"
    ALCOHOL = "alcohol"
    FAR = "far"


class PillStorage(StrEnum):
    """Whether two people of one household store the same medicine apart; `asked`: no answer yet."""

    ASKED = "asked"
    APART = "apart"
    TOGETHER = "together"


class AssistedOutcome(StrEnum):
    """How a request for an assisted count ended; `cry`: it was a cry for help, not a count."""

    COUNTED = "counted"
    COUNTED_OWN = "counted_own"
    NO_NUMBER = "no_number"
    CRY = "cry"
