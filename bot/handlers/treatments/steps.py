"""What the steps share: what was said so far, and which buttons still belong to it."""

from datetime import date
from fractions import Fraction
from typing import Any, Protocol

from bot.context import Turn
from bot.domain.treatments.prescription import Prescribed
from db.enums import Pattern
from db.models import Patient
from db.queries.treatments import patient_of_clinic

FLOW = "rx"


class Taken(Protocol):
    """A regimen, whether it holds already or is being written."""

    @property
    def dose(self) -> Fraction: ...
    @property
    def pattern(self) -> Pattern: ...
    @property
    def every(self) -> int: ...
    @property
    def week(self) -> tuple[Fraction, ...]: ...


def in_words(taken: Taken) -> dict[str, Any]:
    """A regimen as params carry it."""
    return {
        "dose": str(taken.dose),
        "pattern": taken.pattern.value,
        "every": taken.every,
        "week": list(map(str, taken.week)),
    }


def prescribed_in(data: dict[str, Any]) -> Prescribed:
    week = tuple(map(Fraction, data["week"]))
    return Prescribed(Fraction(data["dose"]), Pattern(data["pattern"]), data["every"], week)


def new_tag(turn: Turn) -> str:
    """Written on every button of one round of questions, so that one of an older round is known."""
    return str(turn.update.update_id % 100_000)


def data_at(turn: Turn, *steps: str) -> dict[str, Any] | None:
    """What was said so far; None when the pressed button belongs to another step or round."""
    waiting = turn.me.waiting
    if turn.me.staff is None or waiting is None or waiting.flow != FLOW:
        return None
    if waiting.step not in steps or turn.pressed[-1:] != [waiting.data["tag"]]:
        return None
    return waiting.data


def number_in(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 16 else 0


async def own_patient(turn: Turn, patient_id: int) -> Patient | None:
    """The patient, if they are of the staff member's own clinic."""
    if turn.me.staff is None:
        return None
    return await patient_of_clinic(turn.session, turn.me.staff.clinic_id, patient_id)


def day_in(data: dict[str, Any], turn_day: date) -> date:
    return date.fromisoformat(data["on"]) if data.get("on") else turn_day
