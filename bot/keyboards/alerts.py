"""Buttons of people in trouble, and of the staff under an alert."""

from dataclasses import dataclass
from typing import Literal

from bot.domain.alerts.backdating import Earlier
from bot.keyboards.press import Press

Outcome = Literal["helped", "referred", "no_answer", "false_alarm", "died", "other"]
"""Values of AlertOutcome."""
SnoozeMinutes = Literal[60, 120, 240, 1440, 4320]


@dataclass(frozen=True)
class AskForHelp(Press, verb="help"):
    """Without an answer it asks what is needed."""

    answer: Literal["now", "call", "mistake"] | None = None


@dataclass(frozen=True)
class AnswerDangerQuestion(Press, verb="danger_now"):
    answer: Literal["yes", "other", "no"]


@dataclass(frozen=True)
class AnswerUrgencyQuestion(Press, verb="urgent"):
    answer: Literal["yes", "no"]


@dataclass(frozen=True)
class ShowOpenAlerts(Press, verb="open_alerts"):
    pass


@dataclass(frozen=True)
class ShowMyAlerts(Press, verb="my_alerts"):
    pass


@dataclass(frozen=True)
class ShowAlertCard(Press, verb="alert_card"):
    alert: int


@dataclass(frozen=True)
class PlayVoiceMessages(Press, verb="play_voice"):
    alert: int


@dataclass(frozen=True)
class AcknowledgeAlert(Press, verb="acknowledge"):
    alert: int
    episode: int


@dataclass(frozen=True)
class ReleaseAlert(Press, verb="release"):
    alert: int
    episode: int


@dataclass(frozen=True)
class ExtendAlert(Press, verb="extend"):
    alert: int
    episode: int


@dataclass(frozen=True)
class ResolveAlert(Press, verb="resolve"):
    """`resolve:12` and `resolve:12:hour` ask for the outcome; `resolve:12:helped:1` resolves it."""

    alert: int
    chosen: Outcome | Earlier | None = None
    episode: int | None = None
    when: Earlier | None = None


@dataclass(frozen=True)
class ConfirmDeath(Press, verb="confirm_died"):
    alert: int
    episode: int
    when: Earlier | None = None


@dataclass(frozen=True)
class ConfirmFalseAlarm(Press, verb="false_alarm"):
    alert: int
    episode: int


@dataclass(frozen=True)
class RecordCall(Press, verb="record_call"):
    """`record_call:12` and `record_call:12:hour` ask whether the person was reached;
    `record_call:12:1:0:now` records the answer.
    """

    alert: int
    episode_or_time: int | Earlier | None = None
    reached: bool | None = None
    when: Earlier | Literal["now"] | None = None


@dataclass(frozen=True)
class ChooseEarlierTime(Press, verb="backdate"):
    """`what` is the verb to return to with the time."""

    what: Literal["record_call", "resolve"]
    alert: int


@dataclass(frozen=True)
class SnoozeAlert(Press, verb="snooze"):
    """Without minutes it asks for how long."""

    alert: int
    episode: int
    minutes: SnoozeMinutes | None = None


@dataclass(frozen=True)
class HandOverAlert(Press, verb="hand_over"):
    """Without a colleague it asks to whom."""

    alert: int
    episode: int
    colleague: int | None = None


@dataclass(frozen=True)
class AcceptHandover(Press, verb="accept_handover"):
    alert: int
    episode: int


@dataclass(frozen=True)
class DeclineHandover(Press, verb="decline_handover"):
    alert: int
    episode: int
