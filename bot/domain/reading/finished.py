"""Whether a text says that no pill is left."""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from bot.domain.reading.lexicon import ideas
from bot.domain.reading.message import Token, present_in
from bot.domain.reading.numbers import Number


class _Marks(NamedTuple):
    finish: int
    negation: int
    left: int
    stock: int
    allowed: int
    spoils: int
    takes: int
    to_be: int


@cache
def _marks() -> _Marks:
    return _Marks(
        finish=ideas("FINISH"),
        negation=ideas("NOT", "NO_ENGLISH"),
        left=ideas("LEFT"),
        stock=ideas("MED", "PILL", "STRIP", "DRUG", "CLASSIFIER"),
        allowed=ideas(
            "FINISH NOT NO_ENGLISH LEFT MED PILL STRIP DRUG CLASSIFIER FILLER IS POSSESSIVE MY",
            "NOW TODAY YESTERDAY ALL GONE HAPPEN BE_DONE TAKEN OTHERS HAVE VALA BP SUGAR SICKLE",
            "EPILEPSY COME NOONE BOX BUT AND TOGETHER MUCH DAY PAST AGO",
            "EVEN EVEN_ONE NOTHING FROM UTTERLY",
        ),
        spoils=ideas("WHAT", "WHY", "IF", "TOMORROW_END", "PROG", "SUBJ"),
        takes=ideas("EAT", "EAT_MED", "TAKE_DOSE", "GOT_NOT", "HOLD"),
        to_be=ideas("IS", "LEFT"),
    )


def says_finished(words: Sequence[Token], numbers: Sequence[Number]) -> bool | None:
    """True if the text says for certain that no pill is left, False if it may say so. None if it
    does not speak of that."""
    marks = _marks()
    present = present_in(words)
    if len(numbers) > 1:
        return None
    if numbers:
        return True if _not_even_one(words, numbers[0], present) else _since(words, numbers[0])
    if _is_empty(words):
        return False
    if not (present & marks.finish or present & marks.negation):
        return None
    if words[-1].text == "?" or _spoiled(words, present) or not _only_expected(words):
        return None
    if present & marks.finish:
        return _finished(words, present)
    return _none_left(words, present)


def _not_even_one(words: Sequence[Token], number: Number, present: int) -> bool:
    """Whether not even one is left, as in "ek bhi nahi", "एक ठन घलो नइये"."""
    if number.value != 1 or not present & _marks().negation or words[-1].text == "?":
        return False
    even = any(token.ideas & ideas("EVEN") for token in words[number.end :])
    before, after = words[: number.start], words[number.end :]
    eaten = ideas("EAT", "EAT_MED", "HOLD", "TAKEN")
    if even and present_in(before) & ideas("ALL") and present_in(after) & ideas("LEFT"):
        before = [token for token in before if not token.ideas & eaten]
    return (
        even
        and not present_in((*before, *after)) & ideas("EAT", "EAT_MED", "HOLD")
        and (_only_expected([*before, *after]))
    )


def _is_empty(words: Sequence[Token]) -> bool:
    """Whether a strip is empty, as in "पत्ता खाली हो गया". It is read back: there may be another
    strip."""
    said = [token.ideas for token in words if token.is_word]
    if len(said) < 2 or not said[0] & ideas("STRIP BOX") or not said[1] & ideas("EMPTY"):
        return False
    return words[-1].text != "?" and all(one & ideas("IS HAPPEN GONE BE_DONE") for one in said[2:])


def _since(words: Sequence[Token], number: Number) -> bool | None:
    """Whether the number counts days since, not pills: "2 din se dawa khatam hai"."""
    after = words[number.end : number.end + 1]
    present = present_in(words)
    if not after or not after[0].ideas & ideas("DAY") or number.end + 1 >= len(words):
        return None
    if not words[number.end + 1].ideas & ideas("FROM AGO"):
        return None
    after_that = words[number.end + 2 :]
    if present_in(words[: number.start]) & _marks().finish:
        # "..., 2 दिन से नहीं खाई" only says so once more.
        not_eaten = ideas("NOT", "EAT", "EAT_MED", "HOLD", "TAKEN")
        after_that = [token for token in after_that if not token.ideas & not_eaten]
    rest = [*words[: number.start], *after_that]
    sensible = present & _marks().finish and present & _marks().stock
    return True if sensible and _only_expected(rest) and not _spoiled(rest, present) else None


def _spoiled(words: Sequence[Token], present: int) -> bool:
    """Whether it is asked, supposed, expected later, or denied."""
    marks = _marks()
    for at, token in enumerate(words):
        if token.ideas & marks.spoils and not token.ideas & ideas("FILLER", "POSSESSIVE", "GONE"):
            return True
        before_end = at + 1 < len(words) and words[at + 1].ideas & marks.finish
        if token.ideas & marks.negation and before_end:
            return True
        if token.ideas & marks.finish and at + 1 < len(words):
            after = words[at + 1]
            if after.ideas & marks.negation or after.ideas & ideas("SUBJ"):
                return True
    return False


def _only_expected(words: Sequence[Token]) -> bool:
    allowed = _marks().allowed
    return all(not token.is_word or token.ideas & allowed for token in words)


def _finished(words: Sequence[Token], present: int) -> bool | None:
    marks = _marks()
    if present & marks.negation:
        return None
    return bool(present & marks.stock or not present & ideas("ALL"))


def _none_left(words: Sequence[Token], present: int) -> bool | None:
    marks = _marks()
    if present & marks.takes & ~marks.to_be and present & ideas("EAT", "GOT_NOT", "HOLD"):
        return None
    if present & ideas("KNOW"):
        return None
    if present & marks.left:
        return True
    # Not counted, or "I cannot count".
    if present & ideas("COUNTED") or _denies_else(words):
        return None
    if present & ideas("EVEN_ONE") or _nothing(words):
        return True
    if not present & marks.stock:
        return None
    if present & ideas("TODAY", "YESTERDAY") and not present & marks.to_be:
        return False  # "No pill today" may be one that was not taken.
    return bool(present & ideas("PILL", "CLASSIFIER", "STRIP"))


def _denies_else(words: Sequence[Token]) -> bool:
    """Whether something else is denied than that pills are left: "आज गोली नहीं ली" (not taken
    today), "दवा ठीक नहीं है" (the medicine is not good)."""
    negation, taking = _marks().negation, ideas("TAKEN", "EAT", "EAT_MED")
    quality = ideas("RELIEF", "CURE", "WELL")
    return any(
        (one.ideas & negation and two.ideas & taking)
        or (one.ideas & quality and two.ideas & negation)
        for one, two in pairwise(words)
    )


def _nothing(words: Sequence[Token]) -> bool:
    """Whether the text says "nothing": "kuch nahi", "कांही नइ हे"."""
    nothing, negation = ideas("NOTHING"), _marks().negation
    return any(one.ideas & nothing and two.ideas & negation for one, two in pairwise(words))
