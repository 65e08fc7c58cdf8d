"""The vocabulary of a group's house rules and of its week. Stored as text."""

from enum import StrEnum


class HouseRule(StrEnum):
    """What a group does not want to read; what each looks for stands in bot/domain/house."""

    PERSONAL = "personal"
    DOSE_ADVICE = "dose_advice"
    CURE_SALE = "cure_sale"
    LINK = "link"
    FORWARDED = "forwarded"
    FLOOD = "flood"
    ABUSE = "abuse"
    MONEY = "money"


class HouseMode(StrEnum):
    """Off: not looked at. Watch: a leader is told. Act: done at once, and a leader is told."""

    OFF = "off"
    WATCH = "watch"
    ACT = "act"


class CaseState(StrEnum):
    """A message that somebody minded."""

    OPEN = "open"
    HIDDEN = "hidden"
    CLOSED = "closed"


class SanctionKind(StrEnum):
    WORD = "word"
    HIDE = "hide"
    MUTE = "mute"


class StarterState(StrEnum):
    """A conversation starter of one day in one group."""

    PLANNED = "planned"
    SKIPPED = "skipped"
    SAID = "said"
