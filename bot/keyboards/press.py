"""What a button carries: a small frozen class, packed into Telegram's 64 bytes and read back.

    @dataclass(frozen=True)
    class SnoozeAlert(Press, verb="snooze"):
        alert: int
        episode: int
        minutes: int

    Button(t("Later"), SnoozeAlert(alert=7, episode=1, minutes=60))   # snooze:7:1:60

Fields are packed in order, separated by colons: `int`, `bool`, `str` without a colon, dates, enums,
and each of these or None. None at the end is left out where it is the default.
"""

from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from enum import Enum
from typing import ClassVar, Self

import msgspec

DATA_BYTES = 64
"""Telegram's limit for the data of a button."""
LARGEST = 2**31 - 1
"""Anybody can send any data: a larger number fits no column of PostgreSQL's `integer`."""

PRESSES: dict[str, "type[Press]"] = {}
"""Every kind of button by its verb."""


class Press:
    verb: ClassVar[str]

    def __init_subclass__(cls, *, verb: str) -> None:
        if verb in PRESSES:
            raise ValueError(f"two buttons have the verb {verb}")
        cls.verb = verb
        PRESSES[verb] = cls

    def pack(self) -> str:
        """Raises ValueError where Telegram, or reading it back, would fail."""
        own = _fields_of(type(self))
        values = [getattr(self, field.name) for field in own]
        while values and values[-1] is None and own[len(values) - 1].default is None:
            values.pop()
        parts = [_packed(value) for value in values]
        data = ":".join((self.verb, *parts))
        if len(data.encode()) > DATA_BYTES:
            raise ValueError(f"button data is longer than {DATA_BYTES} bytes: {data}")
        if data.count(":") != len(parts):
            raise ValueError(f"a colon inside a part of button data: {data}")
        return data

    @classmethod
    def unpacked(cls, parts: list[str]) -> Self | None:
        """None if the parts do not fit the fields: the button is old, or nobody made it."""
        own = _fields_of(cls)
        needed = sum(field.default is MISSING for field in own)
        if not needed <= len(parts) <= len(own):
            return None
        if parts and not parts[-1] and own[len(parts) - 1].default is None:
            return None  # a button of ours leaves it out
        given = {field.name: part or None for field, part in zip(own, parts, strict=False)}
        try:
            press = msgspec.convert(given, cls, strict=False)
        except msgspec.ValidationError:
            return None
        numbers = (getattr(press, name) for name in given)
        large = any(type(n) is int and not -LARGEST <= n <= LARGEST for n in numbers)
        return None if large else press


def press_in(data: str) -> Press | None:
    """The press in a button's data. None if it is of another version, or of nobody."""
    verb, *parts = data.split(":")
    kind = PRESSES.get(verb)
    return kind.unpacked(parts) if kind else None


def _fields_of(kind: type[Press]) -> tuple[Field[object], ...]:
    assert is_dataclass(kind)
    return fields(kind)


def _packed(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "1" if value else "0"
        case Enum():
            return str(value.value)
        case int() | str():
            return str(value)
        case date():
            return value.isoformat()
    raise ValueError(f"a button cannot carry a {type(value).__name__}")
