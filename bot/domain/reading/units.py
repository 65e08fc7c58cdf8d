"""What numbers beside certain words measure, and what may have become of pills."""

from functools import cache

from bot.domain.reading.lexicon import ideas
from bot.domain.reading.model import NoCount

STRENGTHS = frozenset(
    (
        5,
        10,
        20,
        25,
        40,
        50,
        75,
        80,
        100,
        150,
        200,
        250,
        300,
        325,
        400,
        450,
        500,
        600,
        650,
        750,
        800,
        850,
    )
)
"""The strengths in milligrams that medicines are sold in."""


@cache
def units() -> tuple[tuple[int, NoCount], ...]:
    return (
        (ideas("STRENGTH"), NoCount.STRENGTH),
        (ideas("CLOCK"), NoCount.TIME),
        (ideas("YEAR"), NoCount.AGE),
        (ideas("DAY", "WEEK", "MONTH", "NIGHTS"), NoCount.DAYS_SUPPLY),
        (ideas("HOUR"), NoCount.TIME),
        (ideas("RUPEE"), NoCount.MONEY),
        (ideas("WEIGHT"), NoCount.WEIGHT),
        (ideas("TIMES", "DAILY"), NoCount.SCHEDULE),
        (ideas("DATE"), NoCount.DATE),
        (ideas("TEMPERATURE"), NoCount.TEMPERATURE),
        (ideas("BOX"), NoCount.CONTAINER),
    )


@cache
def fates() -> tuple[tuple[int, NoCount], ...]:
    """Words that say what became of pills that are not left."""
    return (
        (ideas("TAKE_DOSE"), NoCount.SCHEDULE),
        (ideas("EAT", "EAT_MED", "TAKEN", "EAT_FUT"), NoCount.TAKEN),
        (ideas("WANTED", "GOT", "LOST", "FINISH", "HOLD", "DRINK", "LEAVE"), NoCount.NOT_LEFT),
    )


@cache
def subjects() -> tuple[tuple[int, NoCount], ...]:
    """What a bare number measures, by the words that its sentence names."""
    return (
        (ideas("BP"), NoCount.PRESSURE),
        (ideas("SUGAR"), NoCount.SUGAR),
        (ideas("TEMPERATURE", "FEVER"), NoCount.TEMPERATURE),
        (ideas("AGE"), NoCount.AGE),
        (ideas("WEIGHT"), NoCount.WEIGHT),
        (ideas("RUPEE"), NoCount.MONEY),
        (ideas("DATE"), NoCount.DATE),
        (ideas("PAGES"), NoCount.UNCLEAR),
    )
