"""Danger signs in a message."""

from functools import cache
from typing import NamedTuple

from bot.domain.reading.cutoffs import overrides
from bot.domain.reading.doubt import doubt_of
from bot.domain.reading.lexicon import ideas, table
from bot.domain.reading.message import Clause, Token, clauses_of, joined, present_in
from bot.domain.reading.model import Doubt, Sign
from bot.domain.reading.patterns import Pattern, compiled, found_at
from bot.domain.reading.vitals import ambulance_signs, vital_signs, weighed_together
from db.enums import Programme, ReadingLevel

_RANK = {
    level: rank
    for rank, level in enumerate(
        (
            ReadingLevel.NONE,
            ReadingLevel.ROUTINE,
            ReadingLevel.ASK,
            ReadingLevel.SAME_DAY,
            ReadingLevel.EMERGENCY,
        )
    )
}
_WISHES_TO_DIE = frozenset(("suicide", "dying"))
_LASTS = frozenset(("medicine_out", "medicine_stopped", "missed_doses"))
"""Signs that last: what began in the past holds until somebody says that it is over."""


class Rule(NamedTuple):
    name: str
    severity: ReadingLevel
    programmes: dict[str, ReadingLevel]
    pattern: Pattern


class Idiom(NamedTuple):
    pattern: Pattern
    cancels: frozenset[str]


@cache
def rules() -> tuple[Rule, ...]:
    return tuple(
        Rule(name, ReadingLevel(severity), overrides(programmes), compiled(pattern))
        for name, severity, programmes, pattern, _note in table("signs")
    )


@cache
def _idioms() -> tuple[Idiom, ...]:
    return tuple(
        Idiom(compiled(pattern), frozenset(cancels.split()))
        for pattern, cancels, _note in table("idioms")
    )


@cache
def _rules_by_bit() -> dict[int, tuple[Rule, ...]]:
    """A rule is looked at only when the clause holds the first idea of its pattern."""
    found: dict[int, list[Rule]] = {}
    for rule in rules():
        found.setdefault(rule.pattern.elements[0].ideas, []).append(rule)
    return {bit: tuple(group) for bit, group in found.items()}


@cache
def _first_ideas() -> int:
    mask = 0
    for bit in _rules_by_bit():
        mask |= bit
    return mask


def danger_signs(
    tokens: list[Token], programme: Programme | None = None, *, forwarded: bool = False
) -> tuple[list[Sign], tuple[str, ...]]:
    """The signs, gravest first, each once; and the signs that mean nothing with this illness."""
    clauses = clauses_of(tokens)
    programme = programme or _named(tokens)
    found = _signs_in(clauses, programme)
    if not found and len(clauses) > 1 and not _denies_wholly(clauses):
        found = _signs_in(joined(clauses), programme)
    found = weighed_together(found + vital_signs(clauses, programme) + ambulance_signs(clauses))
    if forwarded:
        found = [_with(sign, sign.doubt or Doubt.FORWARDED) for sign in found]
    return _weighed(found), _normal(found, programme)


def _normal(found: list[Sign], programme: Programme | None) -> tuple[str, ...]:
    names = {sign.name for sign in found if sign.severity is ReadingLevel.NONE and not sign.doubt}
    if not names or programme is None:
        return ()
    here = {rule.name for rule in rules() if rule.programmes.get(programme) is ReadingLevel.NONE}
    return tuple(sorted(names & here))


def _named(tokens: list[Token]) -> Programme | None:
    """The illness that the words name: it says how grave a fever is, or that the medicine colours
    the urine. None if they name none."""
    present = present_in(tokens)
    if present & ideas("SICKLE"):
        return Programme.SICKLE_CELL
    return Programme.TUBERCULOSIS if present & ideas("TB_WORD") else None


def _signs_in(clauses: list[Clause], programme: Programme | None) -> list[Sign]:
    found: list[Sign] = []
    listed = False
    for clause in clauses:
        signs = _signs_of_clause(clause, programme)
        if listed and not present_in(clause.tokens) & ideas("IS PROG BE_DONE GONE MY"):
            signs = [_with(sign, sign.doubt or Doubt.QUESTION) for sign in signs]
        listed = clause.soft and (listed or bool(present_in(clause.tokens) & ideas("TOPIC")))
        if found and all(sign.name == "returned" for sign in signs):
            found, signs = _revised(found, clause), []
        found += signs
    return found


