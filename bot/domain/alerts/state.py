"""What an alert is at a moment, the clinic's ladders, and what a change of it brings about."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from db.enums import AlertStatus, Severity


@dataclass(frozen=True, slots=True)
class AlertState:
    """`step` is the next rung to page, `nags` counts pages to the fallback, `version` every change.

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
    """Whom the holder asked to take it over."""


@dataclass(frozen=True, slots=True)
class Ladder:
    """The clocks of one severity: clinic data.

    `waits[i]` is how long rung i has to answer, `loops` how often the rungs are gone through, `nag`
    the pause between pages to the fallback after that, `ack_timeout` how long the holder may be
    silent, `max_snooze` the longest rest. No rungs at all: straight to the fallback. `wakes` is
    the hour of the morning for which all of this waits at night; None: it may ring at any hour.
    """

    waits: tuple[timedelta, ...]
    loops: int
    nag: timedelta
    ack_timeout: timedelta
    max_snooze: timedelta
    wakes: time | None = None

    def __post_init__(self) -> None:
        if self.loops < 1 or min(self.nag, self.ack_timeout, *self.waits) <= timedelta(0):
            raise ValueError(f"a ladder needs a loop or more and clocks that move on, got {self}")


# After the project's escalation table. Emergency: taken within 10 minutes, else a second person,
# else leader and clinic phone at 20, then everybody until a human has it. Same day: taken within 2
# hours, contact that day. Routine: within two days. Each clinic may set its own.
DEFAULT_LADDERS: Mapping[Severity, Ladder] = {
    Severity.EMERGENCY: Ladder(
        waits=(timedelta(minutes=10), timedelta(minutes=10), timedelta(minutes=10)),
        loops=1,
        nag=timedelta(minutes=10),
        ack_timeout=timedelta(hours=1),
        max_snooze=timedelta(0),
    ),
    Severity.SAME_DAY: Ladder(
        waits=(timedelta(hours=2), timedelta(hours=2)),
        loops=1,
        nag=timedelta(hours=2),
        ack_timeout=timedelta(hours=6),
        max_snooze=timedelta(hours=4),
        wakes=time(9),
    ),
    Severity.ROUTINE: Ladder(
        waits=(timedelta(days=1), timedelta(days=1)),
        loops=1,
        nag=timedelta(days=1),
        ack_timeout=timedelta(days=2),
        max_snooze=timedelta(days=7),
        wakes=time(6),
    ),
}


@dataclass(frozen=True, slots=True)
class PageRung:
    """Page everybody on this rung; if nobody is on call there, say so with `step_failed`."""

    step: int
    loop: int
    episode: int


@dataclass(frozen=True, slots=True)
class PageFallback:
    """The rungs are used up: page the clinic's group and the operator, for the `nag`th time."""

    nag: int
    episode: int


class Then(StrEnum):
    """What else must happen in the transaction that stores the change."""

    CANCEL_PAGES = "cancel_pages"
    REFRESH_CARDS = "refresh_cards"
    TELL_PATIENT_TAKEN = "tell_patient_taken"


Page = PageRung | PageFallback
Effect = Page | Then


class Happened(StrEnum):
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
    state: AlertState
    effects: tuple[Effect, ...]
    event: Happened


class Reason(StrEnum):
    ALREADY_ACKED = "already_acked"
    ALREADY_RESOLVED = "already_resolved"
    STALE_EPISODE = "stale_episode"
    NOT_HOLDER = "not_holder"
    NOT_ASKED = "not_asked"
    NOT_ALLOWED = "not_allowed"


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing is written. `by` is who holds the alert; None: nobody does."""

    reason: Reason
    by: int | None = None
