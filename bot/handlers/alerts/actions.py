"""The buttons of an alert: staff acknowledge it, record a call, hand it over, resolve it."""

from datetime import datetime, timedelta
from typing import Literal

from bot.context import Turn
from bot.domain.alerts import RefusalReason
from bot.domain.alerts.backdating import Earlier, backdate_choices
from bot.handlers.alerts.permissions import act_or_refuse, refuse_press, require_alert
from bot.handlers.router import Router
from bot.keyboards.alerts import (
    AcceptHandover,
    AcknowledgeAlert,
    ChooseEarlierTime,
    ConfirmDeath,
    ConfirmFalseAlarm,
    DeclineHandover,
    ExtendAlert,
    HandOverAlert,
    RecordCall,
    ReleaseAlert,
    ResolveAlert,
    SnoozeAlert,
)
from bot.services.alerts.actions import ActionRequest
from bot.services.alerts.cards import send_card
from bot.services.alerts.escalation_policy import escalation_policy_of
from bot.services.alerts.handover import holder_name, reachable_colleagues
from bot.texts.alerts import cards, dialogs
from bot.texts.alerts.dialogs import Colleague
from bot.texts.sentences import Message
from db.enums import AlertAction, AlertOutcome, AlertStatus, Severity
from db.models import Alert

router = Router(__name__)


@router.button(AcknowledgeAlert)
async def acknowledge_alert(turn: Turn, press: AcknowledgeAlert) -> None:
    request = ActionRequest(AlertAction.ACK, episode=press.episode)
    alert = await _act_and_confirm(turn, press.alert, request)
    if alert is not None and not turn.is_private:
        await send_card(turn.session, alert, turn.me.account_id, now=turn.now)


@router.button(ReleaseAlert)
async def release_alert(turn: Turn, press: ReleaseAlert) -> None:
    request = ActionRequest(AlertAction.UNACK, episode=press.episode)
    await _act_and_confirm(turn, press.alert, request)


@router.button(ExtendAlert)
async def extend_alert(turn: Turn, press: ExtendAlert) -> None:
    request = ActionRequest(AlertAction.EXTEND, episode=press.episode)
    await _act_and_confirm(turn, press.alert, request)


@router.button(ResolveAlert)
async def resolve_alert(turn: Turn, press: ResolveAlert) -> None:
    match press.chosen:
        case None | "hour" | "morning" | "evening" | "yesterday":
            await _ask_outcome(turn, press.alert, press.chosen)
        case outcome:
            await _resolve(turn, press, AlertOutcome(outcome))


async def _ask_outcome(turn: Turn, alert_id: int, when: Earlier | None) -> None:
    alert = await _alert_to_ask_about(turn, alert_id)
    if alert is not None:
        turn.say(
            dialogs.ask_outcome(id=alert.id, code=alert.code, episode=alert.episode, when=when)
        )


async def _resolve(turn: Turn, press: ResolveAlert, outcome: AlertOutcome) -> None:
    alert = await require_alert(turn, press.alert)
    if alert is None:
        return
    request = ActionRequest(
        AlertAction.RESOLVE,
        episode=press.episode,
        outcome=outcome,
        happened_at=_chosen_time(turn, alert, press.when),
    )
    resolved = await _act_and_confirm(turn, press.alert, request)
    if resolved is not None:
        turn.rewrite(_done(resolved))


@router.button(ConfirmDeath)
async def confirm_death(turn: Turn, press: ConfirmDeath) -> None:
    alert = await _alert_to_ask_about(turn, press.alert)
    if alert is not None:
        turn.say(
            dialogs.ask_died(id=alert.id, code=alert.code, episode=alert.episode, when=press.when)
        )


@router.button(ConfirmFalseAlarm)
async def confirm_false_alarm(turn: Turn, press: ConfirmFalseAlarm) -> None:
    alert = await _alert_to_ask_about(turn, press.alert)
    if alert is not None:
        turn.say(dialogs.ask_false_alarm(id=alert.id, code=alert.code, episode=alert.episode))


@router.button(RecordCall)
async def record_call(turn: Turn, press: RecordCall) -> None:
    """Ask whether the person was reached, or record the answer."""
    chosen = press.episode_or_time
    if not isinstance(chosen, int):
        await _ask_called(turn, press.alert, chosen)
    elif press.reached is not None:
        await _record_call(turn, press, chosen, reached=press.reached)


async def _ask_called(turn: Turn, alert_id: int, when: Earlier | None) -> None:
    alert = await _alert_to_ask_about(turn, alert_id)
    if alert is not None:
        turn.say(dialogs.ask_called(id=alert.id, code=alert.code, episode=alert.episode, when=when))