def _denies_wholly(clauses: list[Clause]) -> bool:
    """Whether the whole message denies a sign, as in "पीरा नइये, बने हंव" (no pain, I am well)."""
    return any(clause.tokens[-1].ideas & ideas("NOT") for clause in clauses[:-1])


def _signs_of_clause(clause: Clause, programme: Programme | None) -> list[Sign]:
    present = present_in(clause.tokens)
    bits = present & _first_ideas()
    if not bits:
        return []
    cancelled = _cancelled(clause.tokens, present)
    found: list[Sign] = []
    by_bit = _rules_by_bit()
    while bits:
        bit = bits & -bits
        bits ^= bit
        for rule in by_bit[bit]:
            if rule.pattern.needs & ~present == 0 and rule.name not in cancelled:
                _add(found, rule, clause, present, programme)
    return found


def _add(
    found: list[Sign], rule: Rule, clause: Clause, present: int, programme: Programme | None
) -> None:
    severity = rule.programmes.get(programme, rule.severity) if programme else rule.severity
    for sign in found:
        if sign.name == rule.name and sign.severity is severity and not sign.doubt:
            return
    places = found_at(rule.pattern, clause.tokens, present)
    if not places:
        return
    doubt = doubt_of(clause, places)
    if rule.name in _WISHES_TO_DIE and doubt in (Doubt.SUPPOSED, Doubt.QUESTION):
        doubt = doubt if present & ideas("TOPIC HABIT") else None
    if rule.name in _LASTS and doubt is Doubt.PAST and not present & ideas("PAST NOW"):
        doubt = None
    words = " ".join(clause.tokens[place].text for place in places)
    found.append(Sign(rule.name, severity, words, doubt))


def _cancelled(tokens: tuple[Token, ...], present: int) -> frozenset[str]:
    names: frozenset[str] = frozenset()
    for idiom in _idioms():
        if idiom.pattern.needs & ~present == 0 and found_at(idiom.pattern, tokens, present):
            names |= idiom.cancels
    return names


def _revised(found: list[Sign], clause: Clause) -> list[Sign]:
    """The signs after a later clause that has none of its own but changes them: "now it has begun
    again", "now I am well"."""
    present = present_in(clause.tokens)
    if present & ideas("AGAIN", "START") and present & ideas("NOW", "AGAIN"):
        return [_with(sign, None) for sign in found]
    over = present & ideas("NOT") or present & ideas("WELL")
    if present & ideas("NOW") and over and not (present & ideas("WELL") and present & ideas("NOT")):
        return [
            _with(sign, Doubt.PAST) if sign.doubt is None else sign
            for sign in found
            if sign.name not in _WISHES_TO_DIE
        ] + [sign for sign in found if sign.name in _WISHES_TO_DIE]
    return found


def _with(sign: Sign, doubt: Doubt | None) -> Sign:
    return Sign(sign.name, sign.severity, sign.matched, doubt)


def _weighed(found: list[Sign]) -> list[Sign]:
    best: dict[str, Sign] = {}
    for sign in found:
        if sign.level is ReadingLevel.NONE:
            continue
        held = best.get(sign.name)
        if held is None or _RANK[sign.level] > _RANK[held.level]:
            best[sign.name] = sign
    return sorted(_without_lesser(best).values(), key=lambda sign: -_RANK[sign.level])


_SAYS_MORE = {
    "pain": {
        "chest_pain",
        "headache",
        "severe_headache",
        "severe_pain",
        "sickle_crisis",
        "pregnancy",
    },
    "severe_pain": {"chest_pain", "sickle_crisis", "severe_headache"},
    "headache": {"severe_headache"},
    "fever": {"high_fever", "long_fever", "sickle_crisis"},
    "tb_drug_reaction": {"jaundice"},
    "dying": {"suicide"},
    "chest_burn": {"chest_pain"},
    "medicine_low": {"medicine_out"},
    "cough": {"bleeding"},
}


def _without_lesser(best: dict[str, Sign]) -> dict[str, Sign]:
    """Leave out a sign that another of equal or greater gravity includes."""
    return {
        name: sign
        for name, sign in best.items()
        if not any(
            other in best and _RANK[best[other].level] >= _RANK[sign.level]
            for other in _SAYS_MORE.get(name, ())
        )
    }


def level_of(signs: list[Sign]) -> ReadingLevel:
    return max((sign.level for sign in signs), key=_RANK.__getitem__, default=ReadingLevel.NONE)
