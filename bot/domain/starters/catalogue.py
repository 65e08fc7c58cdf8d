"""The catalogue of conversation starters, and which one a group gets next.

No starter names an illness, so that nobody in the group is linked to one.
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
    """Choices of an anonymous poll. Empty for a question to talk about."""
    picture: str | None
    """The name of a drawing. Never with a poll: Telegram polls have no picture."""

    def fits(self, programme: str | None) -> bool:
        return EVERY in self.programmes or programme in self.programmes


@cache
def _all() -> dict[str, Starter]:
    lines = LIST.read_text(encoding="utf-8").splitlines()[1:]
    return {(found := _starter(*line.split("\t"))).key: found for line in lines}


def _starter(
    key: str, programmes: str, picture: str, hi: str, hne: str, answers_hi: str, answers_hne: str
) -> Starter:
    words = {Language.HINDI: hi, Language.CHHATTISGARHI: hne}
    answers = {
        Language.HINDI: tuple(filter(None, answers_hi.split("|"))),
        Language.CHHATTISGARHI: tuple(filter(None, answers_hne.split("|"))),
    }
    return Starter(key, tuple(programmes.split(",")), words, answers, picture or None)


def starter_of_key(key: str) -> Starter | None:
    """None if this key was removed from catalogue.tsv since."""
    return _all().get(key)


def starters_for(programme: Programme | str | None) -> list[Starter]:
    return [one for one in _all().values() if one.fits(programme)]


def next_starter(programme: str | None, had: Sequence[str], group_id: int) -> Starter:
    """A starter the group has not had, or else the one it had longest ago. `had`: newest last.

    Groups begin at different places, so that neighbouring groups get different starters.
    """
    known = starters_for(programme)
    start = group_id % len(known)
    rotated = known[start:] + known[:start]
    last = {key: place for place, key in enumerate(had)}
    return min(rotated, key=lambda one: last.get(one.key, -1))
