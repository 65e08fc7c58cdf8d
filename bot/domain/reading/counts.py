"""How many pills are left, or why a text does not say."""

import re
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from bot.domain.reading.finished import says_finished
from bot.domain.reading.labels import Label, Labelled, is_difference, labelled
from bot.domain.reading.lexicon import ideas
from bot.domain.reading.message import Token, tokens_of
from bot.domain.reading.model import CountReading, NoCount, NotACount
from bot.domain.reading.numbers import Number, numbers_in
from bot.domain.reading.refusals import refused

# The commonest replies need no word list: digits, perhaps a unit, "left", "is".
_PLAIN_REPLY = re.compile(
    r"\s*([0-9\u0966-\u096f]{1,3})\s*[.।]?"
    r"((?: ?(?:goli|गोली|tablet|tab|ठन))?(?: (?:bachi|bacha|bache|baki|बची|बांचे|बाकी|banche))?)"
    r"(?: (?:hai|h|he|है|हे))?\s*\Z"
)
_HELPLINES = frozenset((108, 112))
MOST_PILLS = 899
_LONGEST_REPLY = 60
_READ_BACK_FROM = 300
_LOWEST_MEASURE = 60


def read_count(text: str, *, strip: int | None = None) -> CountReading | NotACount:
    return plain_count(text) or count_in(tokens_of(text), strip=strip)


def plain_count(text: str) -> CountReading | NotACount | None:
    """The reading of a reply that holds a count and nothing else. None if there is more to read."""
    reply = _PLAIN_REPLY.match(text)
    if not reply:
        return None
    pills = int(reply[1])
    if pills in _HELPLINES and not reply[2]:
        return NotACount(NoCount.HELPLINE)
    if pills > MOST_PILLS:
        return NotACount(NoCount.TOO_MANY)
    return CountReading(Fraction(pills), pills < _READ_BACK_FROM)


def count_in(tokens: Sequence[Token], *, strip: int | None = None) -> CountReading | NotACount:
    words = [token for token in tokens if token.text not in ("\n", "।")]
    while words and words[-1].text in (".", "!", ","):
        words.pop()
    if len(words) > _LONGEST_REPLY:
        return NotACount(NoCount.UNCLEAR)
    numbers = numbers_in(words)
    if (zero := says_finished(words, numbers)) is not None:
        return CountReading(Fraction(0), zero)
    if not numbers:
        return NotACount(NoCount.NO_NUMBER)
    if reason := refused(words, numbers):
        return NotACount(reason)
    return _checked(_counted(words, labelled(words, numbers), strip))


def _counted(
    words: Sequence[Token], found: list[Labelled], strip: int | None
) -> CountReading | NotACount:
    counting = [one for one in found if one.label in (Label.PILLS, Label.STRIPS, Label.BARE)]
    named = [one for one in counting if one.label is not Label.BARE]
    if not counting:
        return NotACount(found[0].reason)
    if any(_may_be_pills(one) or _are_pills(words, one) for one in found):
        return NotACount(NoCount.SEVERAL)
    sizes = [one for one in counting if one.label is Label.STRIPS]
    if sizes:
        return _in_strips(words, counting, strip)
    if len(counting) == 1:
        others = [one for one in found if one is not counting[0]]
        doses = all(one.reason is NoCount.STRENGTH for one in others)
        return _single(words, counting[0], bool(others) and not named and not doses)
    if len(named) == 1 and named[0].left and len(counting) > len(named):
        return NotACount(NoCount.SEVERAL)
    return _sum(words, counting)


def _may_be_pills(one: Labelled) -> bool:
    """Whether a number beside "bp" or "sugar" is too low for a measurement and so counts pills:
    the 10 of "bp ki 10, sugar ki 20 goli"."""
    measured = one.reason in (NoCount.PRESSURE, NoCount.SUGAR)
    return one.label is Label.OTHER and measured and one.number.value < _LOWEST_MEASURE


def _are_pills(words: Sequence[Token], one: Labelled) -> bool:
    """Whether both numbers count pills, and only the person can say whether to add them:
    "20 ठन ..., 5 ठन जेब मा" (in the pocket), "2 पत्ता में 4 गोली कम" (four fewer)."""
    if one.label is not Label.OTHER:
        return False
    counted = words[one.number.end : one.number.end + 1]
    unknown = one.reason is NoCount.UNCLEAR
    if unknown and counted and counted[0].ideas & ideas("CLASSIFIER", "PILL"):
        return True
    return is_difference(words[one.number.end :])


def _single(words: Sequence[Token], one: Labelled, beside_others: bool) -> CountReading | NotACount:
    number = one.number
    if one.label is Label.BARE:
        if beside_others:
            return NotACount(NoCount.UNCLEAR)
        if reason := _unclear(words, number):
            return NotACount(reason)
    asked = words[-1].text == "?"
    alone = sum(1 for token in words if token.is_word) <= number.end - number.start
    doubtful = number.ordinary and one.label is Label.BARE and not number.clear_alone
    if number.ordinary and one.label is Label.BARE and not alone:
        return NotACount(NoCount.AMBIGUOUS)
    return CountReading(number.value, number.sure and one.sure and not asked and not doubtful)


