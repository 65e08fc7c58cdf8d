"""Drawings made by hand, for who reads little: one file each, no words in them."""

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "drawings"


@cache
def drawing(name: str) -> str:
    """Raises OSError: there is none of that name."""
    return (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
