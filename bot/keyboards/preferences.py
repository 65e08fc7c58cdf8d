"""Buttons of the menu behind the key ⚙️ and of its submenus."""

from dataclasses import dataclass
from typing import Literal

from bot.keyboards.press import Press
from db.enums import Digits


@dataclass(frozen=True)
class ShowPreferences(Press, verb="preferences"):
    submenu: Literal["hour", "helpers", "speech", "group"] | None = None
    """None: the whole menu."""


@dataclass(frozen=True)
class SetHour(Press, verb="set_hour"):
    part: Literal["morning", "evening"]


@dataclass(frozen=True)
class LeaderHelp(Press, verb="leader_help"):
    patient: int
    answer: Literal["yes", "no"] | None = None
    """None: explain first what a yes means."""


@dataclass(frozen=True)
class SetVoice(Press, verb="set_voice"):
    voice: Literal["on", "off"]


@dataclass(frozen=True)
class SetDigits(Press, verb="set_digits"):
    digits: Digits


@dataclass(frozen=True)
class AskLanguage(Press, verb="language"):
    pass


@dataclass(frozen=True)
class AskGroupLanguages(Press, verb="group_languages"):
    """The language of each group that the presser leads."""


@dataclass(frozen=True)
class SetGroupLanguage(Press, verb="set_group_language"):
    group: int
    language: Literal["hi", "hne"]
