"""Buttons of refills."""

from dataclasses import dataclass
from typing import Literal

from bot.keyboards.press import Press


@dataclass(frozen=True)
class StartRefillReport(Press, verb="refill_new"):
    pass


@dataclass(frozen=True)
class StartLeaderReport(Press, verb="refill_by_leader"):
    pass


@dataclass(frozen=True)
class ChooseRefillMember(Press, verb="refill_for"):
    patient: int


@dataclass(frozen=True)
class ChooseRefillMedicine(Press, verb="refill_medicine"):
    patient: int
    treatment: int


@dataclass(frozen=True)
class ConfirmRefill(Press, verb="refill_confirm"):
    answer: Literal["yes", "again", "no"]


@dataclass(frozen=True)
class CorrectRefill(Press, verb="refill_correct"):
    dispensing: int


@dataclass(frozen=True)
class CorrectRefillToNothing(Press, verb="refill_none"):
    dispensing: int
