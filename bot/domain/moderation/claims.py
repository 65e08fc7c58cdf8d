"""Answers to false claims that go round: a list, each said only where the clinic approved it."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.domain.reading.script import plain
from db.enums import Language

LIST = Path(__file__).parent / "cards.toml"
_WORDS = re.compile(r"[^\s.,;:!?।\"'()/]+")


@dataclass(frozen=True, slots=True)
class Card:
    key: str
    about: str
    claims: tuple[tuple[str, ...], ...]
    words: Mapping[Language, str]

    def answers(self, words: list[str]) -> bool:
        return all(any(word.startswith(stems) for word in words) for stems in self.claims)


@cache
def cards() -> dict[str, Card]:
    with LIST.open("rb") as file:
        return {key: _made(key, said) for key, said in tomllib.load(file).items()}


def _made(key: str, said: Mapping[str, object]) -> Card:
    claims = said["claims"]
    assert isinstance(claims, list)
    stems = tuple(tuple(plain(stem) for stem in one) for one in claims)
    words = {one: str(said[one]) for one in (Language.HINDI, Language.CHHATTISGARHI)}
    return Card(key, str(said["about"]), stems, words)


def card(key: str) -> Card | None:
    return cards().get(key)


def claim_in(text: str) -> Card | None:
    """The card that answers what the text claims. A question claims nothing."""
    flat = plain(text)
    if "?" in flat:
        return None
    words = _WORDS.findall(flat)
    return next((one for one in cards().values() if one.answers(words)), None)
