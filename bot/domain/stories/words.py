"""The lists beside these rules, and a word as it is compared with them."""

from functools import cache
from importlib.resources import files

from bot.domain.reading.script import fold, plain

SHORTEST = 3


@cache
def listed(name: str) -> frozenset[str]:
    """Keys of all words of one list, whatever their kind."""
    text = (files(__package__) / "data" / f"{name}.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines()[1:] if line and line[0] != "#"]
    return frozenset(key(word) for _kind, *columns in rows for c in columns for word in c.split())


def bare(word: str) -> str:
    return word.strip(".,;:!?।“”\"'()…-–")


@cache
def key(word: str) -> str:
    """Short words stay as they are: folded, an uncle (कका) would be a mere "of" (का)."""
    whole = plain(bare(word))
    folded = fold(whole)
    return folded if len(folded) >= SHORTEST else whole
