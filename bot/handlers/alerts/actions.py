"""The buttons of an alert: staff acknowledge it, record a call, hand it over, resolve it."""

from datetime import datetime
from typing import Any

from bot.context import Turn
from bot.domain.alerts import RefusalReason
from bot.domain.alerts.backdating import backdate_choices
from bot.handlers.alerts.permissions import (
    act_or_refuse,
    number_or_none,
    pressed_minutes,
    pressed_word,
    refuse_press,
    require_alert,
    show_toast,
)
from bot.services.alerts.actions import ActionRequest
from bot.services.alerts.cards import send_card
from bot.services.alerts.escalation_policy import escalation_policy_of
from bot.services.alerts.handover import holder_name, reachable_colleagues
from db.enums import AlertAction, AlertOutcome, AlertStatus, Severity
from db.models import Alert


async def acknowledge_alert(turn: Turn) -> None:
    alert = await _act_and_confirm(
        turn, ActionRequest(AlertAction.ACK, episode=number_or_none(turn, 1))
    )
    if alert is not None and not turn.is_private:
        await send_card(turn.session, alert, turn.me.account_id, now=turn.now)


async def release_alert(turn: Turn) -> None:
    await _act_and_confirm(turn, ActionRequest(AlertAction.UNACK, episode=number_or_none(turn, 1)))


async def extend_alert(turn: Turn) -> None:
    await _act_and_confirm(turn, ActionRequest(AlertAction.EXTEND, episode=number_or_none(turn, 1)))


async def resolve_alert(turn: Turn) -> None:
    """`resolve:12` and `resolve:12:hour` ask for the outcome; `resolve:12:helped:1` resolves it."""
    outcome = next((one for one in AlertOutcome if one == pressed_word(turn, 1)), None)
    if outcome is None:
        return await _ask(turn, "alerts.ask_outcome", when=pressed_word(turn, 1) or None)
    alert = await require_alert(turn)
    at = _chosen_time(turn, alert, 3) if alert is not None else None
    request = ActionRequest(
        AlertAction.RESOLVE, episode=number_or_none(turn, 2), outcome=outcome, happened_at=at
    )
    alert = await _act_and_confirm(turn, request) if alert is not None else None
    if alert is not None and len(turn.pressed) > 2:
        turn.rewrite("alerts.action_done", status=alert.status, code=alert.code)
    return None


async def confirm_death(turn: Turn) -> None:
    await _ask(turn, "alerts.ask_died", when=pressed_word(turn, 2) or None)


async def confirm_false_alarm(turn: Turn) -> None:
    await _ask(turn, "alerts.ask_false_alarm")


async def record_call(turn: Turn) -> None:
    """Ask whether the person was reached; `record_call:12:1:0:now` records the answer."""
    if len(turn.pressed) < 4:
        return await _ask(turn, "alerts.ask_called", when=pressed_word(turn, 1) or None)
    alert = await require_alert(turn)
    if alert is None:
        return None
    reached = pressed_word(turn, 2) == "1"
    action = AlertAction.REACHED if reached else AlertAction.NOT_REACHED
    at = _chosen_time(turn, alert, 3)
    found = await act_or_refuse(
        turn, ActionRequest(action, episode=number_or_none(turn, 1), happened_at=at)
    )
    if found is not None:
        turn.rewrite("alerts.call_recorded", code=found.code, reached=reached)
    return None


async def choose_earlier_time(turn: Turn) -> None:
    """`backdate:record_call:12` offers earlier times for a call or a resolution."""
    alert, what = await require_alert(turn, 1), pressed_word(turn, 0)
    if alert is None or what not in ("record_call", "resolve"):
        return
    choices = list(backdate_choices(turn.now, alert.raised_at))
    turn.rewrite("alerts.ask_when", id=alert.id, code=alert.code, what=what, choices=choices)


