"""Numbers in words and digits: Hindi, Chhattisgarhi, romanised and English."""

from collections.abc import Sequence
from fractions import Fraction
from functools import cache, lru_cache
from typing import NamedTuple

from bot.domain.reading.lexicon import ideas, one_edit, table
from bot.domain.reading.message import Token
from bot.domain.reading.script import fold, plain, romanised

_SHORTEST_MISSPELT = 6
_LONGEST_DIGITS = 12
_SYMBOLS = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4)}
_WRITTEN_FRACTIONS = {
    ("1", "2"): Fraction(1, 2),
    ("1", "4"): Fraction(1, 4),
    ("3", "4"): Fraction(3, 4),
}

_SCORES = (12, 20)


class Part(NamedTuple):
    """What one number word does: a value, or an operation on its neighbours."""

    kind: str
    """"value", "fraction", "add", "multiply"."""
    value: Fraction


class Number(NamedTuple):
    value: Fraction
    start: int
    end: int
    spelled: bool
    sure: bool = True
    ordinary: bool = False
    """The word means something else too, so it is a number only alone or before a unit."""
    clear_alone: bool = False
    """As the whole reply the word can only be the number, although it is an ordinary word."""


@cache
def _parts() -> dict[str, Part]:
    found: dict[str, Part] = {}
    derived: dict[str, Part] = {}
    for written, hindi, chhattisgarhi, roman, _ordinary in table("numbers"):
        part = _part(written)
        devanagari = f"{hindi} {chhattisgarhi}".split()
        for word in (*devanagari, *roman.split()):
            found.setdefault(fold(plain(word)), part)
        for word in devanagari:
            for key in romanised(word):
                derived.setdefault(key, part)
    return derived | found


def _part(written: str) -> Part:
    if written[0] in "+-":
        return Part("add", Fraction(written))
    if written[0] == "x":
        return Part("multiply", Fraction(written[1:]))
    value = Fraction(written)
    return Part("value" if value.denominator == 1 else "fraction", value)


@lru_cache(maxsize=8192)
def part_of(word: str) -> tuple[Part, bool] | None:
    """The part a plain word plays in a number, and whether it is spelled as listed."""
    key = fold(word)
    if part := _parts().get(key):
        return part, True
    if key.endswith("च") and (part := _emphatic(key[:-1])):
        return part, True
    if len(key) < _SHORTEST_MISSPELT or len(key) > 14:
        return None
    near = {part for known, part in _parts().items() if len(known) > 4 and one_edit(known, key)}
    return (near.pop(), False) if len(near) == 1 else None


def _emphatic(key: str) -> Part | None:
    """The number inside a Chhattisgarhi word for "only so many": दुएच, तीनेच, दसेच."""
    return _parts().get(key) or _parts().get(key.removesuffix("े").removesuffix("ए"))


@cache
def _ordinary() -> dict[str, bool]:
    """Number words that are also ordinary words: "do" (two, give), "chai" (four, tea). True if the
    word is clear as a whole reply."""
    words = " ".join(row[4] for row in table("numbers")).split()
    return {fold(plain(word.rstrip("!"))): word.endswith("!") for word in words}


def is_ordinary(word: str) -> bool:
    return fold(word) in _ordinary()


def numbers_in(tokens: Sequence[Token]) -> list[Number]:
    found: list[Number] = []
    at = 0
    while at < len(tokens):
        number = _number_at(tokens, at)
        if number:
            found.append(number)
            at = number.end
        else:
            at += 1
    return found


def _number_at(tokens: Sequence[Token], at: int) -> Number | None:
    token = tokens[at]
    if token.is_number:
        return _with_score(tokens, _digits(tokens, at))
    if token.text in _SYMBOLS:
        return Number(_SYMBOLS[token.text], at, at + 1, False)
    if not token.is_word or not (known := part_of(token.text)):
        return None
    # A word the danger lists know is not a misspelt number.
    if not known[1] and token.ideas:
        return None
    return _words(tokens, at)


def _digits(tokens: Sequence[Token], at: int) -> Number:
    whole = Fraction(tokens[at].text[:_LONGEST_DIGITS])
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following and following.text in _SYMBOLS and whole.denominator == 1:
        return Number(whole + _SYMBOLS[following.text], at, at + 2, False)
    if half := _slashed(tokens, at):
        return Number(half, at, at + 3, False)
    if at + 3 < len(tokens) and whole >= 1 and (half := _slashed(tokens, at + 1)):
        return Number(whole + half, at, at + 4, False)
    return Number(whole, at, at + 1, False)


