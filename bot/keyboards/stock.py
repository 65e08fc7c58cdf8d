"""Buttons of /stock."""

from dataclasses import dataclass
from typing import Literal

from bot.keyboards.press import Press


@dataclass(frozen=True)
class StartStock(Press, verb="stock"):
    pass


@dataclass(frozen=True)
class ChooseStockMedicine(Press, verb="stock_of"):
    medicine: int


@dataclass(frozen=True)
class MarkStock(Press, verb="stock_is"):
    medicine: int
    state: Literal["in", "out"]
