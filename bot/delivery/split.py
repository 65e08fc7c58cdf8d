"""Cuts a long text where a reader would pause, never inside a letter or an HTML tag."""

import re
import unicodedata
from collections.abc import Iterator
from html import unescape

TEXT_UNITS, CAPTION_UNITS = 4096, 1024
"""Telegram's limits, in UTF-16 units of the text that is shown, without tags."""
TOKENS = re.compile(r"<[^>]*>|\s+|[^\s<]+")
ENTITY = re.compile(r"&#?\w+;|.", re.DOTALL)
SENTENCE_ENDS = ("।", "॥", ".", "?", "!", "\n")
JOINERS = "\u200d\u094d"
"""Zero-width joiner and virama: the next sign belongs to the same letter."""


def units(html: str) -> int:
    shown = unescape(re.sub(r"<[^>]*>", "", html))
    return len(shown.encode("utf-16-le")) // 2


def plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html))


def split(html: str, limit: int = TEXT_UNITS) -> list[str]:
    """The parts in order, each with its tags closed. A text that fits is one part."""
    if len(html) * 2 <= limit or units(html) <= limit:
        return [html]
    parts: list[str] = []
    tokens = [piece for token in TOKENS.findall(html) for piece in _pieces(token, limit)]
    opened: list[str] = []
    while tokens:
        end = _end_of_part(tokens, limit)
        head, tokens = tokens[:end], tokens[end:]
        text = "".join(opened) + "".join(head)
        opened = _open_tags(opened, head)
        text += "".join(f"</{_name(tag)}>" for tag in reversed(opened))
        if plain(text).strip():
            parts.append(text.strip())
        while tokens and tokens[0].isspace():
            del tokens[0]
    return parts


def _end_of_part(tokens: list[str], limit: int) -> int:
    """How many tokens fit. It ends after a sentence if one ends in the second half."""
    size, after_sentence = 0, 0
    for i, token in enumerate(tokens):
        size += 0 if token.startswith("<") else units(token)
        if size > limit:
            return after_sentence or max(i, 1)
        # A shown line break ends a sentence too, as does a mark before a closing tag.
        if size > limit // 2 and token.strip(" \t").endswith(SENTENCE_ENDS):
            after_sentence = i + 1
    return len(tokens)


def _pieces(token: str, limit: int) -> Iterator[str]:
    """Cuts a word that is longer than a message, between letters."""
    if token.startswith("<") or units(token) <= limit:
        yield token
        return
    piece, size = "", 0
    for letter in _letters(token):
        width = units(letter)
        if size + width > limit:
            yield piece
            piece, size = "", 0
        piece, size = piece + letter, size + width
    yield piece


def _letters(word: str) -> Iterator[str]:
    """Letters as people see them: with vowel signs and joined consonants."""
    letter = ""
    for sign in ENTITY.findall(word):
        joined = letter.endswith(tuple(JOINERS)) or _is_mark(sign)
        if letter and not joined:
            yield letter
            letter = ""
        letter += sign
    if letter:
        yield letter


def _is_mark(sign: str) -> bool:
    return len(sign) == 1 and (
        unicodedata.category(sign).startswith("M")
        or sign in JOINERS
        or "\U0001f3fb" <= sign <= "\U0001f3ff"
    )


def _open_tags(before: list[str], tokens: list[str]) -> list[str]:
    opened = list(before)
    for tag in (t for t in tokens if t.startswith("<")):
        if tag.startswith("</"):
            if opened:
                opened.pop()
        else:
            opened.append(tag)
    return opened


def _name(tag: str) -> str:
    return tag.strip("<>").split()[0]
