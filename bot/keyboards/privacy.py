"""Buttons of stopping, of what is stored, and of its erasure."""

from dataclasses import dataclass
from typing import Literal

from bot.keyboards.press import Press


@dataclass(frozen=True)
class Stop(Press, verb="stop"):
    """Without an answer it asks."""

    answer: Literal["yes", "no"] | None = None


@dataclass(frozen=True)
class KeepOrErase(Press, verb="erase"):
    """`patient`: of whom to erase it, where there are several."""

    wish: Literal["keep", "erase"]
    patient: int | Literal["all"] | None = None


@dataclass(frozen=True)
class ShowMyData(Press, verb="my_data"):
    pass
