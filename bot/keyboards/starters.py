"""Buttons of the group's week and of the next starter."""

from dataclasses import dataclass
from typing import Literal

from bot.keyboards.press import Press

WeekSetting = Literal["starter", "story"]
Weekday = Literal["0", "1", "2", "3", "4", "5", "6"]
DAYS: tuple[Weekday, ...] = ("0", "1", "2", "3", "4", "5", "6")
"""Monday is 0."""


@dataclass(frozen=True)
class ChangeWeek(Press, verb="week_day"):
    """Without a group: the week of every group. Without a setting: that group's week."""

    group: int | None = None
    setting: WeekSetting | None = None
    day: Weekday | Literal["none"] | None = None
    """None asks for the day."""


@dataclass(frozen=True)
class ChangeStarter(Press, verb="starter"):
    starter: int
    change: Literal["skip", "keep", "other"]
