"""What the bot waits for around a meeting."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from fractions import Fraction

from bot.keyboards.meetings import AfterMarketDay
from bot.services.dialogs import Dialog


class PlanStep(StrEnum):
    DAY = "day"
    CLOCK = "clock"
    PLACE = "place"
    CONFIRM = "confirm"
    MARKET_DAY = "market_day"
    RULE = "rule"


@dataclass(frozen=True)
class MeetingPlanDialog(Dialog, flow="meeting_plan"):
    """A meeting is planned or moved, or the monthly rule of the group is set."""

    step: PlanStep
    group: int
    meeting: int | None = None
    """The meeting to be moved; None to plan one."""
    day: date | None = None
    clock: time | None = None
    places: tuple[str, ...] = ()
    """Where the group met before, as offered."""
    place: str | None = None
    then: AfterMarketDay = "plan"
    """What follows when the market day is known."""
    weekday: int = 0
    has: bool = False
    """For the rule: the weekday offered, and whether the group has a rule."""


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A line of a typed register, as a later "yes" stores it."""

    patient: int
    presence_mark: int
    treatment: int
    """0 without a count."""
    count_mark: int
    pills: Fraction | None


@dataclass(frozen=True, slots=True)
class OpenPad:
    """The number pad for one medicine of a member."""

    treatment: int
    mark: int
    entered: str = ""
    """The digits tapped so far, or a number that was typed and read back, like "7/2"."""


@dataclass(frozen=True)
class AttendanceDialog(Dialog, flow="attendance"):
    """The list of a meeting is open: a number, lines of a register or a photo may be sent."""

    meeting: int
    page: int = 0
    pad: OpenPad | None = None
    draft: tuple[DraftLine, ...] | None = None
    """Lines that were read back."""
    stamp: str = ""


@dataclass(frozen=True)
class SummaryDialog(Dialog, flow="summary"):
    """The summary of a meeting: topics, and words or a voice."""

    meeting: int
    topics: int = 0
    """A bit for each topic that was chosen."""
    body: str | None = None
    voice: str | None = None
