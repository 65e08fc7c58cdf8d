"""A message as tokens and clauses."""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from bot.domain.reading.lexicon import ideas, meanings
from bot.domain.reading.script import DEVANAGARI, fold, plain

_TOKEN = re.compile(rf"[{DEVANAGARI}]+|[a-z]+|\d+(?:\.\d+)?|[^\W\d_]+|\n|\S")
_WORD_START = re.compile(rf"[{DEVANAGARI}a-z]")
_BREAKS = frozenset(".।?!;\n,…")
_HARD_BREAKS = frozenset(".।?!;…")
_QUOTED = re.compile(r"^[>|].*$", re.MULTILINE)


class Token(NamedTuple):
    text: str
    ideas: int
    """A mask of the ideas it stands for; 0 for marks, numbers and unknown words."""
    is_word: bool = True
    glued: bool = False
    """No space before it."""

    @property
    def is_number(self) -> bool:
        return self.text[0].isdecimal()


class Clause(NamedTuple):
    tokens: tuple[Token, ...]
    asked: bool
    """Ends with a question mark."""
    soft: bool
    """Only a comma or a new line separates it from the next clause."""


class _Splitting(NamedTuple):
    but: int
    on: int
    joiner: int
    complete: int
    negation: int
    new_noun: int
    no: int
    finite: int
    going_on: int


@cache
def _splitting() -> _Splitting:
    return _Splitting(
        but=ideas("BUT"),
        on=ideas("ON"),
        joiner=ideas("AND"),
        complete=ideas("IS", "NOT", "PAST", "PROG", "GONE", "BE_DONE"),
        negation=ideas("NOT"),
        new_noun=ideas("NEW_NOUN"),
        no=ideas("NO_ENGLISH"),
        finite=ideas("IS"),
        going_on=ideas("PROG"),
    )


def tokens_of(text: str) -> list[Token]:
    found: list[Token] = []
    end = -1
    for match in _TOKEN.finditer(_QUOTED.sub("", plain(text))):
        piece = match[0]
        glued = match.start() == end
        end = match.end()
        if _WORD_START.match(piece):
            for word, meaning in meanings(piece):
                found.append(Token(word, meaning, True, glued))
        else:
            found.append(Token(piece, 0, piece.isalpha(), glued))
    return _with_aspect(_with_new(found))


def present_in(tokens: Iterable[Token]) -> int:
    """The ideas of all these tokens as one mask."""
    mask = 0
    for token in tokens:
        mask |= token.ideas
    return mask


def _with_new(tokens: list[Token]) -> list[Token]:
    """Read "nai" before a medicine as Hindi "new", not as Chhattisgarhi "not"."""
    marks = _splitting()
    for at, token in enumerate(tokens[:-1]):
        if (
            token.ideas & marks.negation
            and fold(token.text) in ("nai", "नइ", "नई", "ni")
            and tokens[at + 1].ideas & marks.new_noun
            and not (at and tokens[at - 1].ideas & marks.new_noun)
        ):
            tokens[at] = token._replace(ideas=0)
    return tokens


def _with_aspect(tokens: list[Token]) -> list[Token]:
    """Add the idea of something going on, which Chhattisgarhi "-त हे" gives any verb: "उठत नइ हे"."""
    marks = _splitting()
    for at, token in enumerate(tokens[:-1]):
        if not token.ideas or not token.text.endswith(("त", "at")):
            continue
        following = tokens[at + 1].ideas
        if following & marks.negation and at + 2 < len(tokens):
            following = tokens[at + 2].ideas
        if following & marks.finite:
            tokens[at] = token._replace(ideas=token.ideas | marks.going_on)
    return tokens


def clauses_of(tokens: list[Token]) -> list[Clause]:
    marks = _splitting()
    found: list[Clause] = []
    current: list[Token] = []
    for token in tokens:
        if token.text in _BREAKS:
            _close(found, current, asked=token.text == "?", soft=token.text not in _HARD_BREAKS)
            current = []
        elif current and _parts(token, current[-1], marks):
            _close(found, current, asked=False, soft=False)
            current = [token]
        else:
            current.append(token)
    _close(found, current, asked=False, soft=False)
    return found


def _close(found: list[Clause], current: list[Token], *, asked: bool, soft: bool) -> None:
    if current:
        found.append(Clause(tuple(current), asked, soft))
    elif asked and found:
        found[-1] = found[-1]._replace(asked=True)


def _parts(token: Token, before: Token, marks: _Splitting) -> bool:
    """Whether a new clause begins: "but" always, "and" and "par" only after a finished one."""
    if token.ideas & marks.but and not token.ideas & marks.on:
        return True
    return bool(token.ideas & (marks.joiner | marks.but) and before.ideas & marks.complete)


def joined(clauses: list[Clause]) -> list[Clause]:
    """Clauses that only commas or new lines separate, read as one."""
    found: list[Clause] = []
    pieces: list[Token] = []
    for clause in clauses:
        pieces.extend(clause.tokens)
        if not clause.soft:
            found.append(Clause(tuple(pieces), clause.asked, False))
            pieces = []
    if pieces:
        found.append(Clause(tuple(pieces), clauses[-1].asked, False))
    return found
