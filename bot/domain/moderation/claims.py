"""Answers to common false claims: a list. Each is said only where the clinic approved it."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.domain.reading.script import plain
from db.enums import Language

ANSWERS = Path(__file__).parent / "claim_answers.toml"
_WORDS = re.compile(r"[^\s.,;:!?।\"'()/]+")


@dataclass(frozen=True, slots=True)
class ClaimAnswer:
    key: str
    about: str
    claims: tuple[tuple[str, ...], ...]
    """Lists of stems; a message makes the claim if it has a word with a stem of each list."""
    words: Mapping[Language, str]

    def fits(self, words: list[str]) -> bool:
        """Whether every list of stems begins one of the words."""
        return all(any(word.startswith(stems) for word in words) for stems in self.claims)


@cache
def claim_answers() -> dict[str, ClaimAnswer]:
    with ANSWERS.open("rb") as file:
        return {key: _parsed(key, said) for key, said in tomllib.load(file).items()}


def _parsed(key: str, said: Mapping[str, object]) -> ClaimAnswer:
    claims = said["claims"]
    assert isinstance(claims, list)
    stems = tuple(tuple(plain(stem) for stem in one) for one in claims)
    words = {one: str(said[one]) for one in (Language.HINDI, Language.CHHATTISGARHI)}
    return ClaimAnswer(key, str(said["about"]), stems, words)


def claim_answer(key: str) -> ClaimAnswer | None:
    return claim_answers().get(key)


def answer_to_claim_in(text: str) -> ClaimAnswer | None:
    """The answer to a false claim in the text, None if there is none. A question claims nothing."""
    flat = plain(text)
    if "?" in flat:
        return None
    words = _WORDS.findall(flat)
    return next((one for one in claim_answers().values() if one.fits(words)), None)
