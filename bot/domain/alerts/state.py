"""The state of an alert, the clinic's escalation policy, and the outcome of a transition."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from db.enums import AlertStatus, Severity


@dataclass(frozen=True, slots=True)
class AlertState:
    """`step` is the next step to page, `nags` counts pages to the fallback, `version` changes.

    `next_action_at` is None exactly when resolved, `acked_by` is set exactly when acked.
    """

    severity: Severity
    status: AlertStatus
    occurrences: int
    episode: int
    step: int
    loop: int
    nags: int
    next_action_at: datetime | None
    acked_by: int | None
    version: int
    offered_to: int | None = None
    """The colleague whom the holder asked to take over."""


@dataclass(frozen=True, slots=True)
class EscalationPolicy:
    """How alerts of one severity escalate; each clinic may set its own.

    `waits[i]` is how long step i has to answer, `loops` how often all steps are gone through, `nag`
    the pause between pages to the fallback after the last step, `ack_timeout` how long the holder
    may show no activity, `max_snooze` the longest snooze. Without steps the fallback comes first.
    Pages due at night wait for the hour `quiet_until`; if it is None they may ring at any hour.
    """

    waits: tuple[timedelta, ...]
    loops: int
    nag: timedelta
    ack_timeout: timedelta
    max_snooze: timedelta
    quiet_until: time | None = None

    def __post_init__(self) -> None:
        if self.loops < 1 or min(self.nag, self.ack_timeout, *self.waits) <= timedelta(0):
            raise ValueError(f"a policy needs at least one loop and waits above zero, got {self}")


# Emergency: acknowledged within 10 minutes, else the next step is paged, the leader at 20 minutes,
# then everybody every 10 minutes until somebody has it. Same day: acknowledged within 2 hours,
# contact that day. Routine: within two days.
DEFAULT_POLICIES: Mapping[Severity, EscalationPolicy] = {
    Severity.EMERGENCY: EscalationPolicy(
        waits=(timedelta(minutes=10), timedelta(minutes=10), timedelta(minutes=10)),
        loops=1,
        nag=timedelta(minutes=10),
        ack_timeout=timedelta(hours=1),
        max_snooze=timedelta(0),
    ),
    Severity.SAME_DAY: EscalationPolicy(
        waits=(timedelta(hours=2), timedelta(hours=2)),
        loops=1,
        nag=timedelta(hours=2),
        ack_timeout=timedelta(hours=6),
        max_snooze=timedelta(hours=4),
        quiet_until=time(9),
    ),
    Severity.ROUTINE: EscalationPolicy(
        waits=(timedelta(days=1), timedelta(days=1)),
        loops=1,
        nag=timedelta(days=1),
        ack_timeout=timedelta(days=2),
        max_snooze=timedelta(days=7),
        quiet_until=time(6),
    ),
}


@dataclass(frozen=True, slots=True)
class PageStep:
    """Page everybody on call for this step; if there is nobody, report it with `step_failed`."""

    step: int
    loop: int
    episode: int


@dataclass(frozen=True, slots=True)
class PageFallback:
    """All steps are used up: page the staff chat, all staff and leaders for the `nag`th time."""

    nag: int
    episode: int


class SideEffect(StrEnum):
    """What else must happen in the transaction that stores the change."""

    CANCEL_PAGES = "cancel_pages"
    REFRESH_CARDS = "refresh_cards"
    TELL_PATIENT_TAKEN = "tell_patient_taken"


Page = PageStep | PageFallback
Effect = Page | SideEffect


class EventType(StrEnum):
    """The type of the one event row that each change writes."""

    RAISED = "raised"
    RECURRED = "recurred"
    WORSENED = "worsened"
    REALARM = "realarm"
    ESCALATED = "escalated"
    FALLBACK = "fallback"
    STEP_FAILED = "step_failed"
    NO_ONE_ON_CALL = "no_one_on_call"
    POSTPONED = "postponed"
    ACKED = "acked"
    EXTENDED = "extended"
    NOTED = "noted"
    UNACKED = "unacked"
    AUTO_UNACK = "auto_unack"
    SNOOZED = "snoozed"
    UNSNOOZED = "unsnoozed"
    WOKE = "woke"
    SOURCE_CLEARED = "source_cleared"
    REACHED = "reached"
    NOT_REACHED = "not_reached"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    SPOKE = "spoke"
    ANSWERED = "answered"
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True)
class Change:
    """A transition that is allowed: the new state, its effects and the event to store."""

    state: AlertState
    effects: tuple[Effect, ...]
    event: EventType


class RefusalReason(StrEnum):
    ALREADY_ACKED = "already_acked"
    ALREADY_RESOLVED = "already_resolved"
    STALE_EPISODE = "stale_episode"
    NOT_HOLDER = "not_holder"
    NOT_ASKED = "not_asked"
    NOT_ALLOWED = "not_allowed"


@dataclass(frozen=True, slots=True)
class Refused:
    """The action is not allowed and changes nothing. `by` is the holder, None if there is none."""

    reason: RefusalReason
    by: int | None = None
