"""Buttons about who speaks for whom."""

from dataclasses import dataclass
from typing import Literal

from bot.keyboards.press import Press


@dataclass(frozen=True)
class AskWhichPatient(Press, verb="phone_patients"):
    pass


@dataclass(frozen=True)
class SwitchPatient(Press, verb="switch_patient"):
    patient: int


@dataclass(frozen=True)
class ShowCaregivers(Press, verb="caregivers"):
    pass


@dataclass(frozen=True)
class EndAccess(Press, verb="end_access"):
    whose: int | Literal["leader"]
    """The id of a caregiver's Holder, or all leaders."""


@dataclass(frozen=True)
class InviteCaregiver(Press, verb="invite_caregiver"):
    pass
