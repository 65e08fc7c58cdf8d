"""Buttons of /mariz, and of what staff record about one patient."""

from dataclasses import dataclass
from typing import Literal

from bot.keyboards.press import Press
from db.enums import LeftBecause


@dataclass(frozen=True)
class StartPatientLookup(Press, verb="patient_lookup"):
    pass


@dataclass(frozen=True)
class ViewPatient(Press, verb="patient_view"):
    patient: int


@dataclass(frozen=True)
class ShowPatientStatus(Press, verb="patient_status"):
    patient: int


@dataclass(frozen=True)
class MarkPatientLeft(Press, verb="patient_left"):
    patient: int
    because: LeftBecause
    confirmed: Literal["yes"] | None = None


@dataclass(frozen=True)
class MarkPatientReturned(Press, verb="patient_returned"):
    patient: int
