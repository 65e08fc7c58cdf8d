"""What staff have entered with /dawa so far, and which question stands open."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from bot.domain.adherence import regimen_on
from bot.domain.treatments.prescription import Prescription
from bot.services.adherence.course import Course
from bot.services.dialogs import Dialog
from bot.texts.treatments.ask import Action
from db.enums import Pattern


class TreatmentStep(StrEnum):
    PATIENT = "patient"
    TREATMENT = "treatment"
    """Which of the running treatments, or another medicine?"""
    ACTION = "action"
    STOP = "stop"
    MEDICINE = "medicine"
    STRIP = "strip"
    DOSE = "dose"
    WEEK = "week"
    SPOKEN_NAME = "spoken_name"
    DISPENSED = "dispensed"
    CONFIRM = "confirm"
    DAY = "day"


@dataclass(frozen=True)
class TreatmentDialog(Dialog, flow="treatment"):
    tag: str
    """Stands on every button of one round of questions, so that older buttons are recognised."""
    step: TreatmentStep
    patient: int | None = None
    treatment: int | None = None
    """The running treatment; None if one is being started."""
    action: Action = "start"
    typed: str = ""
    """A name that no medicine has, but similar ones."""
    medicine_name: str = ""
    strip: int | None = None
    countable: bool = True
    prescribed: Prescription = field(default_factory=Prescription)
    spoken: str | None = None
    photo: str | None = None
    dispensed: Fraction = Fraction(0)
    on: date | None = None
    """None if today."""

    @property
    def is_dispensed(self) -> bool:
        """Of medicines that are never counted, only injections on set days are recorded."""
        return self.countable or self.prescribed.pattern is Pattern.EVERY_DAYS


def prescription_on(course: Course, day: date) -> Prescription | None:
    """None if nothing of it is due."""
    taken = regimen_on(course.regimens, day)
    if taken is None:
        return None
    return Prescription(taken.dose, taken.pattern, taken.every, taken.week)
