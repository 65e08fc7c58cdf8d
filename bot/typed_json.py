"""Typed values as JSON and back, for what is stored and read by a later version of Gothiya."""

from fractions import Fraction
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")


class Unfit(Exception):
    """Stored JSON does not fit its type: another version of Gothiya wrote it."""


def to_json(value: object) -> Any:
    """Dataclasses become objects, dates and enums strings, fractions as "24" or "49/2"."""
    return msgspec.to_builtins(value, enc_hook=_fraction_to_json)


def from_json(stored: object, kind: type[T]) -> T:
    """What `kind` does not know is ignored.

    Raises:
        Unfit: something is missing, or has another type.
    """
    try:
        return msgspec.convert(stored, kind, dec_hook=_fraction_from_json)
    except msgspec.ValidationError as error:
        raise Unfit(str(error)) from None


def _fraction_to_json(value: object) -> object:
    if isinstance(value, Fraction):
        return str(value)
    raise TypeError(f"a {type(value).__name__} cannot be stored")


def _fraction_from_json(kind: type, value: object) -> object:
    if kind is Fraction:
        try:
            return Fraction(str(value))
        except ZeroDivisionError as error:
            raise ValueError("a fraction of zero parts") from error
    raise TypeError(f"a {kind.__name__} cannot be restored")
