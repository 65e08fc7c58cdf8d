"""Buttons of pill counts: reminder, number pad, doubts, follow-up questions, cards of helpers."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.keyboards.number_pad import PadKeyName
from bot.keyboards.press import Press

StripSize = Literal[10, 14, 15]
Shortfall = Literal["place", "lost", "refill", "fine"]


@dataclass(frozen=True)
class StartCount(Press, verb="count_start"):
    patient: int


@dataclass(frozen=True)
class SwitchPersonOfCount(Press, verb="count_person"):
    patient: int


@dataclass(frozen=True)
class PostponeCount(Press, verb="count_later"):
    patient: int


@dataclass(frozen=True)
class SkipMedicine(Press, verb="count_skip"):
    treatment: int


@dataclass(frozen=True)
class CorrectCount(Press, verb="count_fix"):
    treatment: int


@dataclass(frozen=True)
class PadKey(Press, verb="count_pad"):
    """`none`: no pill is left."""

    treatment: int
    key: PadKeyName


@dataclass(frozen=True)
class ConfirmCount(Press, verb="count_confirm"):
    """`sure`: the person insists on a number that was questioned."""

    treatment: int
    answer: Literal["yes", "no", "sure"]


@dataclass(frozen=True)
class ChooseStripSize(Press, verb="count_strip"):
    treatment: int
    size: StripSize


@dataclass(frozen=True)
class ReportRefillBeforeCount(Press, verb="count_refill"):
    treatment: int


@dataclass(frozen=True)
class ChooseCountedMedicine(Press, verb="count_which"):
    """Treatment 0: the number was no count."""

    treatment: int


@dataclass(frozen=True)
class AnswerFewer(Press, verb="count_fewer"):
    """Why fewer pills were counted than there can be."""

    treatment: int
    day: date
    why: Shortfall


@dataclass(frozen=True)
class AnswerHard(Press, verb="count_hard"):
    """`said`: a reason, a group of reasons to open, `back` to the groups, or `skip`."""

    treatment: int
    day: date
    said: str


@dataclass(frozen=True)
class AnswerStorage(Press, verb="count_storage"):
    treatment: int
    apart: Literal["yes", "no"]


@dataclass(frozen=True)
class AllowLeaderToCount(Press, verb="assisted_leader"):
    treatment: int


@dataclass(frozen=True)
class StartAssistedCount(Press, verb="assisted_enter"):
    request: int


@dataclass(frozen=True)
class SayNoNumber(Press, verb="assisted_none"):
    request: int


@dataclass(frozen=True)
class SayCryForHelp(Press, verb="assisted_cry"):
    request: int
