"""The lists as a clinician reviews them, and how often each phrase was right."""

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from bot.domain.reading.explain import read
from bot.domain.reading.lexicon import table
from bot.domain.reading.patterns import pattern_names
from db.enums import AlertOutcome

HEAD = (
    "kind",
    "sign",
    "severity",
    "by programme",
    "Hindi",
    "Chhattisgarhi",
    "romanised",
    "not beside",
    "note or source",
)
"""A comma separates words of one idea; a plus joins ideas that must stand together."""


def review_table() -> list[tuple[str, ...]]:
    """One row for each rule that finds a danger sign."""
    rows: list[tuple[str, ...]] = [
        ("words", sign, severity, programmes, *_forms(pattern), _absent(pattern), note)
        for sign, severity, programmes, pattern, note in table("signs")
    ]
    rows += [_reading_row(row) for row in table("readings")]
    rows += [_idiom_row(*row) for row in table("idioms")]
    return rows


def _reading_row(row: list[str]) -> tuple[str, ...]:
    measure, least, below, sign, severity, programmes, emergency_with, source = row
    range_ = f"{measure} from {least}" + (f" to below {below}" if below else "")
    beside = f"emergency with {emergency_with.replace(' ', ', ')}; " if emergency_with else ""
    return ("reading", sign, severity, programmes, range_, range_, range_, "", beside + source)


def _idiom_row(pattern: str, cancels: str, note: str) -> tuple[str, ...]:
    signs = cancels.replace(" ", ", ")
    return ("no danger", signs, "none", "", *_forms(pattern), _absent(pattern), note)


@cache
def _words_of() -> dict[str, tuple[str, str, str]]:
    return {
        concept: (hindi, chhattisgarhi, roman)
        for concept, hindi, chhattisgarhi, roman, _misspelt, _note in table("words")
    }


def _forms(pattern: str) -> tuple[str, str, str]:
    """What may be typed for a pattern, in each of the three spellings."""
    names = pattern_names(pattern)
    alone = " (nothing else said)" if "ALONE" in names else ""
    spellings = zip(*(_words_of()[name] for name in names if name != "ALONE"), strict=True)
    hindi, chhattisgarhi, roman = (" + ".join(map(_listed, words)) + alone for words in spellings)
    return hindi, chhattisgarhi, roman


def _listed(words: str) -> str:
    return ", ".join(word.lstrip("=") for word in words.split()) or "-"


def _absent(pattern: str) -> str:
    """Ideas that must be absent, each shown by a few of its words."""
    concepts = [part[1:] for part in pattern.split() if part[0] == "!"]
    return ", ".join(_listed(_few(concept)).replace(", ", " / ") for concept in concepts)


def _few(concept: str) -> str:
    known = next(words for words in _words_of()[concept] if words)
    return " ".join(known.split()[:3])


class Closed(NamedTuple):
    """A danger alert that a human closed, or a question that the person answered with no."""

    said: tuple[str, ...]
    signs: frozenset[str]
    outcome: AlertOutcome | None
    """None if the person was asked in private, said no, and no clinic was told."""


class Precision(NamedTuple):
    """How often one phrase called a human for good reason."""

    sign: str
    phrase: str
    alerts: int
    useful: int
    false: int
    denied: int = 0
    """How often the person was asked in private and said no."""

    @property
    def share(self) -> float | None:
        """The share of right alarms. None if no alarm was judged yet."""
        told = self.useful + self.false
        return self.useful / told if told else None


_USEFUL = frozenset((AlertOutcome.HELPED, AlertOutcome.REFERRED, AlertOutcome.DIED))


def precision(alerts: Iterable[Closed]) -> list[Precision]:
    """The phrases that led to closed alerts, those with most false alarms first."""
    found: dict[tuple[str, str], Precision] = {}
    for alert in alerts:
        useful = alert.outcome in _USEFUL
        false = alert.outcome is AlertOutcome.FALSE_ALARM
        for key in _phrases(alert):
            before = found.get(key, Precision(*key, 0, 0, 0))
            asked = alert.outcome is None
            found[key] = Precision(
                *key,
                before.alerts + (not asked),
                before.useful + useful,
                before.false + false,
                before.denied + asked,
            )
    return sorted(found.values(), key=_most_doubtful_first)


def _most_doubtful_first(row: Precision) -> tuple[int, int, int, str, str]:
    return (-row.false, -row.denied, -row.alerts, row.sign, row.phrase)


def _phrases(alert: Closed) -> set[tuple[str, str]]:
    """The phrases that today's lists find in the words. A sign that they no longer find is kept by
    its name."""
    found = {(sign.name, sign.matched) for words in alert.said for sign in read(words).signs}
    heard = {(name, phrase) for name, phrase in found if name in alert.signs}
    missing = alert.signs - {name for name, _ in heard}
    return heard | {(name, "") for name in missing}
