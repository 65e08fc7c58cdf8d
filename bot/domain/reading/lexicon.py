"""The clinic's word lists, and which ideas a typed word stands for."""

from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from bot.domain.reading.script import fold, plain, romanised

_LONGEST_WORD = 40
_SHORTEST_MISSPELT = 5
_SHORTEST_GLUED = 7


def table(name: str) -> list[list[str]]:
    """Rows of one data file without its heading."""
    text = (files(__package__) / "data" / f"{name}.tsv").read_text("utf-8")
    return [line.split("\t") for line in text.splitlines()[1:] if line and line[0] != "#"]


class Words(NamedTuple):
    """Ideas are bits; a word may stand for several."""

    bits: dict[str, int]
    by_key: dict[str, int]
    by_skeleton: dict[str, int]
    by_deletion: dict[str, tuple[str, ...]]
    longest: int


@cache
def words() -> Words:
    bits: dict[str, int] = {}
    by_key: dict[str, int] = {}
    for concept, hindi, chhattisgarhi, roman, _note in table("words"):
        bit = bits.setdefault(concept, 1 << len(bits))
        for key in _keys(f"{hindi} {chhattisgarhi}", roman):
            by_key[key] = by_key.get(key, 0) | bit
    number = bits.setdefault("NUMBER", 1 << len(bits))
    for _value, hindi, chhattisgarhi, roman in table("numbers"):
        for key in _keys(f"{hindi} {chhattisgarhi}", roman):
            if len(key) > 2:
                by_key[key] = by_key.get(key, 0) | number
    ordinary = {fold(plain(word)) for row in table("ordinary") for word in row[1].split()}
    for key in ordinary:
        by_key.setdefault(key, 0)
    return Words(bits, by_key, _skeletons(by_key), _deletions(by_key), max(map(len, by_key)))


def _keys(devanagari: str, roman: str) -> Iterator[str]:
    for word in devanagari.split():
        yield fold(plain(word))
        yield from romanised(word)
    for word in roman.split():
        yield fold(word)


def _skeletons(by_key: dict[str, int]) -> dict[str, int]:
    found: dict[str, int] = {}
    for key, ideas in by_key.items():
        skeleton = key.replace("a", "")
        if ideas and key.isascii() and len(skeleton) >= 4:
            found[skeleton] = found.get(skeleton, 0) | ideas
    return found


def _deletions(by_key: dict[str, int]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for key, ideas in by_key.items():
        if ideas and len(key) >= _SHORTEST_MISSPELT:
            for shorter in (key, *_shortened(key)):
                found.setdefault(shorter, []).append(key)
    return {shorter: tuple(keys) for shorter, keys in found.items()}


def _shortened(word: str) -> set[str]:
    return {word[:at] + word[at + 1 :] for at in range(len(word))}


def ideas(*names: str) -> int:
    """The bits of some ideas, as one mask."""
    bits = words().bits
    mask = 0
    for name in names:
        mask |= bits[name]
    return mask


@lru_cache(maxsize=32768)
def meanings(word: str) -> tuple[tuple[str, int], ...]:
    """A plain word and its ideas, 0 when unknown; a run typed without spaces gives several."""
    if len(word) > _LONGEST_WORD:
        return ((word, 0),)
    key = fold(word)
    by_key = words().by_key
    known = by_key.get(key)
    if known is not None:
        return ((word, known),)
    if skeleton := words().by_skeleton.get(key.replace("a", "")) if key.isascii() else None:
        return ((word, skeleton),)
    if glued := _glued(key):
        return tuple((piece, by_key[piece]) for piece in glued)
    return ((word, _misspelt(key)),)


def _misspelt(key: str) -> int:
    """Ideas of listed words one edit away: a letter too many, too few, wrong or swapped."""
    if len(key) < _SHORTEST_MISSPELT:
        return 0
    by_key, by_deletion = words().by_key, words().by_deletion
    for shorter in (key, *sorted(_shortened(key))):
        for near in by_deletion.get(shorter, ()):
            if near[0] == key[0] and abs(len(near) - len(key)) <= 1 and one_edit(near, key):
                return by_key[near]
    return 0


def one_edit(one: str, other: str) -> bool:
    if len(one) > len(other):
        one, other = other, one
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if len(one) < len(other):
        return one[at:] == other[at + 1 :]
    swapped = one[at : at + 2] == other[at : at + 2][::-1]
    return one[at + 1 :] == other[at + 1 :] or (swapped and one[at + 2 :] == other[at + 2 :])


def _glued(key: str) -> tuple[str, ...]:
    """The fewest known words that make up the key; empty when it is not such a run."""
    if len(key) < _SHORTEST_GLUED:
        return ()
    by_key, longest = words().by_key, words().longest
    best: list[tuple[str, ...] | None] = [()] + [None] * len(key)
    for end in range(2, len(key) + 1):
        for start in range(max(0, end - longest), end - 1):
            before, piece = best[start], key[start:end]
            if before is None or not by_key.get(piece) or not _whole(key, start, end):
                continue
            now = best[end]
            if now is None or len(before) + 1 < len(now):
                best[end] = (*before, piece)
    pieces = best[-1] or ()
    long_enough = sum(len(piece) >= 4 for piece in pieces) >= 1 and len(pieces) <= 5
    return pieces if long_enough and len(key) >= 2.9 * len(pieces) else ()


_DEPENDENT = frozenset("ािेैोौुृं्")


def _whole(key: str, start: int, end: int) -> bool:
    """A cut may not part a Devanagari letter from its vowel sign."""
    return (start == 0 or key[start] not in _DEPENDENT) and (
        end == len(key) or key[end] not in _DEPENDENT
    )
