"""The register of a meeting, typed in one message: `सुखमती 24, राजू 12`, or one line each."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.reading.lexicon import ideas
from bot.domain.reading.message import tokens_of
from bot.domain.reading.script import DEVANAGARI, fold, plain, romanised

_PIECES = re.compile(r"[\n,;।]+")
_WORD = re.compile(rf"[{DEVANAGARI}]+|[a-z]+")
_SHORTEST = 2
"""Letters of a name: a single letter is not one."""


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """The part of the text about one person."""

    said: str
    people: tuple[int, ...]
    """Patients whose name it begins with. Several if the name is ambiguous."""
    rest: str
    """The text after the name: a number, perhaps with a medicine."""


def read_register(text: str, names: Mapping[int, str]) -> list[RegisterEntry]:
    """`names` of the group by patient. Names are compared by their sound."""
    words = {patient: _words(name) for patient, name in names.items()}
    pieces = (piece.strip() for piece in _PIECES.split(text))
    return [_entry(piece, words) for piece in pieces if piece]


def is_register(entries: Sequence[RegisterEntry]) -> bool:
    return any(entry.people for entry in entries)


def without_medicine_name(rest: str, name: str) -> str | None:
    """`rest` without the words of the medicine's name. None if it does not name this medicine."""
    wanted, text = _words(name), plain(rest)
    if not any(_among(word, filter(_tells_medicines_apart, wanted)) for word in _words(rest)):
        return None
    kept, at = "", 0
    for match in _WORD.finditer(text):
        if _among(match[0], wanted):
            kept += text[at : match.start()]
            at = match.end()
    return (kept + text[at:]).strip()


def _tells_medicines_apart(word: str) -> bool:
    """False for words like "pill" or "of", which any name of a medicine may contain."""
    general = ideas("PILL", "MED", "POSSESSIVE", "FILLER")
    return not any(token.ideas & general for token in tokens_of(word))


def names_somebody(text: str, names: Mapping[int, str]) -> bool:
    """Return whether the text contains the first name of a member."""
    firsts = [words[0] for name in names.values() if (words := _words(name))]
    return any(_among(word, firsts) for word in _words(text) if len(word) > _SHORTEST)


def _entry(piece: str, names: Mapping[int, Sequence[str]]) -> RegisterEntry:
    said = list(_WORD.finditer(plain(piece)))
    fits = {patient: _words_that_fit([m[0] for m in said], name) for patient, name in names.items()}
    longest = max(fits.values(), default=0)
    if longest == 0:
        return RegisterEntry(piece, (), piece)
    people = tuple(patient for patient, length in fits.items() if length == longest)
    return RegisterEntry(piece, people, plain(piece)[said[longest - 1].end() :].strip(" :-=\t"))


def _words_that_fit(said: Sequence[str], name: Sequence[str]) -> int:
    """The number of words of the name that the text begins with."""
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
    return fold(typed) in (keys := romanised(written)) or _consonants(fold(typed)) in map(
        _consonants, keys
    )


def _consonants(key: str) -> str:
    """The key without "a", which people write in different places in roman letters."""
    return key.replace("a", "")
