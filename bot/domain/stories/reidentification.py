"""Words that identify a teller without a name: in a small village an occupation is enough."""

from collections.abc import Iterable

from bot.domain.reading.script import romanised
from bot.domain.stories.words import bare_word, listed_words, word_key

SHORTEST_VILLAGE = 3


def identifying_words(text: str, villages: Iterable[str]) -> list[str]:
    """Words of the text, as written there, that name a village, a relative or an occupation."""
    words = text.split()
    keys = [word_key(word) for word in words]
    places = {n for n, found in enumerate(keys) if found in listed_words("known_by")}
    named = dict.fromkeys(places, 1)
    for village in villages:
        named |= {place: len(village.split()) for place in _places(keys, village)}
    found = (" ".join(words[at : at + length]) for at, length in sorted(named.items()))
    return list(dict.fromkeys(bare_word(words) for words in found))


def _places(keys: list[str], village: str) -> list[int]:
    """Where in the text the village is named, also in several words or in Latin letters."""
    if len(village) < SHORTEST_VILLAGE:
        return []
    spellings = [{word_key(part), *romanised(part)} for part in village.split()]
    starts = range(len(keys) - len(spellings) + 1)
    return [at for at in starts if all(keys[at + n] in s for n, s in enumerate(spellings))]
