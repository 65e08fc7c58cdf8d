"""Patterns of ideas, as the clinic's lists write them, found in a clause."""

import re
from functools import cache
from typing import NamedTuple

from bot.domain.reading.lexicon import ideas
from bot.domain.reading.message import Token

_JOINED = re.compile(r"([+~]?)([A-Z_]+)")
_WITHIN = {"": 0, "~": 1, "+": 2}
_REACH = 7
"""How many words may lie between the first idea of a pattern and another."""


class Element(NamedTuple):
    ideas: int
    within: int
    """The greatest number of words after the element before it; 0 if it may be anywhere near."""

    @property
    def adjacent(self) -> bool:
        return self.within > 0


class Pattern(NamedTuple):
    """Written `CHEST PAIN` (near each other), `DIE+GO_WISH` (in a row, one word may lie between),
    `NOONE~NOT` (none may), `!MED` (absent)."""

    elements: tuple[Element, ...]
    absent: int
    alone: bool
    needs: int
    """All its ideas, for a quick look before the search."""


def compiled(written: str) -> Pattern:
    elements: list[Element] = []
    absent = needs = 0
    alone = False
    for part in written.split():
        if part == "ALONE":
            alone = True
        elif part[0] == "!":
            absent |= ideas(part[1:])
        else:
            for joint, name in _JOINED.findall(part):
                elements.append(Element(ideas(name), _WITHIN[joint]))
                needs |= ideas(name)
    return Pattern(tuple(elements), absent, alone, needs)


def pattern_names(written: str) -> list[str]:
    """The ideas a pattern asks for, in order."""
    asked = (part for part in written.split() if part[0] != "!")
    return [name for part in asked for _, name in _JOINED.findall(part)]


class _Groups(NamedTuple):
    body: int
    symptom: int
    joiner: int
    negation: int
    filler: int
    going_on: int


@cache
def _groups() -> _Groups:
    return _Groups(
        body=ideas(
            "CHEST HEART MOUTH HAND LEG HANDLEG HEAD EYE EAR WAIST BELLY JOINT NOSE TONGUE BODY"
        ),
        symptom=ideas("PAIN", "TIGHT", "BURN", "SWELL", "NUMB", "WEAK", "STIFF", "TREMBLE"),
        joiner=ideas("AND"),
        negation=ideas("NOT"),
        filler=ideas("FILLER", "IS", "POSSESSIVE", "IN"),
        going_on=ideas("PROG"),
    )


def found_at(pattern: Pattern, tokens: tuple[Token, ...], present: int) -> tuple[int, ...]:
    """Places of the pattern's words in the clause, empty when it is not there."""
    if pattern.absent & present:
        return ()
    if pattern.alone and _content(tokens) > len(pattern.elements):
        return ()
    first = pattern.elements[0].ideas
    for at, token in enumerate(tokens):
        if token.ideas & first and (places := _from(pattern, tokens, at)):
            return places
    return ()


def _content(tokens: tuple[Token, ...]) -> int:
    filler = _groups().filler
    return sum(1 for token in tokens if token.is_word and not token.ideas & filler)


def _from(pattern: Pattern, tokens: tuple[Token, ...], start: int) -> tuple[int, ...]:
    places = [start]
    negations: list[int] = []
    for at, element in enumerate(pattern.elements[1:], 1):
        if element.ideas == _groups().negation and not element.adjacent:
            negations.append(at)
            continue
        place = _place(element, tokens, places, start)
        if place is None:
            return ()
        places.append(place)
    for at in negations:
        reach = 2 if at < len(pattern.elements) - 1 else 3
        near = _nearest(_groups().negation, tokens, places[-1], reach, places)
        if near is None:
            return ()
        places.append(near)
    if len(places) > 1 and not _belongs(tokens, places):
        return ()
    return tuple(sorted(places))


def _place(
    element: Element, tokens: tuple[Token, ...], places: list[int], start: int
) -> int | None:
    if not element.adjacent:
        # In "उठत हे" the ending of the verb itself says that it goes on.
        taken = [] if element.ideas == _groups().going_on else places
        return _nearest(element.ideas, tokens, start, _REACH, taken)
    last = places[-1]
    for place in range(last + 1, last + 1 + element.within):
        if place < len(tokens) and tokens[place].ideas & element.ideas:
            return place
    return None


def _nearest(
    wanted: int, tokens: tuple[Token, ...], start: int, reach: int, taken: list[int]
) -> int | None:
    for step in range(reach + 1):
        for place in (start + step, start - step):
            if 0 <= place < len(tokens) and tokens[place].ideas & wanted and place not in taken:
                return place
    return None


def _belongs(tokens: tuple[Token, ...], places: list[int]) -> bool:
    """A symptom belongs to the part of the body before it, not to one beyond another symptom."""
    groups = _groups()
    part = next((p for p in places if tokens[p].ideas & groups.body), None)
    symptom = next((p for p in places if tokens[p].ideas & groups.symptom), None)
    if part is None or symptom is None:
        return True
    if symptom < part:
        earlier = any(token.ideas & groups.body for token in tokens[:symptom])
        between = any(token.ideas & groups.joiner for token in tokens[symptom:part])
        return not earlier and not between
    other = [p for p in range(part + 1, symptom) if tokens[p].ideas & groups.body]
    return not any(token.ideas & groups.symptom for p in other for token in tokens[part + 1 : p])
