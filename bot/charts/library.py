"""Drawings made by hand, without words, for people who do not read: one file each."""

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "drawings"


@cache
def drawing(name: str) -> str:
    """The SVG. Raises OSError: there is no drawing of that name."""
    return (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
