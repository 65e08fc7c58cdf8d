"""Conversation starters: a list, and which of them a group has not had for longest.

None names an illness: a group's title does not either, and a starter ties nobody to one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from db.enums import Language, Programme

LIST = Path(__file__).parent / "catalogue.tsv"
EVERY = "*"


@dataclass(frozen=True, slots=True)
class Starter:
    key: str
    programmes: tuple[str, ...]
    words: Mapping[Language, str]
    answers: Mapping[Language, tuple[str, ...]]
    """For a poll in which nobody sees who chose what; empty: a question to talk about."""
    picture: str | None
    """A drawing by its name, never beside a poll: Telegram has no poll with a picture."""

    def fits(self, programme: str | None) -> bool:
        return EVERY in self.programmes or programme in self.programmes


@cache
def _all() -> dict[str, Starter]:
    lines = LIST.read_text(encoding="utf-8").splitlines()[1:]
    return {(made := _made(*line.split("\t"))).key: made for line in lines}


def _made(
    key: str, programmes: str, picture: str, hi: str, hne: str, answers_hi: str, answers_hne: str
) -> Starter:
    words = {Language.HINDI: hi, Language.CHHATTISGARHI: hne}
    answers = {
        Language.HINDI: tuple(filter(None, answers_hi.split("|"))),
        Language.CHHATTISGARHI: tuple(filter(None, answers_hne.split("|"))),
    }
    return Starter(key, tuple(programmes.split(",")), words, answers, picture or None)


def starter(key: str) -> Starter | None:
    """None: a list of another time had it."""
    return _all().get(key)


def starters_for(programme: Programme | str | None) -> list[Starter]:
    return [one for one in _all().values() if one.fits(programme)]


def suggest(programme: str | None, had: Sequence[str], group_id: int) -> Starter:
    """One the group has not had, or else the one it had longest ago. `had`: the newest last.

    Groups begin at different places, so that neighbours do not all hear the same.
    """
    known = starters_for(programme)
    start = group_id % len(known)
    turned = known[start:] + known[:start]
    last = {key: place for place, key in enumerate(had)}
    return min(turned, key=lambda one: last.get(one.key, -1))
