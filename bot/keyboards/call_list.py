"""Buttons of /phone. A result carries its day: an older list records nothing."""

from dataclasses import dataclass
from datetime import date

from bot.keyboards.press import Press
from db.enums import CallResult


@dataclass(frozen=True)
class ShowCallList(Press, verb="call_list"):
    pass


@dataclass(frozen=True)
class TurnCallListPage(Press, verb="call_list_page"):
    page: int


@dataclass(frozen=True)
class RecordCall(Press, verb="call_result"):
    patient: int
    result: CallResult
    day: date


@dataclass(frozen=True)
class TakeBackCall(Press, verb="call_undo"):
    patient: int
    day: date
