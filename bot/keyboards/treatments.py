"""Buttons of /dawa. Each carries the tag of its round of questions, and an older one is refused."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from bot.keyboards.press import Press


@dataclass(frozen=True)
class StartMedicineEntry(Press, verb="treatment"):
    pass


@dataclass(frozen=True)
class ChoosePatientToTreat(Press, verb="treatment_for"):
    patient: int
    tag: str


@dataclass(frozen=True)
class ChooseTreatment(Press, verb="treatment_open"):
    treatment: int
    tag: str


@dataclass(frozen=True)
class ChooseTreatmentAction(Press, verb="treatment_action"):
    action: Literal["change", "given", "stop"]
    tag: str


@dataclass(frozen=True)
class ConfirmTreatmentStop(Press, verb="treatment_stop"):
    answer: Literal["yes", "no"]
    tag: str


@dataclass(frozen=True)
class ChooseAnotherMedicine(Press, verb="treatment_other"):
    tag: str


class MedicineSource(StrEnum):
    CLINIC = "m"
    FORMULARY = "f"


@dataclass(frozen=True)
class ChooseMedicine(Press, verb="medicine"):
    source: MedicineSource
    key: str
    """The id of the clinic's medicine, or the name in the formulary."""
    tag: str


@dataclass(frozen=True)
class AddMedicine(Press, verb="treatment_add"):
    tag: str


@dataclass(frozen=True)
class ChooseStripSize(Press, verb="treatment_strip"):
    size: int | Literal["none"]
    """0: sold loose; `none`: never counted."""
    tag: str


@dataclass(frozen=True)
class ChooseDose(Press, verb="treatment_dose"):
    dose: str
    """As it is typed on a prescription, or `week`."""
    tag: str


@dataclass(frozen=True)
class TapWeekday(Press, verb="treatment_week"):
    day: Literal[0, 1, 2, 3, 4, 5, 6, "ok"]
    tag: str


@dataclass(frozen=True)
class ChooseSpokenName(Press, verb="treatment_name"):
    name: int | Literal["strip"]
    """The place among the names that are offered, or as on the strip."""
    tag: str


@dataclass(frozen=True)
class ChooseDispensed(Press, verb="treatment_given"):
    quantity: int
    tag: str


@dataclass(frozen=True)
class ChooseTreatmentDay(Press, verb="treatment_day"):
    day: Literal["today", "yesterday", "ask"]
    tag: str


@dataclass(frozen=True)
class ConfirmMedicineEntry(Press, verb="treatment_confirm"):
    answer: Literal["yes", "no"]
    tag: str
