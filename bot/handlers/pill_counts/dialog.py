"""What the bot waits for around a count."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction

from bot.domain.pill_counts import FollowUp
from bot.services.adherence.course import Course
from bot.services.dialogs import Dialog
from bot.texts.caregivers import PhonePatient


class CountStep(StrEnum):
    NUMBER = "number"
    """How many pills are left? On the number pad, or typed."""
    CONFIRM = "confirm"
    """A number that was not certain, or not possible, was read back."""
    STRIP = "strip"
    """How many pills are in one of the strips that were counted?"""
    REFILL = "refill"
    """How many new pills came, that there are more than before?"""
    EARLIER_REFILL = "earlier_refill"
    LOST = "lost"
    """After a count: how many had come before it, or were lost?"""


@dataclass(frozen=True, slots=True)
class FollowUpDue:
    """A question that is asked after all medicines are counted."""

    question: FollowUp
    treatment: int
    day: date
    """Of the count that it is about."""


@dataclass(frozen=True, slots=True)
class PreviousCount:
    """The medicine that was counted just before, in the same row of questions."""

    treatment: int
    count: Fraction | None


@dataclass(frozen=True)
class CountDialog(Dialog, flow="count"):
    """The bot waits for the count of one medicine."""

    patient: int
    treatment: int
    step: CountStep = CountStep.NUMBER
    queue: tuple[int, ...] = ()
    """Treatments to ask about afterwards."""
    others: tuple[PhonePatient, ...] | None = None
    """Other patients of this phone; None before they were looked up."""
    asked_at: datetime | None = None
    entered: str = ""
    """The digits tapped so far."""
    count: Fraction | None = None
    """The number that was read back."""
    strips: Fraction = Fraction(0)
    loose: Fraction = Fraction(0)
    asked_again: bool = False
    """An answer was not understood; the question is asked no third time."""
    doubted: bool = False
    """A number that seems too high was asked about."""
    corrects: int | None = None
    """The count that the answer replaces."""
    assisted: int | None = None
    """The request of which a helper gives the number."""
    shown_to_helpers: bool = False
    """A voice or a photo was sent in place of the number."""
    album: str | None = None
    """The album of which a photo was shown to helpers already."""
    previous: PreviousCount | None = None
    followups: tuple[FollowUpDue, ...] = ()
    day: date | None = None
    """Of the count that a refill or a loss belongs to."""

    @classmethod
    def about(cls, course: Course) -> "CountDialog":
        return cls(course.patient_id, course.treatment_id)

    def asked_anew(self) -> "CountDialog":
        """The same question, without what was answered to it."""
        return replace(
            self, step=CountStep.NUMBER, entered="", count=None, asked_again=False, album=None
        )


@dataclass(frozen=True)
class FollowUpDialog(Dialog, flow="count_followup"):
    """A count was stored; a follow-up question may stand open, and the count can be corrected."""

    patient: int
    treatment: int
    followups: tuple[FollowUpDue, ...] = ()
    """Those still to be asked."""


@dataclass(frozen=True)
class CountedMedicineDialog(Dialog, flow="count_which"):
    """A number came without a question; the bot waits for the medicine."""

    count: Fraction
