"""A meeting's register typed in one go: `सुखमती 24, राजू 12`, or a line for each."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.reading.script import DEVANAGARI, fold, plain, romanised

_PIECES = re.compile(r"[\n,;।]+")
_WORD = re.compile(rf"[{DEVANAGARI}]+|[a-z]+")
_SHORTEST = 2
"""Signs of a name: one letter is none."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One person's part of what was typed."""

    said: str
    people: tuple[int, ...]
    """Whose name stands at its beginning; none: nobody's, several: it is not clear whose."""
    rest: str
    """What stands after the name: a number, perhaps with a medicine."""


def read_register(text: str, names: Mapping[int, str]) -> list[Entry]:
    """`names` are those of the group, by patient. Names are compared as they sound."""
    keys = {patient: [_sounds(word) for word in _words(name)] for patient, name in names.items()}
    pieces = (piece.strip() for piece in _PIECES.split(text))
    return [_entry(piece, keys) for piece in pieces if piece]


def is_register(entries: Sequence[Entry]) -> bool:
    return any(entry.people for entry in entries)


def without(rest: str, words: str) -> str | None:
    """`rest` without a medicine's name; None: it does not name it."""
    wanted = [_sounds(word) for word in _words(words)]
    found = [m for m in _WORD.finditer(plain(rest)) if _among(m[0], wanted)]
    if not found:
        return None
    kept, at = "", 0
    for match in found:
        kept += plain(rest)[at : match.start()]
        at = match.end()
    return (kept + plain(rest)[at:]).strip()


def names_somebody(text: str, names: Mapping[int, str]) -> bool:
    """Whether a name of the group stands in a text that everybody will read."""
    firsts = [_sounds(_words(name)[0]) for name in names.values() if _words(name)]
    return any(_among(word, firsts) for word in _words(text) if len(word) > _SHORTEST)


def _entry(piece: str, keys: Mapping[int, list[set[str]]]) -> Entry:
    words = list(_WORD.finditer(plain(piece)))
    fits = {patient: _fits(words, name) for patient, name in keys.items()}
    longest = max(fits.values(), default=0)
    if longest == 0:
        return Entry(piece, (), piece)
    people = tuple(patient for patient, length in fits.items() if length == longest)
    return Entry(piece, people, plain(piece)[words[longest - 1].end() :].strip(" :-=\t"))


def _fits(words: Sequence[re.Match[str]], name: Sequence[set[str]]) -> int:
    """How many words of the name begin the piece, of which nothing may stand before them."""
    length = 0
    for match, key in zip(words, name, strict=False):
        if not key & _sounds(match[0]):
            break
        length += 1
    return length


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(plain(text)) if len(word) >= _SHORTEST]


def _sounds(word: str) -> set[str]:
    return {fold(word)} if word.isascii() else {fold(word), *romanised(word)}


def _among(word: str, keys: Sequence[set[str]]) -> bool:
    return any(_sounds(word) & key for key in keys)
