"""Buttons that belong to no feature."""

from dataclasses import dataclass
from typing import Literal

from bot.keyboards.press import Press


@dataclass(frozen=True)
class SavePhone(Press, verb="save_phone"):
    answer: Literal["yes", "no"]
    phone: str | None = None
    """Kept only in the button until the answer is yes."""
