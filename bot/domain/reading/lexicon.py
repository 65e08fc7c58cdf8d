"""The clinic's word lists, and which ideas a typed word stands for."""

from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from bot.domain.reading.script import fold, plain, romanised

_LONGEST_WORD = 40
_SHORTEST_MISSPELT = 5
_SHORTEST_GLUED = 7
_SHORTEST_STEM = 3
_VOWELS = frozenset("aeiou" + "अआइईउऊएऐओऔािेैोौुृं")


def table(name: str) -> list[list[str]]:
    """Rows of one data file without its heading."""
    text = (files(__package__) / "data" / f"{name}.tsv").read_text("utf-8")
    return [line.split("\t") for line in text.splitlines()[1:] if line and line[0] != "#"]


class Words(NamedTuple):
    """Ideas are bits; a word may stand for several."""

    bits: dict[str, int]
    by_key: dict[str, int]
    forgiving: int
    """Ideas whose words are also found misspelt or run together."""
    verbs: int
    """Ideas whose words are also found with a verb's ending."""
    number: int
    small: frozenset[str]
    """Short words that may stand in a run typed without spaces."""
    longest: int


@cache
def words() -> Words:
    bits: dict[str, int] = {}
    by_key: dict[str, int] = {}
    forgiving = verbs = 0
    for concept, hindi, chhattisgarhi, roman, misspelt, _note in table("words"):
        bit = bits.setdefault(concept, 1 << len(bits))
        forgiving |= bit if "yes" in misspelt else 0
        verbs |= bit if "verb" in misspelt else 0
        for key in _keys(f"{hindi} {chhattisgarhi}", roman):
            by_key[key] = by_key.get(key, 0) | bit
    number = bits.setdefault("NUMBER", 1 << len(bits))
    for _value, hindi, chhattisgarhi, roman, _ordinary in table("numbers"):
        for key in _keys(f"{hindi} {chhattisgarhi}", roman):
            if len(key) > 2:
                by_key[key] = by_key.get(key, 0) | number
    for key in _listed("ordinary"):
        by_key.setdefault(key, 0)
    return Words(bits, by_key, forgiving, verbs, number, _listed("small"), max(map(len, by_key)))


def _listed(use: str) -> frozenset[str]:
    rows = (row for row in table("ordinary") if row[0] == use)
    return frozenset(fold(plain(word)) for row in rows for word in row[1].split())


def _keys(devanagari: str, roman: str) -> Iterator[str]:
    for word in devanagari.split():
        yield fold(plain(word.lstrip("=")))
        if word[0] != "=":
            yield from romanised(word)
    for word in roman.split():
        yield fold(word)


@cache
def _by_skeleton() -> dict[str, int]:
    """Romanised words without their "a": "khtm", "drd"."""
    found: dict[str, int] = {}
    for key, meaning in words().by_key.items():
        skeleton = key.replace("a", "")
        if meaning & words().forgiving and key.isascii() and len(skeleton) >= 4:
            found[skeleton] = found.get(skeleton, 0) | meaning
    return found


@cache
def _by_deletion() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for key, meaning in words().by_key.items():
        if meaning & words().forgiving and len(key) >= _SHORTEST_MISSPELT:
            for shorter in (key, *_shortened(key)):
                found.setdefault(shorter, []).append(key)
    return {shorter: tuple(keys) for shorter, keys in found.items()}


def _shortened(word: str) -> set[str]:
    return {word[:at] + word[at + 1 :] for at in range(len(word))}


@cache
def ideas(*names: str) -> int:
    """The bits of some ideas as one mask. A name may hold several ideas, separated by spaces."""
    bits = words().bits
    mask = 0
    for name in " ".join(names).split():
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
    if key.isascii() and (meaning := _by_skeleton().get(key.replace("a", ""))):
        return ((word, meaning),)
    if meaning := _inflected(key):
        return ((word, meaning),)
    if glued := _glued(key):
        return tuple((piece, by_key[piece]) for piece in glued)
    if "hh" in word and (apart := _parted(word)):
        return apart
    return ((word, _misspelt(key)),)


def _parted(word: str) -> tuple[tuple[str, int], ...]:
    """Cut a run such as "behoshhogaya", whose two "h" become one when the word is folded."""
    at = word.index("hh") + 1
    pieces = (*meanings(word[:at]), *meanings(word[at:]))
    return pieces if all(idea for _, idea in pieces) else ()


def _inflected(key: str) -> int:
    """Ideas of a listed verb that carries another ending than those in the list: "फूलय"."""
    by_key, verbs = words().by_key, words().verbs
    for ending in _endings():
        stem = key.removesuffix(ending)
        if (
            stem is not key
            and len(stem) >= _SHORTEST_STEM
            and (idea := by_key.get(stem, 0) & verbs)
        ):
            return idea
    return 0


@cache
def _endings() -> tuple[str, ...]:
    return tuple(sorted(_listed("ending"), key=len, reverse=True))


def _misspelt(key: str) -> int:
    """Ideas of listed words one edit away: a letter too many, too few, wrong or swapped."""
    if len(key) < _SHORTEST_MISSPELT:
        return 0
    by_key, by_deletion = words().by_key, _by_deletion()
    for shorter in (key, *sorted(_shortened(key))):
        for near in by_deletion.get(shorter, ()):
            if near[0] == key[0] and one_edit(near, key) and _sounds_alike(near, key):
                return by_key[near]
    return 0


def _sounds_alike(near: str, key: str) -> bool:
    """Whether two spellings sound alike. A short word may differ in a vowel only: "chati" is not
    "chatai"."""
    if min(len(near), len(key)) > _SHORTEST_MISSPELT:
        return True
    return _consonants(near) == _consonants(key) and len(near) > 4 and len(key) > 4


def _consonants(word: str) -> str:
    return "".join(letter for letter in word if letter not in _VOWELS)


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
    for end in range(1, len(key) + 1):
        for start in range(max(0, end - longest), end):
            before, piece = best[start], key[start:end]
            if before is None or not _may_be_glued(piece) or not _whole(key, start, end):
                continue
            now = best[end]
            if now is None or len(before) + 1 < len(now):
                best[end] = (*before, piece)
    pieces = best[-1] or ()
    strong = words().forgiving | words().number | ideas("LEFT")
    telling = [len(piece) for piece in pieces if by_key[piece] & strong]
    enough = len(telling) > 1 or (telling and any(len(piece) >= 4 for piece in pieces))
    return pieces if enough and len(pieces) <= 5 else ()


def _may_be_glued(piece: str) -> bool:
    known = words().by_key.get(piece)
    if not known:
        return False
    if len(piece) == 3:
        return not piece.isascii() or bool(known & words().forgiving) or piece in words().small
    return len(piece) > 3 or piece in words().small


_DEPENDENT = frozenset("ािेैोौुृं्")


def _whole(key: str, start: int, end: int) -> bool:
    """Whether a cut here keeps each Devanagari letter together with its vowel sign."""
    return (start == 0 or key[start] not in _DEPENDENT) and (
        end == len(key) or key[end] not in _DEPENDENT
    )
