"""The alert machine: every row of its table, then its promises under any history."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.domain import alerts
from bot.domain.alerts import (
    DEFAULT_POLICIES,
    AlertState,
    Change,
    EscalationPolicy,
    EventType,
    PageFallback,
    PageStep,
    RefusalReason,
    Refused,
    SideEffect,
)
from bot.domain.quiet_hours import is_quiet
from bot.domain.schedule import KOLKATA, local_time
from db.enums import AlertAction, AlertStatus, Severity

EMERGENCY, SAME_DAY, ROUTINE = Severity
TRIGGERED, ACKED, SNOOZED, RESOLVED = AlertStatus
ANITA, MEENA, RAO = 1, 2, 3
NOON = datetime(2026, 6, 1, 12, tzinfo=KOLKATA)
NIGHT = datetime(2026, 6, 1, 23, tzinfo=KOLKATA)
MORNING = datetime(2026, 6, 2, 6, tzinfo=KOLKATA)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
TWICE = EscalationPolicy((10 * MINUTE, 5 * MINUTE), 2, 7 * MINUTE, HOUR, 4 * HOUR)
QUIET_AT_NIGHT = replace(TWICE, quiet_until=time(6))
OPENING = datetime(2026, 6, 2, 9, tzinfo=KOLKATA)


def alert(status: AlertStatus, severity: Severity = SAME_DAY) -> AlertState:
    """An alert that has been through two steps in its third episode and is due in a minute."""
    return AlertState(
        severity=severity,
        status=status,
        occurrences=4,
        episode=3,
        step=2,
        loop=1,
        nags=5,
        next_action_at=None if status is RESOLVED else NOON + MINUTE,
        acked_by=ANITA if status is ACKED else None,
        version=9,
    )


def act(state, action, *, actor=MEENA, episode=3, until=None, colleague=None):
    return alerts.apply_action(
        state,
        action,
        actor=actor,
        episode=episode,
        now=NOON,
        policy=TWICE,
        until=until,
        colleague=colleague,
    )


def again(state: AlertState, **fields) -> AlertState:
    """What a new episode looks like."""
    fresh = {"status": TRIGGERED, "episode": 4, "step": 0, "loop": 0, "nags": 0, "acked_by": None}
    return replace(state, **fresh, next_action_at=NOON, version=10, **fields)


def test_a_new_alert_is_due_at_once():
    change = alerts.new_alert(SAME_DAY, NOON)
    assert change == Change(
        AlertState(SAME_DAY, TRIGGERED, 1, 1, 0, 0, 0, NOON, None, 1), (), EventType.RAISED
    )


@pytest.mark.parametrize("status", [TRIGGERED, ACKED, SNOOZED])
@pytest.mark.parametrize("severity", [SAME_DAY, ROUTINE])
def test_the_same_trouble_again_is_counted_and_pages_nobody(status, severity):
    before = alert(status)
    change = alerts.record_recurrence(before, severity, NOON)
    assert change.state == replace(before, occurrences=5, version=10)
    assert (change.effects, change.event) == ((SideEffect.REFRESH_CARDS,), EventType.RECURRED)


def test_graver_trouble_pages_earlier_but_not_from_the_start():
    before = alert(TRIGGERED)
    change = alerts.record_recurrence(before, EMERGENCY, NOON)
    worse = replace(before, severity=EMERGENCY, occurrences=5, next_action_at=NOON, version=10)
    assert (change.state, change.event) == (worse, EventType.WORSENED)


@pytest.mark.parametrize("status", [ACKED, SNOOZED])
def test_graver_trouble_wakes_an_alert_that_somebody_had(status):
    before = alert(status)
    change = alerts.record_recurrence(before, EMERGENCY, NOON)
    assert change.state == again(before, severity=EMERGENCY, occurrences=5)
    assert change.event is EventType.REALARM


def test_after_the_end_the_same_trouble_is_a_new_alert():
    refused = alerts.record_recurrence(alert(RESOLVED), EMERGENCY, NOON)
    assert refused == Refused(RefusalReason.ALREADY_RESOLVED)


def test_nothing_happens_before_it_is_due():
    for status in AlertStatus:
        assert alerts.tick(alert(status), TWICE, NOON) is None
    assert alerts.tick(alert(RESOLVED), TWICE, NOON + 100 * HOUR) is None


def test_rung_after_rung_then_again_then_the_fallback_without_end():
    state, now, told = alerts.new_alert(SAME_DAY, NOON).state, NOON, []
    for _ in range(7):
        change = alerts.tick(state, TWICE, now)
        state, now = change.state, change.state.next_action_at
        told.append((*change.effects, change.event, now - NOON))
    assert told == [
        (PageStep(0, 0, 1), EventType.ESCALATED, 10 * MINUTE),
        (PageStep(1, 0, 1), EventType.ESCALATED, 15 * MINUTE),
        (PageStep(0, 1, 1), EventType.ESCALATED, 25 * MINUTE),
        (PageStep(1, 1, 1), EventType.ESCALATED, 30 * MINUTE),
        (PageFallback(1, 1), EventType.FALLBACK, 37 * MINUTE),
        (PageFallback(2, 1), EventType.FALLBACK, 44 * MINUTE),
        (PageFallback(3, 1), EventType.FALLBACK, 51 * MINUTE),
    ]
    assert state.version == 8


def test_a_ladder_without_rungs_goes_straight_to_the_fallback():
    nobody = replace(TWICE, waits=())
    change = alerts.tick(alerts.new_alert(EMERGENCY, NOON).state, nobody, NOON)
    assert change.effects == (PageFallback(1, 1),)


def test_a_late_tick_waits_from_when_it_ran():
    change = alerts.tick(alerts.new_alert(EMERGENCY, NOON).state, TWICE, NOON + 5 * HOUR)
    assert change.state.next_action_at == NOON + 5 * HOUR + 10 * MINUTE


@pytest.mark.parametrize(("status", "event"), [(ACKED, "auto_unack"), (SNOOZED, "woke")])
def test_an_alert_that_somebody_had_comes_back_when_its_time_is_over(status, event):
    before = replace(alert(status), next_action_at=NOON)
    change = alerts.tick(before, TWICE, NOON)
    assert (change.state, change.event) == (again(before), event)


@pytest.mark.parametrize(
    ("no_one_on_call", "event"), [(False, "step_failed"), (True, "no_one_on_call")]
)
def test_a_rung_that_cannot_be_reached_hands_on_at_once(no_one_on_call, event):
    paged = alerts.tick(alerts.new_alert(SAME_DAY, NOON).state, TWICE, NOON)
    change = alerts.step_failed(
        paged.state, paged.effects[0], NOON + MINUTE, no_one_on_call=no_one_on_call
    )
    assert change.state == replace(paged.state, next_action_at=NOON + MINUTE, version=3)
    assert change.event == event
    next_page = alerts.tick(change.state, TWICE, NOON + MINUTE)
    assert next_page.effects == (PageStep(1, 0, 1),)


@pytest.mark.parametrize("page", [PageStep(0, 1, 3), PageStep(1, 0, 3), PageStep(1, 1, 2)])
def test_the_failure_of_an_earlier_rung_changes_nothing(page):
    assert alerts.step_failed(alert(TRIGGERED), page, NOON) is None


@pytest.mark.parametrize("status", [ACKED, SNOOZED, RESOLVED])
def test_a_failed_page_of_an_alert_nobody_waits_for_changes_nothing(status):
    assert alerts.step_failed(alert(status), PageStep(1, 1, 3), NOON) is None


@pytest.mark.parametrize("status", [TRIGGERED, SNOOZED])
def test_whoever_takes_it_has_it_for_a_while_and_the_pages_stop(status):
    before = alert(status)
    change = act(before, AlertAction.ACK)
    taken = {"status": ACKED, "acked_by": MEENA, "next_action_at": NOON + HOUR, "version": 10}
    assert change.state == replace(before, **taken)
    assert change.effects == (
        SideEffect.CANCEL_PAGES,
        SideEffect.REFRESH_CARDS,
        SideEffect.TELL_PATIENT_TAKEN,
    )
    assert change.event is EventType.ACKED


@pytest.mark.parametrize("actor", [ANITA, MEENA])
@pytest.mark.parametrize("episode", [None, 2, 3])
def test_what_is_taken_is_not_taken_again(actor, episode):
    refused = act(alert(ACKED), AlertAction.ACK, actor=actor, episode=episode)
    assert refused == Refused(RefusalReason.ALREADY_ACKED, ANITA)


@pytest.mark.parametrize("action", AlertAction)
def test_the_end_is_the_end(action):
    refused = act(alert(RESOLVED), action, until=NOON + HOUR)
    assert refused == Refused(RefusalReason.ALREADY_RESOLVED)


@pytest.mark.parametrize(
    ("action", "event"), [(AlertAction.EXTEND, "extended"), (AlertAction.NOTE, "noted")]
)
def test_only_the_holder_asks_for_time(action, event):
    before = alert(ACKED)
    change = act(before, action, actor=ANITA)
    assert change.state == replace(before, next_action_at=NOON + HOUR, version=10)
    assert (change.effects, change.event) == ((SideEffect.REFRESH_CARDS,), event)
    assert act(before, action, actor=MEENA) == Refused(RefusalReason.NOT_HOLDER, ANITA)


def test_what_is_given_back_starts_from_the_first_rung():
    change = act(alert(ACKED), AlertAction.UNACK, actor=MEENA)
    assert (change.state, change.event) == (again(alert(ACKED)), EventType.UNACKED)


@pytest.mark.parametrize("status", [TRIGGERED, ACKED])
def test_an_alert_may_rest_for_a_limited_time(status):
    before, until = alert(status), NOON + 4 * HOUR
    change = act(before, AlertAction.SNOOZE, until=until)
    resting = replace(before, status=SNOOZED, next_action_at=until, acked_by=None, version=10)
    assert change.state == resting
    assert change.effects == (SideEffect.CANCEL_PAGES, SideEffect.REFRESH_CARDS)
    assert change.event is EventType.SNOOZED


@pytest.mark.parametrize("until", [None, NOON - MINUTE, NOON, NOON + 4 * HOUR + MINUTE])
def test_an_alert_rests_neither_in_the_past_nor_too_long(until):
    refused = act(alert(ACKED), AlertAction.SNOOZE, until=until)
    assert refused == Refused(RefusalReason.NOT_ALLOWED, ANITA)


@pytest.mark.parametrize("status", [TRIGGERED, ACKED])
def test_an_emergency_never_rests(status):
    refused = act(alert(status, EMERGENCY), AlertAction.SNOOZE, until=NOON + MINUTE)
    assert refused.reason is RefusalReason.NOT_ALLOWED


def test_a_resting_alert_can_be_woken():
    change = act(alert(SNOOZED), AlertAction.UNSNOOZE)
    assert (change.state, change.event) == (again(alert(SNOOZED)), EventType.UNSNOOZED)


@pytest.mark.parametrize("status", [TRIGGERED, ACKED, SNOOZED])
def test_a_cleared_cause_leaves_the_alert_open(status):
    change = alerts.source_cleared(alert(status))
    assert change.state == replace(alert(status), version=10)
    assert change.event is EventType.SOURCE_CLEARED
    assert alerts.source_cleared(alert(RESOLVED)) == Refused(RefusalReason.ALREADY_RESOLVED)


@pytest.mark.parametrize("status", [TRIGGERED, ACKED, SNOOZED])
def test_a_call_that_reached_nobody_changes_no_clock(status):
    before = alert(status)
    change = act(before, AlertAction.NOT_REACHED)
    assert change.state == replace(before, version=10)
    assert (change.effects, change.event) == ((SideEffect.REFRESH_CARDS,), EventType.NOT_REACHED)


def test_a_call_that_reached_the_person_gives_time_to_whoever_has_it():
    before = alert(ACKED)
    assert act(before, AlertAction.REACHED, actor=MEENA).state == replace(before, version=10)
    change = act(before, AlertAction.REACHED, actor=ANITA)
    assert change.state == replace(before, next_action_at=NOON + HOUR, version=10)
    waiting = act(alert(TRIGGERED), AlertAction.REACHED)
    assert waiting.state == replace(alert(TRIGGERED), version=10)
    assert waiting.event is EventType.REACHED


def test_a_hand_over_stays_with_the_giver_until_it_is_accepted():
    offered = act(alert(ACKED), AlertAction.HAND_OVER, actor=ANITA, colleague=MEENA)
    assert offered.state == replace(alert(ACKED), offered_to=MEENA, version=10)
    assert offered.event is EventType.OFFERED
    refused = act(offered.state, AlertAction.ACCEPT, actor=RAO)
    assert refused == Refused(RefusalReason.NOT_ASKED, ANITA)
    taken = act(offered.state, AlertAction.ACCEPT, actor=MEENA)
    mine = {"acked_by": MEENA, "offered_to": None, "next_action_at": NOON + HOUR, "version": 11}
    assert taken.state == replace(offered.state, **mine)
    assert taken.effects == (SideEffect.REFRESH_CARDS, SideEffect.TELL_PATIENT_TAKEN)
    assert act(taken.state, AlertAction.ACCEPT, actor=MEENA).reason is RefusalReason.NOT_ASKED


def test_a_hand_over_that_is_declined_leaves_all_as_it_was():
    offered = act(alert(ACKED), AlertAction.HAND_OVER, actor=ANITA, colleague=MEENA).state
    declined = act(offered, AlertAction.DECLINE, actor=MEENA)
    assert declined.state == replace(alert(ACKED), version=11)
    assert declined.event is EventType.DECLINED


@pytest.mark.parametrize(("actor", "to", "why"), [(MEENA, RAO, "not_holder"), (ANITA, None, "not_allowed"), (ANITA, ANITA, "not_allowed")])  # fmt: skip  # noqa: E501
def test_only_the_holder_hands_over_and_to_somebody_else(actor, to, why):
    assert act(alert(ACKED), AlertAction.HAND_OVER, actor=actor, colleague=to).reason == why


@pytest.mark.parametrize("action", [AlertAction.RESOLVE, AlertAction.UNACK, AlertAction.SNOOZE])
def test_an_offer_ends_when_the_holder_lets_go(action):
    offered = act(alert(ACKED), AlertAction.HAND_OVER, actor=ANITA, colleague=MEENA).state
    gone = act(offered, action, actor=ANITA, until=NOON + HOUR).state
    assert gone.offered_to is None
    kept = act(offered, AlertAction.EXTEND, actor=ANITA).state
    assert kept.offered_to == MEENA
    fallen_silent = alerts.tick(offered, TWICE, offered.next_action_at).state
    assert (fallen_silent.status, fallen_silent.offered_to) == (TRIGGERED, None)


def test_words_between_clinic_and_person_are_kept_until_it_is_closed():
    change = alerts.record_message(alert(SNOOZED), EventType.ANSWERED)
    assert change.state == replace(alert(SNOOZED), version=10)
    assert alerts.record_message(alert(RESOLVED), EventType.SPOKE) is None


@pytest.mark.parametrize("status", [TRIGGERED, ACKED, SNOOZED])
def test_any_open_alert_can_be_closed(status):
    before = alert(status)
    change = act(before, AlertAction.RESOLVE)
    closed = {"status": RESOLVED, "next_action_at": None, "acked_by": None, "version": 10}
    assert change.state == replace(before, **closed)
    assert change.effects == (SideEffect.CANCEL_PAGES, SideEffect.REFRESH_CARDS)
    assert change.event is EventType.RESOLVED


@pytest.mark.parametrize(
    ("status", "action"),
    [
        (TRIGGERED, AlertAction.UNACK),
        (TRIGGERED, AlertAction.EXTEND),
        (TRIGGERED, AlertAction.NOTE),
        (TRIGGERED, AlertAction.UNSNOOZE),
        (ACKED, AlertAction.UNSNOOZE),
        (SNOOZED, AlertAction.UNACK),
        (SNOOZED, AlertAction.EXTEND),
        (SNOOZED, AlertAction.NOTE),
        (SNOOZED, AlertAction.SNOOZE),
        (TRIGGERED, AlertAction.HAND_OVER),
        (SNOOZED, AlertAction.ACCEPT),
        (TRIGGERED, AlertAction.DECLINE),
    ],
)
def test_what_the_table_does_not_have_is_refused(status, action):
    assert act(alert(status), action, until=NOON + HOUR).reason is RefusalReason.NOT_ALLOWED


@pytest.mark.parametrize("action", [AlertAction.ACK, AlertAction.RESOLVE, AlertAction.SNOOZE])
def test_a_button_from_before_it_was_raised_again_does_nothing(action):
    first = alerts.new_alert(SAME_DAY, NOON).state
    taken = act(first, AlertAction.ACK, actor=ANITA, episode=1).state
    raised_again = alerts.record_recurrence(taken, EMERGENCY, NOON).state
    refused = act(raised_again, action, episode=1, until=NOON + HOUR)
    assert refused == Refused(RefusalReason.STALE_EPISODE)
    assert act(raised_again, AlertAction.ACK, episode=2).state.acked_by == MEENA


def test_an_emergency_alone_rings_at_night():
    assert alerts.new_alert(ROUTINE, NIGHT).state.next_action_at == MORNING
    assert alerts.new_alert(SAME_DAY, NIGHT).state.next_action_at == OPENING
    assert alerts.new_alert(EMERGENCY, NIGHT).state.next_action_at == NIGHT


def test_what_must_be_seen_today_rings_at_night_where_the_ladder_says_so():
    rings = replace(DEFAULT_POLICIES[SAME_DAY], quiet_until=None)
    asleep = alerts.new_alert(SAME_DAY, NIGHT).state
    assert alerts.new_alert(SAME_DAY, NIGHT, rings).state.next_action_at == NIGHT
    later = NIGHT + HOUR
    assert alerts.record_recurrence(asleep, SAME_DAY, later, rings).state.next_action_at == later
    assert alerts.record_recurrence(asleep, SAME_DAY, later).state.next_action_at == OPENING


def test_a_second_sign_does_not_cut_short_the_time_of_whoever_was_paged():
    paged = alerts.tick(alerts.new_alert(SAME_DAY, NOON).state, TWICE, NOON).state
    again = alerts.record_recurrence(paged, SAME_DAY, NOON + MINUTE, TWICE).state
    assert again.next_action_at == NOON + 10 * MINUTE


def test_a_routine_page_overdue_at_night_is_put_off_until_morning():
    due = alerts.new_alert(ROUTINE, NOON).state
    change = alerts.tick(due, QUIET_AT_NIGHT, NIGHT)
    assert change.state == replace(due, next_action_at=MORNING, version=2)
    assert (change.effects, change.event) == ((), EventType.POSTPONED)
    assert alerts.tick(change.state, QUIET_AT_NIGHT, MORNING).effects == (PageStep(0, 0, 1),)


def test_trouble_that_becomes_an_emergency_at_night_does_not_wait():
    asleep = alerts.new_alert(ROUTINE, NIGHT).state
    assert alerts.record_recurrence(asleep, EMERGENCY, NIGHT).state.next_action_at == NIGHT


def test_a_page_is_wanted_only_while_its_episode_waits_for_somebody():
    assert alerts.page_wanted(alert(TRIGGERED), 3)
    assert not alerts.page_wanted(alert(TRIGGERED), 2)
    for status in [ACKED, SNOOZED, RESOLVED]:
        assert not alerts.page_wanted(alert(status), 3)


def test_an_emergency_reaches_leader_and_clinic_phone_at_twenty_minutes():
    policy = DEFAULT_POLICIES[EMERGENCY]
    state, now, pages = alerts.new_alert(EMERGENCY, NIGHT).state, NIGHT, []
    for _ in range(5):
        change = alerts.tick(state, policy, now)
        pages.append((change.effects[0], now - NIGHT))
        state, now = change.state, change.state.next_action_at
    assert pages == [
        (PageStep(0, 0, 1), 0 * MINUTE),
        (PageStep(1, 0, 1), 10 * MINUTE),
        (PageStep(2, 0, 1), 20 * MINUTE),
        (PageFallback(1, 1), 30 * MINUTE),
        (PageFallback(2, 1), 40 * MINUTE),
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"loops": 0},
        {"nag": 0 * MINUTE},
        {"ack_timeout": 0 * MINUTE},
        {"waits": (MINUTE, 0 * MINUTE)},
    ],
)
def test_a_ladder_whose_clock_stands_still_is_refused(wrong):
    with pytest.raises(ValueError, match="policy"):
        replace(TWICE, **wrong)


POLICIES = [TWICE, replace(TWICE, waits=(), loops=3), *DEFAULT_POLICIES.values()]
STATUS_AFTER = {
    **dict.fromkeys(["raised", "realarm", "unacked", "auto_unack", "unsnoozed", "woke"], TRIGGERED),
    "acked": ACKED,
    "snoozed": SNOOZED,
    "resolved": RESOLVED,
}
COUNTED = {"raised", "recurred", "worsened", "realarm"}
NEW_EPISODE = {"raised", "realarm", "unacked", "auto_unack", "unsnoozed", "woke"}


class AnyHistory(RuleBasedStateMachine):
    """One alert, a clock that only we move, and staff who press whatever they find."""

    @initialize(severity=st.sampled_from(Severity), policy=st.sampled_from(POLICIES))
    def somebody_is_in_trouble(self, severity, policy):
        self.policy, self.now = policy, NOON
        self.events, self.times, self.pages, self.keys = [], [], [], set()
        self.raises, self.gravest = 1, severity
        self.take(alerts.new_alert(severity, self.now, self.policy))

    def take(self, change: Change) -> None:
        self.state = change.state
        self.events.append(change.event)
        self.times.append(self.now)
        if change.event in NEW_EPISODE:
            assert (self.state.step, self.state.loop, self.state.nags) == (0, 0, 0)
        for page in change.effects:
            if isinstance(page, PageStep | PageFallback):
                key = alerts.page_key(7, page, ANITA)
                assert key not in self.keys, "the same page twice would be sent once"
                self.keys.add(key)
                self.pages.append(page)
                assert alerts.page_wanted(self.state, page.episode)

    @rule(minutes=st.sampled_from([0, 1, 9, 10, 60, 700, 3000]))
    def time_passes(self, minutes):
        self.now += timedelta(minutes=minutes)

    @rule()
    def the_clock_ticks(self):
        if change := alerts.tick(self.state, self.policy, self.now):
            self.take(change)

    @precondition(lambda self: self.state.next_action_at)
    @rule()
    def the_clock_ticks_when_due(self):
        self.now = max(self.now, self.state.next_action_at)
        self.take(alerts.tick(self.state, self.policy, self.now))

    @rule(severity=st.sampled_from(Severity))
    def it_happens_again(self, severity):
        change = alerts.record_recurrence(self.state, severity, self.now, self.policy)
        if isinstance(change, Change):
            self.raises += 1
            self.gravest = max(self.gravest, severity, key=lambda s: s.rank)
            self.take(change)

    @precondition(lambda self: self.pages)
    @rule(which=st.integers(0, 100), nobody=st.booleans())
    def a_page_fails(self, which, nobody):
        page = self.pages[-1 - which % len(self.pages)]
        if isinstance(page, PageStep) and (
            change := alerts.step_failed(
                self.state, page, self.now, self.policy, no_one_on_call=nobody
            )
        ):
            self.take(change)

    @rule()
    def the_cause_goes_away(self):
        if isinstance(change := alerts.source_cleared(self.state), Change):
            self.take(change)

    def press(self, action, actor, episode, rest):
        return alerts.apply_action(
            self.state,
            action,
            actor=actor,
            episode=episode,
            now=self.now,
            policy=self.policy,
            until=self.now + timedelta(minutes=rest),
            colleague=MEENA if actor == ANITA else ANITA,
        )

    @rule(
        action=st.sampled_from(AlertAction),
        actor=st.sampled_from([ANITA, MEENA]),
        by_button=st.booleans(),
        rest=st.integers(-10, 300),
    )
    def somebody_acts(self, action, actor, by_button, rest):
        episode = self.state.episode if by_button else None
        change = self.press(action, actor, episode, rest)
        if isinstance(change, Refused):
            return
        assert self.state.status is not RESOLVED
        self.take(change)
        if action in (AlertAction.ACK, AlertAction.RESOLVE):
            for other in (ANITA, MEENA):
                assert isinstance(self.press(action, other, episode, rest), Refused)

    @precondition(lambda self: self.state.episode > 1)
    @rule(action=st.sampled_from(AlertAction), older=st.integers(1, 100))
    def somebody_presses_an_old_button(self, action, older):
        episode = 1 + older % (self.state.episode - 1)
        assert isinstance(self.press(action, ANITA, episode, 1), Refused)

    @invariant()
    def it_is_open_exactly_while_something_is_due(self):
        assert (self.state.status is RESOLVED) == (self.state.next_action_at is None)
        assert (self.state.status is ACKED) == (self.state.acked_by is not None)
        if self.state.offered_to is not None:
            assert self.state.acked_by not in (None, self.state.offered_to)

    @invariant()
    def its_events_tell_its_whole_story(self):
        statuses = [STATUS_AFTER[event] for event in self.events if event in STATUS_AFTER]
        assert self.state.status is statuses[-1]
        assert self.state.occurrences == sum(event in COUNTED for event in self.events)
        assert self.state.episode == sum(event in NEW_EPISODE for event in self.events)
        assert self.state.version == len(self.events)
        assert self.times == sorted(self.times)
        assert "resolved" not in self.events[:-1]

    @invariant()
    def every_cry_is_counted_and_it_never_gets_less_grave(self):
        assert self.state.occurrences == self.raises
        assert self.state.severity is self.gravest

    @invariant()
    def while_nobody_has_it_somebody_is_paged_soon(self):
        if self.state.status is not TRIGGERED:
            return
        longest = max(self.policy.nag, *self.policy.waits, timedelta(0))
        night = timedelta(hours=12 if self.policy.quiet_until else 0)
        assert self.state.next_action_at <= self.times[-1] + longest + night
        due = max(self.now, self.state.next_action_at)
        change = alerts.tick(self.state, self.policy, due)
        if change.event is EventType.POSTPONED:
            assert self.policy.quiet_until is not None
            assert is_quiet(due) or local_time(due) < self.policy.quiet_until
            change = alerts.tick(change.state, self.policy, change.state.next_action_at)
        assert isinstance(change.effects[0], PageStep | PageFallback)


AnyHistory.TestCase.settings = settings(deadline=None, max_examples=150, stateful_step_count=40)
TestAnyHistory = AnyHistory.TestCase