async def _record_call(turn: Turn, press: RecordCall, episode: int, *, reached: bool) -> None:
    alert = await require_alert(turn, press.alert)
    if alert is None:
        return
    action = AlertAction.REACHED if reached else AlertAction.NOT_REACHED
    at = _chosen_time(turn, alert, press.when)
    request = ActionRequest(action, episode=episode, happened_at=at)
    found = await act_or_refuse(turn, press.alert, request)
    if found is not None:
        turn.rewrite(dialogs.call_recorded(code=found.code, reached=reached))


@router.button(ChooseEarlierTime)
async def choose_earlier_time(turn: Turn, press: ChooseEarlierTime) -> None:
    """Offer earlier times for a call or a resolution."""
    alert = await require_alert(turn, press.alert)
    if alert is None:
        return
    choices = tuple(backdate_choices(turn.now, alert.raised_at))
    turn.rewrite(dialogs.ask_when(id=alert.id, code=alert.code, what=press.what, choices=choices))


@router.button(SnoozeAlert)
async def snooze_alert(turn: Turn, press: SnoozeAlert) -> None:
    if press.minutes is not None:
        request = ActionRequest(
            AlertAction.SNOOZE,
            episode=press.episode,
            snooze_for=timedelta(minutes=press.minutes),
        )
        await _act_and_confirm(turn, press.alert, request)
        return
    alert = await require_alert(turn, press.alert)
    if alert is None:
        return
    if Severity(alert.severity) is Severity.EMERGENCY:
        refuse_press(turn, cards.action_refused(reason=RefusalReason.NOT_ALLOWED, code=alert.code))
        return
    policy, _roles = await escalation_policy_of(turn.session, alert)
    longest = int(policy.max_snooze.total_seconds() // 60)
    if await _alert_to_ask_about(turn, press.alert) is not None:
        turn.say(
            dialogs.ask_snooze(id=alert.id, code=alert.code, episode=alert.episode, longest=longest)
        )


@router.button(HandOverAlert)
async def hand_over_alert(turn: Turn, press: HandOverAlert) -> None:
    alert = await require_alert(turn, press.alert)
    if alert is None or turn.me.staff is None:
        return
    staff = await reachable_colleagues(turn.session, alert.clinic_id, turn.me.staff.id)
    if press.colleague is None:
        if await _alert_to_ask_about(turn, press.alert) is not None:
            colleagues = [Colleague(one.id, one.name) for one in staff]
            turn.say(
                dialogs.ask_colleague(
                    id=alert.id, code=alert.code, episode=alert.episode, colleagues=colleagues
                )
            )
        return
    request = ActionRequest(
        AlertAction.HAND_OVER, episode=press.episode, colleague_id=press.colleague
    )
    found = await act_or_refuse(turn, press.alert, request)
    name = next((one.name for one in staff if one.id == press.colleague), None)
    if found is not None and name is not None:
        turn.rewrite(dialogs.handover_requested(code=found.code, name=name))


@router.button(AcceptHandover)
async def accept_handover(turn: Turn, press: AcceptHandover) -> None:
    request = ActionRequest(AlertAction.ACCEPT, episode=press.episode)
    alert = await _act_and_confirm(turn, press.alert, request)
    if alert is not None:
        turn.rewrite(_done(alert))


@router.button(DeclineHandover)
async def decline_handover(turn: Turn, press: DeclineHandover) -> None:
    request = ActionRequest(AlertAction.DECLINE, episode=press.episode)
    alert = await act_or_refuse(turn, press.alert, request)
    if alert is not None:
        by = await holder_name(turn.session, alert)
        turn.rewrite(dialogs.handover_declined(code=alert.code, by=by))


async def _act_and_confirm(turn: Turn, alert_id: int, request: ActionRequest) -> Alert | None:
    alert = await act_or_refuse(turn, alert_id, request)
    if alert is not None:
        turn.toast(_done(alert))
    return alert


def _done(alert: Alert) -> Message:
    return cards.action_done(status=AlertStatus(alert.status), code=alert.code)


async def _alert_to_ask_about(turn: Turn, alert_id: int) -> Alert | None:
    """An open alert about which the presser is asked in private; None if they were refused."""
    alert = await require_alert(turn, alert_id)
    if alert is None:
        return None
    if alert.status == AlertStatus.RESOLVED:
        reason = RefusalReason.ALREADY_RESOLVED
        refuse_press(turn, cards.action_refused(reason=reason, code=alert.code))
        return None
    if not turn.is_private:
        turn.toast(cards.in_private(code=alert.code))
    return alert


def _chosen_time(
    turn: Turn, alert: Alert, when: Earlier | Literal["now"] | None
) -> datetime | None:
    """The earlier time that was chosen; None for now, or if the choice is no longer possible."""
    if when is None or when == "now":
        return None
    return backdate_choices(turn.now, alert.raised_at).get(when)