def _unclear(words: Sequence[Token], number: Number) -> NoCount | None:
    """Why a number without a unit is no count: other words stand beside it than those of counting.
    None if it may be one."""
    expected = _expected()
    for at, token in enumerate(words):
        if number.start <= at < number.end or not token.is_word:
            continue
        if not token.ideas & expected and not _belongs_to_counting(words, at):
            return NoCount.UNCLEAR
    return None


def _belongs_to_counting(words: Sequence[Token], at: int) -> bool:
    """Whether a word goes with its neighbour: the second word of "गिन लिया 18" (counted), or the
    unit of a strength in milligrams."""
    if words[at].ideas & ideas("STRENGTH"):
        return at > 0 and words[at - 1].is_number
    counted = any(word.ideas & ideas("COUNTED") for word in words[max(0, at - 2) : at])
    return bool(counted and words[at].ideas & ideas("TAKEN DO_ORDER DOING SEE"))


def _expected() -> int:
    return ideas(
        "FILLER IS POSSESSIVE MY NOW TODAY MED DRUG LEFT OTHERS HAVE HAPPEN BE_DONE VALA AND THEN",
        "CLASSIFIER PILL NO_ENGLISH NOT BP SUGAR EPILEPSY SICKLE ALL IN GONE EVEN UTTERLY PAST",
        "REMAIN COUNTED SURE_WORD MISTAKE PLACE",
    )


def _in_strips(
    words: Sequence[Token], counting: list[Labelled], strip: int | None
) -> CountReading | NotACount:
    strips = next(one for one in counting if one.label is Label.STRIPS)
    at = counting.index(strips)
    before, after = counting[:at], counting[at + 1 :]
    size, stated = Fraction(strip or 0), False
    if before and before[-1].is_size:
        size, stated = before[-1].number.value, True
        before = before[:-1]
    if len(after) > 1 or len(before) > (0 if after else 1):
        return NotACount(NoCount.SEVERAL)
    loose = after or before
    if loose and not _side_by_side(words, strips, loose[0]):
        return NotACount(NoCount.SEVERAL)
    if strips.inside and after:
        if strips.number.value != 1 or any(word.ideas & ideas("STAYS") for word in words):
            return NotACount(NoCount.AMBIGUOUS)
        return CountReading(after[0].number.value, False)
    if any(one.label is Label.BARE and one.number.value < 1 for one in loose):
        return NotACount(NoCount.AMBIGUOUS)
    extra = loose[0].number.value if loose else Fraction(0)
    if not size:
        return NotACount(NoCount.STRIPS_UNKNOWN, strips.number.value, extra)
    certain = all(one.label is Label.PILLS and one.number.sure for one in loose)
    whole = strips.number.value.denominator == 1 and strips.number.sure and extra < size
    pills = strips.number.value * size + extra
    sure = certain and whole and not stated and words[-1].text != "?"
    return CountReading(pills, sure, strips.number.value, extra)


def _side_by_side(words: Sequence[Token], strips: Labelled, loose: Labelled) -> bool:
    first, last = sorted((strips.number, loose.number), key=lambda number: number.start)
    joining = ideas("STRIP PILL CLASSIFIER AND FILLER IS LEFT IN ALL POSSESSIVE MED OTHERS DRUG")
    between = words[first.end : last.start]
    return all(not token.is_word or token.ideas & joining for token in between)


def _sum(words: Sequence[Token], counting: list[Labelled]) -> CountReading | NotACount:
    """The sum of "12+10", two piles of one medicine. It is read back for confirmation."""
    total = counting[0].number.value
    for one, two in pairwise(counting):
        between = words[one.number.end : two.number.start]
        if not _adds(between):
            return NotACount(NoCount.SEVERAL)
        total += two.number.value
    if any(one.number.value == 0 for one in counting):
        return NotACount(NoCount.SCHEDULE)
    first, last = counting[0].number.start, counting[-1].number.end
    outside = [*words[:first], *words[last:]]
    if any(token.is_word and not token.ideas & _expected() for token in outside):
        return NotACount(NoCount.UNCLEAR)
    return CountReading(total, False)


def _adds(between: Sequence[Token]) -> bool:
    allowed = ideas("AND", "PILL", "CLASSIFIER", "FILLER", "LEFT", "IS", "PLACE", "BOX", "IN")
    joiner = ideas("AND")
    joins = any(
        token.text in ("+", "plus", "jod", "&") or token.ideas & joiner for token in between
    )
    return joins and all(
        token.ideas & allowed or token.text in ("+", "plus", "&", "jod") for token in between
    )


def _checked(reading: CountReading | NotACount) -> CountReading | NotACount:
    if isinstance(reading, NotACount):
        return reading
    if reading.pills > MOST_PILLS:
        return NotACount(NoCount.TOO_MANY)
    if (reading.pills * 4).denominator != 1:
        return NotACount(NoCount.NO_PILL_FRACTION)
    if reading.pills >= _READ_BACK_FROM and reading.sure:
        return CountReading(reading.pills, False, reading.strips, reading.loose)
    return reading
