"""What gives a teller away who wants no name: in a village of three hundred a trade is enough."""

from collections.abc import Iterable

from bot.domain.reading.script import romanised
from bot.domain.stories.words import bare, key, listed

SHORTEST_VILLAGE = 3


def known_by(text: str, villages: Iterable[str]) -> list[str]:
    """Words of the text, as they stand there, that name a village, a kin or a trade."""
    words = text.split()
    keys = [key(word) for word in words]
    places = {n for n, found in enumerate(keys) if found in listed("known_by")}
    named = dict.fromkeys(places, 1)
    for village in villages:
        named |= {place: len(village.split()) for place in _places(keys, village)}
    found = (" ".join(words[at : at + length]) for at, length in sorted(named.items()))
    return list(dict.fromkeys(bare(words) for words in found))


def _places(keys: list[str], village: str) -> list[int]:
    """Where it stands: it may have several words, and be typed in Latin letters."""
    if len(village) < SHORTEST_VILLAGE:
        return []
    spellings = [{key(part), *romanised(part)} for part in village.split()]
    starts = range(len(keys) - len(spellings) + 1)
    return [at for at in starts if all(keys[at + n] in s for n, s in enumerate(spellings))]
