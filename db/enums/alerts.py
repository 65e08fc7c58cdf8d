"""Alerts, the actions on them, and the levels that the reader of texts gives."""

from enum import StrEnum


class AlertKind(StrEnum):
    DANGER_SIGN = "danger_sign"
    HELP = "help"
    MISSED_DOSES = "missed_doses"
    RECOUNT = "recount"
    RUNNING_OUT = "running_out"
    INJECTION_DUE = "injection_due"
    TROUBLE = "trouble"
    UNREAD = "unread"
    QUESTION = "question"

    @property
    def by_rule(self) -> bool:
        """Found by calculation, not said by anybody, and therefore only for the clinic."""
        return self in (
            AlertKind.MISSED_DOSES,
            AlertKind.RECOUNT,
            AlertKind.RUNNING_OUT,
            AlertKind.INJECTION_DUE,
        )


class Severity(StrEnum):
    EMERGENCY = "emergency"
    SAME_DAY = "same_day"
    ROUTINE = "routine"

    @property
    def rank(self) -> int:
        """Higher is graver."""
        return {"routine": 1, "same_day": 2, "emergency": 3}[self.value]


class AlertStatus(StrEnum):
    TRIGGERED = "triggered"
    ACKED = "acked"
    SNOOZED = "snoozed"
    RESOLVED = "resolved"


class AlertAction(StrEnum):
    """Actions of staff on an alert, by button or through `alert_command`."""

    ACK = "ack"
    UNACK = "unack"
    EXTEND = "extend"
    NOTE = "note"
    SNOOZE = "snooze"
    UNSNOOZE = "unsnooze"
    RESOLVE = "resolve"
    REACHED = "reached"
    NOT_REACHED = "not_reached"
    HAND_OVER = "hand_over"
    ACCEPT = "accept"
    DECLINE = "decline"


class AlertOutcome(StrEnum):
    HELPED = "helped"
    REFERRED = "referred"
    NO_ANSWER = "no_answer"
    FALSE_ALARM = "false_alarm"
    DIED = "died"
    OTHER = "other"


class CommandStatus(StrEnum):
    NEW = "new"
    APPLIED = "applied"
    REFUSED = "refused"


class Wish(StrEnum):
    """A request to the bot itself in a text."""

    STOP = "stop"
    PAUSE = "pause"
    HELP = "help"


class ReadingLevel(StrEnum):
    """How grave a text reads. ASK: emergency words in doubt, which a private question settles."""

    EMERGENCY = "emergency"
    SAME_DAY = "same_day"
    ROUTINE = "routine"
    ASK = "ask"
    NONE = "none"
