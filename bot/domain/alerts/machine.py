"""The life of an alert, as pure functions: who is paged next, and what staff may do about it.

    from               event                             to         next action, and what else
    -                  raised                            triggered  now
    triggered          recurred, not graver              same       unchanged; no new page
    triggered          worsened (graver)                 triggered  now; the step is kept
    acked, snoozed     recurred, not graver              same       unchanged
    acked, snoozed     realarm (graver)                  triggered  now; new episode
    triggered          escalated (due, a step is left)   triggered  + wait of that step; page it
    triggered          fallback (due, no step is left)   triggered  + nag; page the fallback
    triggered          step_failed, no_one_on_call       triggered  now
    triggered, snoozed ack                               acked      + ack_timeout; cancel pages
    acked              extend, note, by the holder       acked      + ack_timeout
    acked              unack, auto_unack (due)           triggered  now; new episode
    acked              offered, by the holder            acked      unchanged; the holder keeps it
    acked              accepted, by the colleague asked  acked      + ack_timeout; a new holder
    acked              declined, by the colleague asked  acked      unchanged
    any open           reached                           same       + ack_timeout for the holder
    any open           not_reached, spoke, answered      same       unchanged
    triggered, acked   snooze, not an emergency          snoozed    `until`; cancel pages
    snoozed            unsnooze, woke (due)              triggered  now; new episode
    any open           source_cleared                    same       unchanged: a human closes it
    any open           resolve                           resolved   none, for ever; cancel pages

A new episode starts again at the first step of the escalation policy, and buttons of older
episodes no longer work. A page that must not ring at night is `postponed` until the morning hour
that the policy names.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.domain.alerts.action_rules import ACTION_RULES, ActionRule
from bot.domain.alerts.state import (
    DEFAULT_POLICIES,
    AlertState,
    Change,
    Effect,
    EscalationPolicy,
    EventType,
    Page,
    PageFallback,
    PageStep,
    RefusalReason,
    Refused,
    SideEffect,
)
from bot.domain.quiet_hours import after_night
from db.enums import AlertAction, AlertStatus, Severity


def new_alert(severity: Severity, now: datetime, policy: EscalationPolicy | None = None) -> Change:
    """A new alert, due at the next tick. `policy` defaults to the one in DEFAULT_POLICIES."""
    state = AlertState(
        severity=severity,
        status=AlertStatus.TRIGGERED,
        occurrences=1,
        episode=1,
        step=0,
        loop=0,
        nags=0,
        next_action_at=_after_night(policy or DEFAULT_POLICIES[severity], now),
        acked_by=None,
        version=1,
    )
    return Change(state, (), EventType.RAISED)


def record_recurrence(
    state: AlertState, severity: Severity, now: datetime, policy: EscalationPolicy | None = None
) -> Change | Refused:
    """The same trouble again, perhaps graver. Refused once it is resolved: that is a new alert.

    `policy` is the one for the graver of the two severities, by default from DEFAULT_POLICIES.
    """
    if state.status is AlertStatus.RESOLVED:
        return Refused(RefusalReason.ALREADY_RESOLVED)
    gravest = max(severity, state.severity, key=lambda given: given.rank)
    policy = policy or DEFAULT_POLICIES[gravest]
    more = replace(state, occurrences=state.occurrences + 1)
    if severity.rank <= state.severity.rank:
        return _change(
            more,
            EventType.RECURRED,
            SideEffect.REFRESH_CARDS,
            **_earlier_first_page(state, policy, now),
        )
    graver = replace(more, severity=severity)
    if state.status is not AlertStatus.TRIGGERED:
        return _new_episode(graver, EventType.REALARM, policy, now)
    soon = _after_night(policy, now)
    return _change(graver, EventType.WORSENED, SideEffect.REFRESH_CARDS, next_action_at=soon)


def tick(state: AlertState, policy: EscalationPolicy, now: datetime) -> Change | None:
    """What the clock changes in an alert; None if nothing is due."""
    if state.next_action_at is None or now < state.next_action_at:
        return None
    if (morning := _after_night(policy, now)) > now:
        return _change(state, EventType.POSTPONED, next_action_at=morning)
    if state.status is AlertStatus.ACKED:
        return _new_episode(state, EventType.AUTO_UNACK, policy, now)
    if state.status is AlertStatus.SNOOZED:
        return _new_episode(state, EventType.WOKE, policy, now)
    return _escalate(state, policy, now)


def step_failed(
    state: AlertState,
    page: PageStep,
    now: datetime,
    policy: EscalationPolicy | None = None,
    *,
    no_one_on_call: bool = False,
) -> Change | None:
    """No page of a step can reach anybody: the next step is due now, without the wait.

    None if the alert is no longer waiting for that step, so that its failure changes nothing.
    """
    waited_for = PageStep(state.step - 1, state.loop, state.episode)
    if state.status is not AlertStatus.TRIGGERED or page != waited_for:
        return None
    event = EventType.NO_ONE_ON_CALL if no_one_on_call else EventType.STEP_FAILED
    policy = policy or DEFAULT_POLICIES[state.severity]
    return _change(state, event, next_action_at=_after_night(policy, now))


def source_cleared(state: AlertState) -> Change | Refused:
    """The cause is gone, for example a count was corrected. Only a human closes the alert."""
    if state.status is AlertStatus.RESOLVED:
        return Refused(RefusalReason.ALREADY_RESOLVED)
    return _change(state, EventType.SOURCE_CLEARED, SideEffect.REFRESH_CARDS)


def record_message(state: AlertState, event: EventType) -> Change | None:
    """The clinic wrote to the person (`SPOKE`) or they `ANSWERED`; None if it is resolved."""
    return None if state.status is AlertStatus.RESOLVED else _change(state, event)


def apply_action(
    state: AlertState,
    action: AlertAction,
    *,
    actor: int,
    episode: int | None,
    now: datetime,
    policy: EscalationPolicy,
    until: datetime | None = None,
    colleague: int | None = None,
) -> Change | Refused:
    """An action of one of the staff, by button, by command line or by the clinic's program.

    `episode` is the one on the button, None to act on the alert as it is now. `until` is for a
    snooze, later than `now` by at most the policy's `max_snooze`. `colleague` is for a handover.
    """
    rule = ACTION_RULES[action]
    if reason := _refusal(state, action, rule, actor, episode):
        return Refused(reason, state.acked_by)
    if rule.to_status is None:
        return _without_status_change(state, action, rule, actor, now, policy, colleague)
    if rule.to_status is AlertStatus.TRIGGERED:
        return _new_episode(state, rule.event, policy, now)
    holder, due = None, None
    if rule.to_status is AlertStatus.ACKED:
        holder, due = actor, now + policy.ack_timeout
    if rule.to_status is AlertStatus.SNOOZED:
        if until is None or not now < until <= now + policy.max_snooze:
            return Refused(RefusalReason.NOT_ALLOWED, state.acked_by)
        due = until
    changed = replace(
        state,
        status=rule.to_status,
        acked_by=holder,
        next_action_at=due and _after_night(policy, due),
        offered_to=state.offered_to if rule.holder_only else None,
    )
    return _change(changed, rule.event, *rule.effects)


def page_wanted(state: AlertState, episode: int) -> bool:
    """Whether a page of this episode may still be sent."""
    return state.status is AlertStatus.TRIGGERED and state.episode == episode


def page_key(alert_id: int, page: Page, recipient: int) -> str:
    """The dedup key of a page to one recipient, so that it cannot be written twice."""
    if isinstance(page, PageFallback):
        return f"alert:{alert_id}:{page.episode}:nag:{page.nag}:{recipient}"
    return f"alert:{alert_id}:{page.episode}:{page.loop}:{page.step}:{recipient}"


def _refusal(
    state: AlertState, action: AlertAction, rule: ActionRule, actor: int, episode: int | None
) -> RefusalReason | None:
    if state.status is AlertStatus.RESOLVED:
        return RefusalReason.ALREADY_RESOLVED
    if action is AlertAction.ACK and state.status is AlertStatus.ACKED:
        return RefusalReason.ALREADY_ACKED
    # Whoever presses an old button has not seen why the alert was raised again.
    if episode is not None and episode != state.episode:
        return RefusalReason.STALE_EPISODE
    if state.status not in rule.from_statuses:
        return RefusalReason.NOT_ALLOWED
    if action is AlertAction.SNOOZE and state.severity is Severity.EMERGENCY:
        return RefusalReason.NOT_ALLOWED
    if rule.holder_only and actor != state.acked_by:
        return RefusalReason.NOT_HOLDER
    if rule.offered_to_only and actor != state.offered_to:
        return RefusalReason.NOT_ASKED
    return None


def _without_status_change(
    state: AlertState,
    action: AlertAction,
    rule: ActionRule,
    actor: int,
    now: datetime,
    policy: EscalationPolicy,
    colleague: int | None,
) -> Change | Refused:
    """Actions that keep the status: recorded calls and the steps of a handover."""
    changed = state
    if action is AlertAction.HAND_OVER:
        if colleague is None or colleague == actor:
            return Refused(RefusalReason.NOT_ALLOWED, state.acked_by)
        changed = replace(state, offered_to=colleague)
    if action in (AlertAction.ACCEPT, AlertAction.DECLINE):
        changed = replace(state, offered_to=None)
    if action is AlertAction.ACCEPT:
        changed = replace(changed, acked_by=actor)
    shows_activity = action in (AlertAction.ACCEPT, AlertAction.REACHED)
    if shows_activity and changed.acked_by == actor:
        changed = replace(changed, next_action_at=_after_night(policy, now + policy.ack_timeout))
    return _change(changed, rule.event, *rule.effects)


def _escalate(state: AlertState, policy: EscalationPolicy, now: datetime) -> Change:
    loop, step = state.loop, state.step
    if step >= len(policy.waits) and loop + 1 < policy.loops:
        loop, step = loop + 1, 0
    if step < len(policy.waits):
        page = PageStep(step, loop, state.episode)
        due = _after_night(policy, now + policy.waits[step])
        return _change(
            state, EventType.ESCALATED, page, loop=loop, step=step + 1, next_action_at=due
        )
    nag = PageFallback(state.nags + 1, state.episode)
    due = _after_night(policy, now + policy.nag)
    return _change(state, EventType.FALLBACK, nag, nags=nag.nag, next_action_at=due)


def _new_episode(
    state: AlertState, event: EventType, policy: EscalationPolicy, now: datetime
) -> Change:
    fresh = replace(
        state,
        status=AlertStatus.TRIGGERED,
        episode=state.episode + 1,
        step=0,
        loop=0,
        nags=0,
        next_action_at=_after_night(policy, now),
        acked_by=None,
        offered_to=None,
    )
    return _change(fresh, event, SideEffect.REFRESH_CARDS)


def _change(state: AlertState, event: EventType, *effects: Effect, **fields: Any) -> Change:
    return Change(replace(state, version=state.version + 1, **fields), effects, event)


def _earlier_first_page(
    state: AlertState, policy: EscalationPolicy, now: datetime
) -> dict[str, datetime]:
    """A first page that waits for the morning is due at once if it may now ring at night."""
    due = state.next_action_at
    waits = state.status is AlertStatus.TRIGGERED and state.step == 0
    if not waits or due is None or (soon := _after_night(policy, now)) >= due:
        return {}
    return {"next_action_at": soon}


def _after_night(policy: EscalationPolicy, at: datetime) -> datetime:
    return at if policy.quiet_until is None else after_night(at, policy.quiet_until)
