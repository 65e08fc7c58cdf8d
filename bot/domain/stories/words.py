"""The word lists of these rules, and the form in which words are compared with them."""

from functools import cache
from importlib.resources import files

from bot.domain.reading.script import fold, plain

SHORTEST = 3


@cache
def listed_words(name: str) -> frozenset[str]:
    """Comparison keys of all words of one list."""
    text = (files(__package__) / "data" / f"{name}.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines()[1:] if line and line[0] != "#"]
    return frozenset(
        word_key(word) for _kind, *columns in rows for c in columns for word in c.split()
    )


def bare_word(word: str) -> str:
    return word.strip(".,;:!?।“”\"'()…-–")


@cache
def word_key(word: str) -> str:
    """A word as it is compared. Short ones are not folded: कका (uncle) would become का (of)."""
    whole = plain(bare_word(word))
    folded = fold(whole)
    return folded if len(folded) >= SHORTEST else whole
