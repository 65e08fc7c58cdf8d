"""A meeting's register typed in one go: `सुखमती 24, राजू 12`, or a line for each."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.reading.lexicon import ideas
from bot.domain.reading.message import tokens_of
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
    words = {patient: _words(name) for patient, name in names.items()}
    pieces = (piece.strip() for piece in _PIECES.split(text))
    return [_entry(piece, words) for piece in pieces if piece]


def is_register(entries: Sequence[Entry]) -> bool:
    return any(entry.people for entry in entries)


def without(rest: str, name: str) -> str | None:
    """`rest` without the words of a medicine's name; None: it has none that tells one apart."""
    wanted, text = _words(name), plain(rest)
    if not any(_among(word, filter(_tells, wanted)) for word in _words(rest)):
        return None
    kept, at = "", 0
    for match in _WORD.finditer(text):
        if _among(match[0], wanted):
            kept += text[at : match.start()]
            at = match.end()
    return (kept + text[at:]).strip()


def _tells(word: str) -> bool:
    """Not "pill" or "of", which stand in the name of any medicine."""
    general = ideas("PILL", "MED", "POSSESSIVE", "FILLER")
    return not any(token.ideas & general for token in tokens_of(word))


def names_somebody(text: str, names: Mapping[int, str]) -> bool:
    """Whether a name of the group stands in a text that everybody will read."""
    firsts = [words[0] for name in names.values() if (words := _words(name))]
    return any(_among(word, firsts) for word in _words(text) if len(word) > _SHORTEST)


def _entry(piece: str, names: Mapping[int, Sequence[str]]) -> Entry:
    said = list(_WORD.finditer(plain(piece)))
    fits = {patient: _fitting([m[0] for m in said], name) for patient, name in names.items()}
    longest = max(fits.values(), default=0)
    if longest == 0:
        return Entry(piece, (), piece)
    people = tuple(patient for patient, length in fits.items() if length == longest)
    return Entry(piece, people, plain(piece)[said[longest - 1].end() :].strip(" :-=\t"))


def _fitting(said: Sequence[str], name: Sequence[str]) -> int:
    """With how many words of the name it begins."""
    length = 0
    for word, of_name in zip(said, name, strict=False):
        if not _sound_alike(word, of_name):
            break
        length += 1
    return length


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(plain(text)) if len(word) >= _SHORTEST]


def _among(word: str, words: Iterable[str]) -> bool:
    return any(_sound_alike(word, other) for other in words)


def _sound_alike(one: str, other: str) -> bool:
    if one.isascii() == other.isascii():
        return fold(one) == fold(other)
    typed, written = (one, other) if one.isascii() else (other, one)
    return fold(typed) in (keys := romanised(written)) or _bones(fold(typed)) in map(_bones, keys)


def _bones(key: str) -> str:
    """Without "a": in roman letters nobody writes the same ones that Devanagari leaves out."""
    return key.replace("a", "")
