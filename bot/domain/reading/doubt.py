"""Whether a sign in a clause is denied, past, asked about or only supposed."""

from functools import cache
from typing import NamedTuple

from bot.domain.reading.lexicon import ideas
from bot.domain.reading.message import Clause, Token, present_in
from bot.domain.reading.model import Doubt
from bot.domain.reading.moment import asked, past

_TAGS = frozenset(("na", "naa", "ना", "न"))


class _Marks(NamedTuple):
    negation: int
    prohibition: int
    without: int
    goes_on: int
    relief: int
    well: int
    finite: int
    after_denial: int
    joiner: int
    symptom: int
    filler: int
    denying: int


@cache
def _marks() -> _Marks:
    return _Marks(
        negation=ideas("NOT", "NO_ENGLISH"),
        prohibition=ideas("NEVER_DO"),
        without=ideas("WITHOUT"),
        goes_on=ideas("RELIEF", "ABLE", "STOPPED", "GO"),
        relief=ideas("RELIEF", "STOPPED"),
        well=ideas("WELL"),
        finite=ideas("IS", "PROG", "BE_DONE", "HAPPEN", "GONE"),
        after_denial=ideas(
            "IS",
            "HAPPEN",
            "PROG",
            "PAST",
            "BE_DONE",
            "COME",
            "HABIT",
            "FEEL_IT",
            "BUT",
            "AND",
            "WILL_DO",
            "DOING",
            "WANT",
            "DO_ORDER",
            "SEE",
            "NOW",
        ),
        joiner=ideas("AND", "THEN"),
        symptom=ideas("PAIN", "FEVER", "VOMIT", "BREATH", "COUGH", "DIZZY", "FINISH", "CHEST"),
        filler=ideas("FILLER", "MUCH", "NOW", "MY"),
        denying=ideas("NOT", "NO_ENGLISH", "NEVER_DO", "WITHOUT"),
    )


def doubt_of(clause: Clause, places: tuple[int, ...]) -> Doubt | None:
    if _denied(clause.tokens, places):
        return Doubt.DENIED
    if _relieved(clause.tokens, places):
        return Doubt.PAST
    return past(clause) or asked(clause) or _outlived(clause.tokens, places[-1])


def _outlived(tokens: tuple[Token, ...], last: int) -> Doubt | None:
    """Whether the person has recovered since, as in "लकवे के बाद अब हाथ चल रहा है"
    (after the stroke the hand moves again)."""
    after = [token.ideas for token in tokens[last + 1 : last + 4]]
    wanted = (ideas("POSSESSIVE"), ideas("WITHIN"), ideas("NOW"))
    told = len(after) == 3 and all(one & idea for one, idea in zip(after, wanted, strict=True))
    return Doubt.PAST if told else None


def _relieved(tokens: tuple[Token, ...], places: tuple[int, ...]) -> bool:
    """Whether relief follows right after the sign, as in "dard thik ho gaya"."""
    relief, passing = ideas("RELIEF WELL"), ideas("IS NOW MUCH FILLER POSSESSIVE FROM EVEN IN")
    done = ideas("GONE BE_DONE HAPPEN IS")
    for at in range(places[0] + 1, min(places[-1] + 4, len(tokens) - 1)):
        if at in places:
            continue
        meaning = tokens[at].ideas
        if meaning & relief:
            rest = present_in(tokens[at + 1 :])
            return bool(tokens[at + 1].ideas & done) and not rest & ideas("NOT PROG")
        if not meaning & passing:
            return False
    return False


def _denied(tokens: tuple[Token, ...], places: tuple[int, ...]) -> bool:
    marks = _marks()
    for at, token in enumerate(tokens):
        if not token.ideas & marks.denying or at in places:
            continue
        if token.ideas & marks.prohibition and -2 <= at - places[-1] <= 2:
            return True
        if token.ideas & marks.without and 0 <= places[0] - at <= 2:
            return True
        if token.ideas & marks.negation and _denies(tokens, at, places):
            return True
    return False


def _denies(tokens: tuple[Token, ...], at: int, places: tuple[int, ...]) -> bool:
    if _is_tag(tokens, at) or _goes_on(tokens, at, places):
        return False
    first, last = places[0], places[-1]
    follower = tokens[at + 1] if at + 1 < len(tokens) else None
    if at > last:
        return _reaches_back(tokens, at, last) and _ends(follower)
    if at > first:
        return True
    return _reaches_forward(tokens, at, first)


def _is_tag(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether the last "na" after a verb is a question tag and no denial: "dard hai na"."""
    if at != len(tokens) - 1 or at == 0 or tokens[at].text not in _TAGS:
        return False
    return bool(tokens[at - 1].ideas & _marks().finite)


def _goes_on(tokens: tuple[Token, ...], at: int, places: tuple[int, ...]) -> bool:
    """Whether relief itself is denied: "does not stop", "is not less"."""
    marks = _marks()
    if at and at - 1 not in places and tokens[at - 1].ideas & marks.relief:
        return True
    for place in range(at + 1, min(at + 3, len(tokens))):
        if place in places:
            return False
        meaning = tokens[place].ideas
        if meaning & marks.goes_on:
            follower = tokens[place + 1].ideas if place + 1 < len(tokens) else 0
            fine = meaning & marks.well and place == at + 1 and follower & ideas("IS")
            return not (fine and not follower & ideas("HAPPEN"))
        if not meaning & marks.filler:
            return False
    return False


def _ends(follower: Token | None) -> bool:
    return follower is None or not follower.is_word or bool(follower.ideas & _marks().after_denial)


def _reaches_back(tokens: tuple[Token, ...], at: int, last: int) -> bool:
    between = tokens[last + 1 : at]
    if len(between) > 4:
        return False
    marks = _marks()
    if any(token.ideas & marks.symptom for token in between):
        return any(token.ideas & marks.joiner for token in between)
    finite = [place for place, token in enumerate(between) if token.ideas & ideas("IS", "PROG")]
    return not finite or finite[-1] == len(between) - 1


def _reaches_forward(tokens: tuple[Token, ...], at: int, first: int) -> bool:
    """Whether a "no" denies what follows. The first "nahi" may answer a question: "nahi, dard
    hai"."""
    marks = _marks()
    gap = tokens[at + 1 : first]
    if not gap:
        return at > 0 or not _ends_finite(tokens)
    if len(gap) > 4:
        return False
    if gap[0].ideas & ideas("HAPPEN", "IS", "PROG"):
        return True
    return not _ends_finite(tokens) and all(
        token.ideas & (marks.filler | ideas("IN")) for token in gap
    )


def _ends_finite(tokens: tuple[Token, ...]) -> bool:
    """Whether the clause ends with a finite verb, as in "dard hai", "dard hai abhi bhi"."""
    filler = _marks().filler
    last = next((token for token in reversed(tokens) if not token.ideas & filler), tokens[-1])
    return bool(last.ideas & _marks().finite)
