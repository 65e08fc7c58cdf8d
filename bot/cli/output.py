"""Tables for a terminal, and the time at which an operator's command runs."""

import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime


def now() -> datetime:
    return datetime.now(UTC)


def print_table(head: Sequence[str], rows: Sequence[Sequence[object]], empty: str) -> None:
    """`empty` is printed instead if there are no rows."""
    if not rows:
        print(empty)
        return
    lines = [head, *([_cell(cell) for cell in row] for row in rows)]
    widths = [max(_width(line[column]) for line in lines) for column in range(len(head))]
    for line in lines:
        padded = (
            cell + " " * (wide - _width(cell)) for cell, wide in zip(line, widths, strict=True)
        )
        print("  ".join(padded).rstrip())


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "-" if value is None or value == "" else str(value)


def _width(text: str) -> int:
    """Vowel signs above and below a consonant take no column of their own."""
    return sum(unicodedata.category(sign) not in ("Mn", "Cf") for sign in text)
