"""Words around a count: they take one back, name a person, or tell of pills that are not left
over."""

from fractions import Fraction

from bot.domain.reading.counts import MOST_PILLS, read_count
from bot.domain.reading.lexicon import ideas
from bot.domain.reading.message import tokens_of
from bot.domain.reading.model import CountReading, NoCount
from bot.domain.reading.numbers import numbers_in

OF_OTHER_PILLS = (NoCount.TAKEN, NoCount.NOT_LEFT, NoCount.UNCLEAR)


def takes_back(text: str) -> bool:
    """Whether the first word says that the number before was wrong: "नहीं 42", "galat, 42"."""
    first = next((token for token in tokens_of(text) if token.is_word), None)
    return bool(first and first.ideas & ideas("NOT NO_ENGLISH MISTAKE"))


def quantity(text: str, *, strip: int | None) -> Fraction | None:
    """The number of pills that were received or lost, when that was asked: "30 mili", "2 gir
    gayi"."""
    reading = read_count(text, strip=strip)
    if isinstance(reading, CountReading):
        return reading.pills
    numbers = numbers_in(tokens_of(text))
    if len(numbers) == 1 and reading.reason in OF_OTHER_PILLS and numbers[0].value <= MOST_PILLS:
        return numbers[0].value
    return None


def names_somebody(text: str, names: list[str]) -> bool:
    """Whether one of these people is named, by the whole name or its first word."""
    said = {token.text for token in tokens_of(text) if token.is_word}
    return any(words and words[0].text in said for name in names if (words := tokens_of(name)))


def names_kin(text: str) -> bool:
    """Whether a relative is named, as in "beti ki 24 goli" (my daughter's)."""
    return any(token.ideas & ideas("OTHERS") for token in tokens_of(text))
