"""Buttons of staff that do not belong to an alert."""

from dataclasses import dataclass

from bot.keyboards.press import Press


@dataclass(frozen=True)
class ChooseWorkplace(Press, verb="workplace"):
    """Work for another clinic. `staff`: the place on its staff."""

    staff: int


@dataclass(frozen=True)
class WriteName(Press, verb="write_name"):
    """Write the name of a patient who has only spoken it."""

    patient: int
