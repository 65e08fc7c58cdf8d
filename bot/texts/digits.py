"""Digits as the reader knows them: 12 or १२. Phone numbers, codes and names stay unchanged."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import escape
from typing import Any

from bot.i18n.words import DEVANAGARI
from bot.texts.speech import Speech
from db.enums import Digits

DIALLED = {"phone", "ambulance", "mind_line", "code", "number", "link"}
"""Parameters that hold a phone number, a code or a link."""
HELPLINES = ("108", "112", "14416")
UNCHANGED = (
    r"<[^>]*>",  # a tag
    r"&#?\w+;",  # an escaped character
    r"https?://\S+",
    r"/[A-Za-z]\w*",  # a command
    r"\d\ufe0f?\u20e3",  # a keycap: a picture of a digit
    r"\+?\d[\d -]{4,}\d",  # a phone number
    r"[A-Za-z]+\d[\w-]*",  # a code
    rf"(?<!\d)(?:{'|'.join(HELPLINES)})(?!\d)",
)


def in_digits(speech: Speech, params: Mapping[str, Any], digits: Digits) -> Speech:
    if digits is Digits.LATIN:
        return speech
    kept = _unchanged(params)

    def say(text: str) -> str:
        return _convert(text, kept)

    buttons = tuple(
        tuple(replace(button, label=say(button.label)) for button in row) for row in speech.buttons
    )
    return replace(speech, text=say(speech.text), buttons=buttons)


def _unchanged(params: Mapping[str, Any]) -> re.Pattern[str]:
    """Names stay unchanged too: the packet says Metformin 500 in any language."""
    own = {escape(value) for value in _values(params) if any(sign.isdigit() for sign in value)}
    literal = [re.escape(value) for value in sorted(own, key=len, reverse=True)]
    return re.compile("|".join((*literal, *UNCHANGED)))


def _convert(text: str, kept: re.Pattern[str]) -> str:
    converted, at = "", 0
    for found in kept.finditer(text):
        converted += text[at : found.start()].translate(DEVANAGARI) + found.group()
        at = found.end()
    return converted + text[at:].translate(DEVANAGARI)


def _values(value: object, key: str = "") -> Iterator[str]:
    """Values that people wrote, or that are dialled."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _values(inner, str(name))
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _values(inner, key)
    elif isinstance(value, str) and (key in DIALLED or any(sign.isalpha() for sign in value)):
        yield value
