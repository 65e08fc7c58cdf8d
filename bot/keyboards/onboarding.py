"""Buttons of joining, one question at a time."""

from dataclasses import dataclass
from typing import Literal

from bot.keyboards.press import Press


@dataclass(frozen=True)
class SetLanguage(Press, verb="set_language"):
    language: Literal["hi", "hne"]
    voice: Literal["voice"] | None = None
    """If given, Gothiya also speaks."""


@dataclass(frozen=True)
class GiveConsent(Press, verb="consent"):
    given: bool


@dataclass(frozen=True)
class ChooseJoinRole(Press, verb="join_role"):
    role: Literal["self", "caregiver"]


@dataclass(frozen=True)
class JoinWithOwnName(Press, verb="join_own_name"):
    """The name that Telegram knows."""


@dataclass(frozen=True)
class JoinAsFormer(Press, verb="join_former"):
    patient: int
