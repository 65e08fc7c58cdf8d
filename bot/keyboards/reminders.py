"""Buttons of check-ins and pauses."""

from dataclasses import dataclass
from typing import Literal

from bot.keyboards.press import Press
from db.enums import Wellbeing

OwnPauseReason = Literal["travel", "hospital", "mourning", "festival", "harvest", "asked"]
"""Every reason for a pause but the doctor's, which only the clinic may give."""


@dataclass(frozen=True)
class AnswerCheckin(Press, verb="checkin"):
    checkin: int
    answer: Wellbeing


@dataclass(frozen=True)
class ChoosePause(Press, verb="pause"):
    """First the reason is asked, then the weeks; 0 weeks: until somebody ends it."""

    patient: int
    reason: OwnPauseReason | None = None
    weeks: Literal[0, 1, 2, 4] | None = None


@dataclass(frozen=True)
class EndPause(Press, verb="resume"):
    patient: int
