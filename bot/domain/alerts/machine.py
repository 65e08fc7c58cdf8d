"""The life of an alert, as pure functions: who is told next, and what people may do about it.

    from               event                             to         next action, and what else
    -                  raised                            triggered  now
    triggered          recurred, not graver              same       unchanged; no new page
    triggered          worsened (graver)                 triggered  now; the step is kept
    acked, snoozed     recurred, not graver              same       unchanged
    acked, snoozed     realarm (graver)                  triggered  now; new episode
    triggered          escalated (due, a rung is left)   triggered  + wait of that rung; page it
    triggered          fallback (due, no rung is left)   triggered  + nag; page the fallback
    triggered          step_failed, no_one_on_call       triggered  now
    triggered, snoozed ack                               acked      + ack_timeout; cancel pages
    acked              extend, note, by the holder       acked      + ack_timeout
    acked              unack, auto_unack (due)           triggered  now; new episode
    acked              offered, by the holder            acked      unchanged: it stays with them
    acked              accepted, by whoever was asked    acked      + ack_timeout; a new holder
    acked              declined, by whoever was asked    acked      unchanged
    any open           reached                           same       + ack_timeout for the holder
    any open           not_reached, spoke, answered      same       unchanged
    triggered, acked   snooze, not an emergency          snoozed    `until`; cancel pages
    snoozed            unsnooze, woke (due)              triggered  now; new episode
    any open           source_cleared                    same       unchanged: a human closes it
    any open           resolve                           resolved   none, for ever; cancel pages

A new episode starts the ladder from its first rung, and buttons of older episodes no longer work.
What must not ring at night waits for the morning (`postponed`): the ladder says until when.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.domain.alerts.moves import MOVES, Move
from bot.domain.alerts.state import (
    DEFAULT_LADDERS,
    AlertState,
    Change,
    Effect,
    Happened,
    Ladder,
    Page,
    PageFallback,
    PageRung,
    Reason,
    Refused,
    Then,
)
from bot.domain.schedule import after_night
from db.enums import AlertAction, AlertStatus, Severity


def raised(severity: Severity, now: datetime, ladder: Ladder | None = None) -> Change:
    """A new alert. Its first page goes out at the next tick. No ladder: the default one."""
    state = AlertState(
        severity=severity,
        status=AlertStatus.TRIGGERED,
        occurrences=1,
        episode=1,
        step=0,
        loop=0,
        nags=0,
        next_action_at=_rested(ladder or DEFAULT_LADDERS[severity], now),
        acked_by=None,
        version=1,
    )
    return Change(state, (), Happened.RAISED)


def recurred(
    state: AlertState, severity: Severity, now: datetime, ladder: Ladder | None = None
) -> Change | Refused:
    """The same trouble again, perhaps graver. Refused once resolved: that is a new alert.

    `ladder` is that of the graver of both severities; None: the default one.
    """
    if state.status is AlertStatus.RESOLVED:
        return Refused(Reason.ALREADY_RESOLVED)
    gravest = max(severity, state.severity, key=lambda one: one.rank)
    ladder = ladder or DEFAULT_LADDERS[gravest]
    more = replace(state, occurrences=state.occurrences + 1)
    if severity.rank <= state.severity.rank:
        return _change(more, Happened.RECURRED, Then.REFRESH_CARDS, **_sooner(state, ladder, now))
    graver = replace(more, severity=severity)
    if state.status is not AlertStatus.TRIGGERED:
        return _again(graver, Happened.REALARM, ladder, now)
    soon = _rested(ladder, now)
    return _change(graver, Happened.WORSENED, Then.REFRESH_CARDS, next_action_at=soon)


def tick(state: AlertState, ladder: Ladder, now: datetime) -> Change | None:
    """What the clock does to an alert. None: nothing is due."""
    if state.next_action_at is None or now < state.next_action_at:
        return None
    if (morning := _rested(ladder, now)) > now:
        return _change(state, Happened.POSTPONED, next_action_at=morning)
    if state.status is AlertStatus.ACKED:
        return _again(state, Happened.AUTO_UNACK, ladder, now)
    if state.status is AlertStatus.SNOOZED:
        return _again(state, Happened.WOKE, ladder, now)
    return _escalated(state, ladder, now)


def step_failed(
    state: AlertState,
    page: PageRung,
    now: datetime,
    ladder: Ladder | None = None,
    *,
    no_one_on_call: bool = False,
) -> Change | None:
    """No page of the rung reached anybody, for good: call the next rung now, not after the wait.

    None: that rung is not the one being waited for, so its failure changes nothing any more.
    """
    waited_for = PageRung(state.step - 1, state.loop, state.episode)
    if state.status is not AlertStatus.TRIGGERED or page != waited_for:
        return None
    event = Happened.NO_ONE_ON_CALL if no_one_on_call else Happened.STEP_FAILED
    ladder = ladder or DEFAULT_LADDERS[state.severity]
    return _change(state, event, next_action_at=_rested(ladder, now))


def source_cleared(state: AlertState) -> Change | Refused:
    """What raised it is gone, say a corrected count. It stays open: only a human closes it."""
    if state.status is AlertStatus.RESOLVED:
        return Refused(Reason.ALREADY_RESOLVED)
    return _change(state, Happened.SOURCE_CLEARED, Then.REFRESH_CARDS)


def said(state: AlertState, event: Happened) -> Change | None:
    """The clinic spoke, or the person answered. None: it is closed, and closed it stays."""
    return None if state.status is AlertStatus.RESOLVED else _change(state, event)


def act(
    state: AlertState,
    action: AlertAction,
    *,
    actor: int,
    episode: int | None,
    now: datetime,
    ladder: Ladder,
    until: datetime | None = None,
    to: int | None = None,
) -> Change | Refused:
    """What one of the staff does, by button, console or the clinic's program.

    `episode` is the one on the button; None: they act on the alert as it is now. `until` is for
    snooze only, later than `now` by at most the ladder's `max_snooze`; `to` names the colleague of
    a hand-over.
    """
    move = MOVES[action]
    if reason := _refusal(state, action, move, actor, episode):
        return Refused(reason, state.acked_by)
    if move.to is None:
        return _stays(state, action, move, actor, now, ladder, to)
    if move.to is AlertStatus.TRIGGERED:
        return _again(state, move.event, ladder, now)
    holder, due = None, None
    if move.to is AlertStatus.ACKED:
        holder, due = actor, now + ladder.ack_timeout
    if move.to is AlertStatus.SNOOZED:
        if until is None or not now < until <= now + ladder.max_snooze:
            return Refused(Reason.NOT_ALLOWED, state.acked_by)
        due = until
    changed = replace(
        state,
        status=move.to,
        acked_by=holder,
        next_action_at=due and _rested(ladder, due),
        offered_to=state.offered_to if move.holder_only else None,
    )
    return _change(changed, move.event, *move.effects)


def page_wanted(state: AlertState, episode: int) -> bool:
    """Whether a page of this episode may still start on its way."""
    return state.status is AlertStatus.TRIGGERED and state.episode == episode


def page_key(alert_id: int, page: Page, recipient: int) -> str:
    """The same for the same page to the same person, so that it cannot be written twice."""
    if isinstance(page, PageFallback):
        return f"alert:{alert_id}:{page.episode}:nag:{page.nag}:{recipient}"
    return f"alert:{alert_id}:{page.episode}:{page.loop}:{page.step}:{recipient}"


def _refusal(
    state: AlertState, action: AlertAction, move: Move, actor: int, episode: int | None
) -> Reason | None:
    if state.status is AlertStatus.RESOLVED:
        return Reason.ALREADY_RESOLVED
    if action is AlertAction.ACK and state.status is AlertStatus.ACKED:
        return Reason.ALREADY_ACKED
    # Whoever presses an old button has not seen why the alert came back.
    if episode is not None and episode != state.episode:
        return Reason.STALE_EPISODE
    if state.status not in move.origin:
        return Reason.NOT_ALLOWED
    if action is AlertAction.SNOOZE and state.severity is Severity.EMERGENCY:
        return Reason.NOT_ALLOWED
    if move.holder_only and actor != state.acked_by:
        return Reason.NOT_HOLDER
    if move.asked_only and actor != state.offered_to:
        return Reason.NOT_ASKED
    return None


def _stays(
    state: AlertState,
    action: AlertAction,
    move: Move,
    actor: int,
    now: datetime,
    ladder: Ladder,
    to: int | None,
) -> Change | Refused:
    """What is done while the alert remains what it is: calls, and the way from hand to hand."""
    changed = state
    if action is AlertAction.HAND_OVER:
        if to is None or to == actor:
            return Refused(Reason.NOT_ALLOWED, state.acked_by)
        changed = replace(state, offered_to=to)
    if action in (AlertAction.ACCEPT, AlertAction.DECLINE):
        changed = replace(state, offered_to=None)
    if action is AlertAction.ACCEPT:
        changed = replace(changed, acked_by=actor)
    alive = action in (AlertAction.ACCEPT, AlertAction.REACHED)
    if alive and changed.acked_by == actor:
        changed = replace(changed, next_action_at=_rested(ladder, now + ladder.ack_timeout))
    return _change(changed, move.event, *move.effects)


def _escalated(state: AlertState, ladder: Ladder, now: datetime) -> Change:
    loop, step = state.loop, state.step
    if step >= len(ladder.waits) and loop + 1 < ladder.loops:
        loop, step = loop + 1, 0
    if step < len(ladder.waits):
        page = PageRung(step, loop, state.episode)
        due = _rested(ladder, now + ladder.waits[step])
        return _change(
            state, Happened.ESCALATED, page, loop=loop, step=step + 1, next_action_at=due
        )
    nag = PageFallback(state.nags + 1, state.episode)
    due = _rested(ladder, now + ladder.nag)
    return _change(state, Happened.FALLBACK, nag, nags=nag.nag, next_action_at=due)


def _again(state: AlertState, event: Happened, ladder: Ladder, now: datetime) -> Change:
    fresh = replace(
        state,
        status=AlertStatus.TRIGGERED,
        episode=state.episode + 1,
        step=0,
        loop=0,
        nags=0,
        next_action_at=_rested(ladder, now),
        acked_by=None,
        offered_to=None,
    )
    return _change(fresh, event, Then.REFRESH_CARDS)


def _change(state: AlertState, event: Happened, *effects: Effect, **fields: Any) -> Change:
    return Change(replace(state, version=state.version + 1, **fields), effects, event)


def _sooner(state: AlertState, ladder: Ladder, now: datetime) -> dict[str, datetime]:
    """A first page that waits for the morning goes out at once when it may ring at night now."""
    due = state.next_action_at
    waits = state.status is AlertStatus.TRIGGERED and state.step == 0
    if not waits or due is None or (soon := _rested(ladder, now)) >= due:
        return {}
    return {"next_action_at": soon}


def _rested(ladder: Ladder, at: datetime) -> datetime:
    return at if ladder.wakes is None else after_night(at, ladder.wakes)
