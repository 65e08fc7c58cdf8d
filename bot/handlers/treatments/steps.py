"""What all steps share: the data of the dialog so far, and which buttons still belong to it."""

from datetime import date
from fractions import Fraction
from typing import Any, Protocol

from bot.context import Turn
from bot.domain.treatments.prescription import Prescription
from db.enums import Pattern
from db.models import Patient
from db.queries.patients.lookup import patient_of_clinic

FLOW = "treatment"


class RegimenLike(Protocol):
    """A regimen in force, or a prescription that is still being entered."""

    @property
    def dose(self) -> Fraction: ...
    @property
    def pattern(self) -> Pattern: ...
    @property
    def every(self) -> int: ...
    @property
    def week(self) -> tuple[Fraction, ...]: ...


def regimen_params(regimen: RegimenLike) -> dict[str, Any]:
    """A regimen as the data of a dialog."""
    return {
        "dose": str(regimen.dose),
        "pattern": regimen.pattern.value,
        "every": regimen.every,
        "week": list(map(str, regimen.week)),
    }


def as_prescription(regimen: RegimenLike) -> Prescription:
    return Prescription(regimen.dose, regimen.pattern, regimen.every, regimen.week)


def prescription_in(data: dict[str, Any]) -> Prescription:
    week = tuple(map(Fraction, data["week"]))
    return Prescription(Fraction(data["dose"]), Pattern(data["pattern"]), data["every"], week)


def new_tag(turn: Turn) -> str:
    """Stands on every button of one round of questions, so that older buttons are recognised."""
    return str(turn.update.update_id % 100_000)


def data_at(turn: Turn, tag: str, *steps: str) -> dict[str, Any] | None:
    """The data of the dialog so far; None if the button belongs to another step or round.

    `tag`: the one on the button.
    """
    waiting = turn.me.waiting
    if turn.me.staff is None or waiting is None or waiting.flow != FLOW:
        return None
    if waiting.step not in steps or tag != waiting.data["tag"]:
        return None
    return waiting.data


async def patient_of_own_clinic(turn: Turn, patient_id: int) -> Patient | None:
    """None if the patient is not of the staff member's own clinic, or has left."""
    if turn.me.staff is None:
        return None
    return await patient_of_clinic(turn.session, turn.me.staff.clinic_id, patient_id)


def day_in(data: dict[str, Any], today: date) -> date:
    return date.fromisoformat(data["on"]) if data.get("on") else today