def _slashed(tokens: Sequence[Token], at: int) -> Fraction | None:
    if at + 2 >= len(tokens) or tokens[at + 1].text != "/":
        return None
    further = tokens[at + 3].text if at + 3 < len(tokens) else ""
    if further in ("/", "-"):
        return None
    return _WRITTEN_FRACTIONS.get((tokens[at].text, tokens[at + 2].text))


def _with_score(tokens: Sequence[Token], number: Number) -> Number:
    """Digits multiplied by the word after them: "2 कोरी" (scores), "3 sau" (hundreds)."""
    known = _known(tokens, number.end)
    if not known or known.kind != "multiply" or is_ordinary(tokens[number.end].text):
        return number
    return _added(tokens, number.value * known.value, known.value, number.start, number.end + 1)


def _known(tokens: Sequence[Token], at: int) -> Part | None:
    if at >= len(tokens) or not tokens[at].is_word:
        return None
    known = part_of(tokens[at].text)
    return known[0] if known and known[1] else None


def _words(tokens: Sequence[Token], at: int) -> Number:
    known = part_of(tokens[at].text)
    assert known
    part, listed = known
    end = at + 1
    value = part.value
    if part.kind == "add" and end < len(tokens) and tokens[end].is_number:
        written = Fraction(tokens[end].text[:_LONGEST_DIGITS])
        if written.denominator == 1:
            return Number(written + value, at, end + 1, False)
    if part.kind in ("add", "fraction") and (base := _known(tokens, end)):
        if base.kind == "value" and (part.kind == "add" or part.value == Fraction(5, 4)):
            shift = part.value if part.kind == "add" else Fraction(1, 4)
            value, end = base.value + shift, end + 1
        elif base.kind == "multiply" and part.kind == "add":
            value = base.value * (1 + part.value)
            end += 1
            return Number(value, at, end, True, sure=listed)
    if part.kind == "add" and end == at + 1:
        return Number(Fraction(3, 4) if value < 0 else value, at, end, True, sure=False)
    if part.kind == "multiply":
        return _added(tokens, value, value, at, end, bare=True)
    multiplier = _known(tokens, end)
    if multiplier and multiplier.kind == "multiply" and _is_hundred(tokens, end):
        return _added(tokens, value * multiplier.value, multiplier.value, at, end + 1)
    if unit := _english_unit(tokens, at, end, value):
        return Number(value + unit, at, _past_hyphen(tokens, end) + 1, True)
    ordinary = end == at + 1 and is_ordinary(tokens[at].text)
    clear = ordinary and _ordinary()[fold(tokens[at].text)]
    return Number(value, at, end, True, listed, ordinary, clear)


def _is_hundred(tokens: Sequence[Token], at: int) -> bool:
    """Whether "so" means a hundred. It does only between numbers: "ek so bees"."""
    if tokens[at].text not in ("so", "सो") or _known(tokens, at + 1) is not None:
        return True
    return at + 1 < len(tokens) and bool(tokens[at + 1].ideas & ideas("PILL", "CLASSIFIER"))


def _english_unit(tokens: Sequence[Token], at: int, end: int, value: Fraction) -> Fraction | None:
    """Whether an English unit follows a ten, as "four" after "twenty"."""
    tens = 20 <= value <= 90 and value % 10 == 0 and tokens[at].text.endswith("ty")
    unit = _known(tokens, _past_hyphen(tokens, end)) if tens else None
    if unit and unit.kind == "value" and 1 <= unit.value <= 9:
        return unit.value
    return None


def _past_hyphen(tokens: Sequence[Token], at: int) -> int:
    return at + 1 if at < len(tokens) and tokens[at].text == "-" else at


def _added(
    tokens: Sequence[Token],
    value: Fraction,
    multiplier: Fraction,
    start: int,
    end: int,
    *,
    bare: bool = False,
) -> Number:
    """Add the smaller number that follows: "दो सौ पैंतीस" (two hundred thirty-five), "एक कोरी
    चार"."""
    skip = end
    if end < len(tokens) and tokens[end].text == "and":
        skip = end + 1
    following = tokens[skip] if skip < len(tokens) else None
    rest: Number | None = None
    if following and following.is_word and part_of(following.text):
        rest = _words(tokens, skip)
    elif following and following.is_number:
        rest = Number(Fraction(following.text[:_LONGEST_DIGITS]), skip, skip + 1, False)
    if rest and 0 < rest.value < multiplier and not (rest.ordinary and bare):
        value, end = value + rest.value, rest.end
    score = multiplier in _SCORES
    ordinary = bare and end == start + 1 and is_ordinary(tokens[start].text)
    sure = not (score and value % multiplier) and (rest is None or rest.sure)
    return Number(value, start, end, True, sure=sure, ordinary=ordinary)
