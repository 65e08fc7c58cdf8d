"""Buttons of /duty."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.keyboards.press import Press


@dataclass(frozen=True)
class ShowOncall(Press, verb="oncall"):
    """`oncall` shows the week, `oncall:2026-11-25` a day, `oncall:2026-11-25:off` changes it."""

    day: date | None = None
    state: Literal["on", "off"] | None = None


@dataclass(frozen=True)
class AskSwap(Press, verb="ask_swap"):
    """`ask_swap:2026-11-25` asks with whom, `ask_swap:2026-11-25:5` asks that colleague."""

    day: date
    colleague: int | None = None


@dataclass(frozen=True)
class AnswerSwap(Press, verb="answer_swap"):
    swap: int
    accepted: bool