async def snooze_alert(turn: Turn) -> None:
    """`snooze:12:1` asks for how long, `snooze:12:1:60` snoozes for 60 minutes."""
    snooze_for = pressed_minutes(turn, 2)
    if snooze_for is not None:
        request = ActionRequest(
            AlertAction.SNOOZE, episode=number_or_none(turn, 1), snooze_for=snooze_for
        )
        await _act_and_confirm(turn, request)
        return None
    alert = await require_alert(turn)
    if alert is None:
        return None
    if Severity(alert.severity) is Severity.EMERGENCY:
        reason = RefusalReason.NOT_ALLOWED.value
        return refuse_press(turn, "alerts.action_refused", reason=reason, code=alert.code, by=None)
    policy, _roles = await escalation_policy_of(turn.session, alert)
    longest = int(policy.max_snooze.total_seconds() // 60)
    await _ask(turn, "alerts.ask_snooze", longest=longest)


async def hand_over_alert(turn: Turn) -> None:
    """`hand_over:12:1` asks to whom, `hand_over:12:1:5` asks that colleague."""
    colleague_id = number_or_none(turn, 2)
    alert = await require_alert(turn)
    if alert is None or turn.me.staff is None:
        return None
    staff = await reachable_colleagues(turn.session, alert.clinic_id, turn.me.staff.id)
    if colleague_id is None:
        names = [(one.id, one.name) for one in staff]
        return await _ask(turn, "alerts.ask_colleague", colleagues=names)
    request = ActionRequest(
        AlertAction.HAND_OVER, episode=number_or_none(turn, 1), colleague_id=colleague_id
    )
    found = await act_or_refuse(turn, request)
    name = next((one.name for one in staff if one.id == colleague_id), None)
    if found is not None and name is not None:
        turn.rewrite("alerts.handover_requested", code=found.code, name=name)


async def accept_handover(turn: Turn) -> None:
    alert = await _act_and_confirm(
        turn, ActionRequest(AlertAction.ACCEPT, episode=number_or_none(turn, 1))
    )
    if alert is not None:
        turn.rewrite("alerts.action_done", status=alert.status, code=alert.code)


async def decline_handover(turn: Turn) -> None:
    alert = await act_or_refuse(
        turn, ActionRequest(AlertAction.DECLINE, episode=number_or_none(turn, 1))
    )
    if alert is not None:
        by = await holder_name(turn.session, alert)
        turn.rewrite("alerts.handover_declined", code=alert.code, by=by)


async def _act_and_confirm(turn: Turn, request: ActionRequest) -> Alert | None:
    alert = await act_or_refuse(turn, request)
    if alert is not None:
        show_toast(turn, "alerts.action_done", status=alert.status, code=alert.code)
    return alert


async def _ask(turn: Turn, template: str, **params: Any) -> None:
    """Ask the presser something about an open alert, in private."""
    alert = await require_alert(turn)
    if alert is None:
        return None
    if alert.status == AlertStatus.RESOLVED:
        reason = RefusalReason.ALREADY_RESOLVED.value
        return refuse_press(turn, "alerts.action_refused", reason=reason, code=alert.code, by=None)
    if not turn.is_private:
        show_toast(turn, "alerts.in_private", code=alert.code)
    turn.say(template, id=alert.id, code=alert.code, episode=alert.episode, **params)


def _chosen_time(turn: Turn, alert: Alert, at: int) -> datetime | None:
    """The earlier time that was chosen; None for now, or if the choice is no longer possible."""
    return backdate_choices(turn.now, alert.raised_at).get(pressed_word(turn, at))


PRESSES = {
    "acknowledge": acknowledge_alert,
    "release": release_alert,
    "extend": extend_alert,
    "resolve": resolve_alert,
    "confirm_died": confirm_death,
    "false_alarm": confirm_false_alarm,
    "record_call": record_call,
    "backdate": choose_earlier_time,
    "snooze": snooze_alert,
    "hand_over": hand_over_alert,
    "accept_handover": accept_handover,
    "decline_handover": decline_handover,
}
