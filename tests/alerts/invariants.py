"""What must be true of alerts and messages after any history; each check names its invariant."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from db.enums import AlertStatus, OutboxStatus, Severity
from db.models import Alert, AlertEvent, Attempt, Outbox, Slot

AGAIN = {"realarm", "unacked", "auto_unack", "unsnoozed", "woke"}
SAID = {"raised", "recurred", "worsened", "realarm"}
LONGEST_SILENCE = {
    Severity.EMERGENCY: timedelta(minutes=10),
    Severity.SAME_DAY: timedelta(days=1),
    Severity.ROUTINE: timedelta(days=4),
}
"""Nights and closed days put off what is no emergency."""
OVER = frozenset(OutboxStatus) - {OutboxStatus.PENDING, OutboxStatus.SENDING}


def one_open_alert_for_each_trouble(alerts: Sequence[Alert]) -> None:
    keys = [alert.dedup_key for alert in alerts if alert.status != AlertStatus.RESOLVED]
    assert len(keys) == len(set(keys)), "I1"


def told_by_its_events(alert: Alert, events: Sequence[AlertEvent]) -> None:
    assert (alert.status == "resolved") == (alert.next_action_at is None), "I2"
    assert (alert.status == "acked") == (alert.acked_by is not None), "I2"
    assert [one.sequence for one in events] == list(range(1, alert.version + 1)), "I3"
    assert [one.at for one in events] == sorted(one.at for one in events), "I3"
    types = [one.type for one in events]
    assert types[0] == "raised", "I3"
    assert alert.episode == 1 + sum(kind in AGAIN for kind in types) == events[-1].episode, "I3"
    assert ("resolved" in types) == (types[-1] == "resolved") == (alert.status == "resolved"), "I4"
    assert alert.occurrences == sum(kind in SAID for kind in types), "I10"
    before = None
    for one in events:
        assert one.from_status == before, "I3"
        before = one.to_status
    assert before == alert.status, "I3"


def paged_as_it_should_be(alert: Alert, pages: Sequence[Outbox], now: datetime) -> None:
    waiting = alert.status == AlertStatus.TRIGGERED
    for page in pages:
        if page.status == OutboxStatus.PENDING and page.episode is not None:
            assert waiting, "I5"
            assert page.episode == alert.episode, "I5"
    if not waiting:
        return
    assert alert.next_action_at is not None, "I2"
    assert alert.next_action_at - now <= LONGEST_SILENCE[Severity(alert.severity)], "I7"
    if alert.severity == Severity.EMERGENCY:
        assert any(page.episode == alert.episode for page in pages), "I7"


def never_less_grave(alert: Alert, known: dict[int, int]) -> None:
    rank = Severity(alert.severity).rank
    assert rank >= known.get(alert.id, rank), "I10"
    known[alert.id] = rank


def what_is_over_stays_over(
    messages: Sequence[Outbox], known: dict[int, tuple[object, ...]]
) -> None:
    for row in messages:
        if row.status in OVER:
            fate = (row.status, row.done_at, row.sent_message_id)
            assert known.setdefault(row.id, fate) == fate, "I6"


def one_in_flight_for_each_reader(messages: Sequence[Outbox]) -> None:
    flying = [(m.dest_kind, m.dest_id) for m in messages if m.status == OutboxStatus.SENDING]
    assert len(flying) == len(set(flying)), "I11"


def nothing_written_twice(messages: Sequence[Outbox], slots: Sequence[Slot]) -> None:
    keys = [row.dedup_key for row in messages if row.dedup_key]
    assert len(keys) == len(set(keys)), "I15"
    due = [(slot.job, slot.scope, slot.due_at) for slot in slots]
    assert len(due) == len(set(due)), "I13"


def every_end_has_a_reason(messages: Sequence[Outbox], attempts: Sequence[Attempt]) -> None:
    tried = {attempt.outbox_id for attempt in attempts}
    sent = {attempt.outbox_id for attempt in attempts if attempt.outcome == "sent"}
    for row in messages:
        if row.status in OVER:
            assert row.id in tried or row.last_code is not None, "I14"
        if row.status == OutboxStatus.SENT:
            assert row.id in sent, "I6"


def nothing_is_left(messages: Sequence[Outbox]) -> None:
    left = [(m.id, m.status, m.last_code) for m in messages if m.status not in OVER]
    assert left == [], "I6"
