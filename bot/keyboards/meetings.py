"""Buttons of meetings: planning, RSVPs, attendance and the summary."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.keyboards.number_pad import PadKeyName
from bot.keyboards.press import Press

AfterMarketDay = Literal["plan", "rule"]
"""What continues once the market day is known."""
GroupPauseReason = Literal["festival", "harvest", "mourning"]
GroupPauseWeeks = Literal[1, 2, 4]


def compact_day(day: date) -> int:
    """A day as a number, like 20261124."""
    return int(f"{day:%Y%m%d}")


@dataclass(frozen=True)
class ShowMeetings(Press, verb="meet"):
    """The card of a group; without one, of the only group or a choice of groups."""

    group: int | None = None


@dataclass(frozen=True)
class CallOffMeeting(Press, verb="meet_off"):
    meeting: int
    sure: Literal["yes"] | None = None


@dataclass(frozen=True)
class StartMeetingPlan(Press, verb="meet_plan"):
    group: int


@dataclass(frozen=True)
class ChooseMarketDay(Press, verb="meet_market"):
    group: int
    weekday: int
    then: AfterMarketDay


@dataclass(frozen=True)
class ChooseMeetingDay(Press, verb="meet_day"):
    day: date


@dataclass(frozen=True)
class ChooseMeetingTime(Press, verb="meet_at"):
    clock: str
    """Like `11.00`."""


@dataclass(frozen=True)
class ChooseMeetingPlace(Press, verb="meet_place"):
    """`place`: its number among those that were offered."""

    place: int | Literal["none"]


@dataclass(frozen=True)
class ConfirmMeetingPlan(Press, verb="meet_ok"):
    answer: Literal["yes", "no"]


@dataclass(frozen=True)
class StartMonthlyRule(Press, verb="meet_rule"):
    group: int


@dataclass(frozen=True)
class ChooseMonthlyRule(Press, verb="meet_keep"):
    """`nth` 0: no rule any more."""

    group: int
    nth: int
    weekday: int


@dataclass(frozen=True)
class ChooseGroupPause(Press, verb="meet_rest"):
    """First the reason is asked, then the weeks."""

    group: int
    reason: GroupPauseReason | None = None
    weeks: GroupPauseWeeks | None = None


@dataclass(frozen=True)
class EndGroupPause(Press, verb="meet_go"):
    group: int


@dataclass(frozen=True)
class AnswerRsvp(Press, verb="rsvp"):
    """`day`: the compact day of the meeting that the person saw."""

    meeting: int
    day: int
    attending: bool


@dataclass(frozen=True)
class OpenAttendance(Press, verb="attendance"):
    group: int


@dataclass(frozen=True)
class StartMeetingNow(Press, verb="attendance_start"):
    """`day`: the compact day on which the button was shown."""

    group: int
    day: int


@dataclass(frozen=True)
class ShowAttendancePage(Press, verb="attendance_page"):
    meeting: int
    page: int


@dataclass(frozen=True)
class MarkMember(Press, verb="attendance_mark"):
    meeting: int
    patient: int
    mark: int
    page: int


@dataclass(frozen=True)
class InviteNewcomer(Press, verb="attendance_new"):
    meeting: int


@dataclass(frozen=True)
class OpenCountPad(Press, verb="attendance_count"):
    meeting: int
    patient: int
    page: int


@dataclass(frozen=True)
class DialCount(Press, verb="attendance_pad"):
    meeting: int
    treatment: int
    mark: int
    page: int
    key: PadKeyName


@dataclass(frozen=True)
class InsistOnCount(Press, verb="attendance_sure"):
    """A number that was doubted is right. `pills`: a fraction, like `24` or `7/2`."""

    meeting: int
    treatment: int
    mark: int
    page: int
    pills: str


@dataclass(frozen=True)
class ConfirmRegister(Press, verb="attendance_lines"):
    """`stamp`: of the draft that was read back."""

    meeting: int
    stamp: str
    answer: Literal["yes", "no"]


@dataclass(frozen=True)
class EndMeeting(Press, verb="attendance_end"):
    meeting: int


@dataclass(frozen=True)
class ChooseSummaryTopics(Press, verb="summary_topic"):
    """`topics`: a number in which each bit stands for a topic, as it is after the press."""

    meeting: int
    topics: int


@dataclass(frozen=True)
class PreviewTopics(Press, verb="summary_look"):
    meeting: int


@dataclass(frozen=True)
class RestartSummary(Press, verb="summary_again"):
    meeting: int


@dataclass(frozen=True)
class SendSummary(Press, verb="summary_send"):
    """`stamp`: of the draft that was previewed."""

    meeting: int
    stamp: str


@dataclass(frozen=True)
class SkipSummary(Press, verb="summary_skip"):
    meeting: int
