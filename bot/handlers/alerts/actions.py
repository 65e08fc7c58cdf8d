"""The buttons of an alert: staff acknowledge it, record a call, hand it over, resolve it."""

from datetime import datetime, timedelta
from typing import Literal

from bot.context import Turn
from bot.domain.alerts import RefusalReason
from bot.domain.alerts.backdating import Earlier, backdate_choices
from bot.handlers.access.alerts import alert_of_responder
from bot.handlers.access.places import ALSO_IN_STAFF_CHAT
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
from bot.services.alerts.actions import ActionRefused, ActionRequest, act_on_alert
from bot.services.alerts.cards import send_card
from bot.services.alerts.escalation_policy import escalation_policy_of
from bot.services.alerts.handover import holder_name, reachable_colleagues
from bot.texts.alerts import cards, dialogs
from bot.texts.alerts.dialogs import Colleague
from bot.texts.sentences import Message
from db.enums import AlertAction, AlertOutcome, AlertStatus, Severity
from db.models import Alert

router = Router(__name__)


@router.button(AcknowledgeAlert, access=alert_of_responder, place=ALSO_IN_STAFF_CHAT)
async def acknowledge_alert(turn: Turn, press: AcknowledgeAlert, alert: Alert) -> None:
    acted = await _act(turn, alert, ActionRequest(AlertAction.ACK, episode=press.episode))
    if acted and not turn.is_private:
        await send_card(turn.session, alert, turn.me.account_id, now=turn.now)


@router.button(ReleaseAlert, access=alert_of_responder, place=ALSO_IN_STAFF_CHAT)
async def release_alert(turn: Turn, press: ReleaseAlert, alert: Alert) -> None:
    await _act(turn, alert, ActionRequest(AlertAction.UNACK, episode=press.episode))


@router.button(ExtendAlert, access=alert_of_responder, place=ALSO_IN_STAFF_CHAT)
async def extend_alert(turn: Turn, press: ExtendAlert, alert: Alert) -> None:
    await _act(turn, alert, ActionRequest(AlertAction.EXTEND, episode=press.episode))


@router.button(ResolveAlert, access=alert_of_responder, place=ALSO_IN_STAFF_CHAT)
async def resolve_alert(turn: Turn, press: ResolveAlert, alert: Alert) -> None:
    match press.chosen:
        case None | "hour" | "morning" | "evening" | "yesterday" as when:
            if _can_be_asked_about(turn, alert):
                turn.say(
                    dialogs.ask_outcome(
                        id=alert.id, code=alert.code, episode=alert.episode, when=when
                    )
                )
        case outcome:
            request = ActionRequest(
                AlertAction.RESOLVE,
                episode=press.episode,
                outcome=AlertOutcome(outcome),
                happened_at=_chosen_time(turn, alert, press.when),
            )
            if await _act(turn, alert, request):
                turn.rewrite(_done(alert))


@router.button(ConfirmDeath, access=alert_of_responder, place=ALSO_IN_STAFF_CHAT)
async def confirm_death(turn: Turn, press: ConfirmDeath, alert: Alert) -> None:
    if _can_be_asked_about(turn, alert):
        turn.say(
            dialogs.ask_died(id=alert.id, code=alert.code, episode=alert.episode, when=press.when)
        )


@router.button(ConfirmFalseAlarm, access=alert_of_responder, place=ALSO_IN_STAFF_CHAT)
async def confirm_false_alarm(turn: Turn, _press: ConfirmFalseAlarm, alert: Alert) -> None:
    if _can_be_asked_about(turn, alert):
        turn.say(dialogs.ask_false_alarm(id=alert.id, code=alert.code, episode=alert.episode))


@router.button(RecordCall, access=alert_of_responder, place=ALSO_IN_STAFF_CHAT)
async def record_call(turn: Turn, press: RecordCall, alert: Alert) -> None:
    """Ask whether the person was reached, or record the answer."""
    chosen = press.episode_or_time
    if not isinstance(chosen, int):
        if _can_be_asked_about(turn, alert):
            turn.say(
                dialogs.ask_called(id=alert.id, code=alert.code, episode=alert.episode, when=chosen)
            )
    elif press.reached is not None:
        request = ActionRequest(
            AlertAction.REACHED if press.reached else AlertAction.NOT_REACHED,
            episode=chosen,
            happened_at=_chosen_time(turn, alert, press.when),
        )
        if await _act(turn, alert, request, confirm=False):
            turn.rewrite(dialogs.call_recorded(code=alert.code, reached=press.reached))


@router.button(ChooseEarlierTime, access=alert_of_responder, place=ALSO_IN_STAFF_CHAT)
async def choose_earlier_time(turn: Turn, press: ChooseEarlierTime, alert: Alert) -> None:
    """Offer earlier times for a call or a resolution."""
    choices = tuple(backdate_choices(turn.now, alert.raised_at))
    turn.rewrite(dialogs.ask_when(id=alert.id, code=alert.code, what=press.what, choices=choices))


@router.button(SnoozeAlert, access=alert_of_responder, place=ALSO_IN_STAFF_CHAT)
async def snooze_alert(turn: Turn, press: SnoozeAlert, alert: Alert) -> None:
    if press.minutes is not None:
        snooze_for = timedelta(minutes=press.minutes)
        request = ActionRequest(AlertAction.SNOOZE, episode=press.episode, snooze_for=snooze_for)
        await _act(turn, alert, request)
        return
    if Severity(alert.severity) is Severity.EMERGENCY:
        turn.refuse(cards.action_refused(reason=RefusalReason.NOT_ALLOWED, code=alert.code))
        return
    policy, _roles = await escalation_policy_of(turn.session, alert)
    longest = int(policy.max_snooze.total_seconds() // 60)
    if _can_be_asked_about(turn, alert):
        turn.say(
            dialogs.ask_snooze(id=alert.id, code=alert.code, episode=alert.episode, longest=longest)
        )


@router.button(HandOverAlert, access=alert_of_responder, place=ALSO_IN_STAFF_CHAT)
async def hand_over_alert(turn: Turn, press: HandOverAlert, alert: Alert) -> None:
    """Ask to whom, or ask the chosen colleague to take over."""
    staff = await reachable_colleagues(turn.session, alert.clinic_id, turn.staff.id)
    if press.colleague is None:
        if _can_be_asked_about(turn, alert):
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
    acted = await _act(turn, alert, request, confirm=False)
    name = next((one.name for one in staff if one.id == press.colleague), None)
    if acted and name is not None:
        turn.rewrite(dialogs.handover_requested(code=alert.code, name=name))


@router.button(AcceptHandover, access=alert_of_responder)
async def accept_handover(turn: Turn, press: AcceptHandover, alert: Alert) -> None:
    if await _act(turn, alert, ActionRequest(AlertAction.ACCEPT, episode=press.episode)):
        turn.rewrite(_done(alert))


@router.button(DeclineHandover, access=alert_of_responder)
async def decline_handover(turn: Turn, press: DeclineHandover, alert: Alert) -> None:
    request = ActionRequest(AlertAction.DECLINE, episode=press.episode)
    if await _act(turn, alert, request, confirm=False):
        by = await holder_name(turn.session, alert)
        turn.rewrite(dialogs.handover_declined(code=alert.code, by=by))


async def _act(turn: Turn, alert: Alert, request: ActionRequest, *, confirm: bool = True) -> bool:
    """Whether the rules of the alert allowed it; else the presser was told why not."""
    try:
        await act_on_alert(turn.session, turn.staff.id, alert.id, request, now=turn.now)
    except ActionRefused as refused:
        reason = refused.reason
        turn.refuse(cards.action_refused(reason=reason, code=alert.code, by=refused.by))
        return False
    if confirm:
        turn.toast(_done(alert))
    return True


def _done(alert: Alert) -> Message:
    return cards.action_done(status=AlertStatus(alert.status), code=alert.code)


def _can_be_asked_about(turn: Turn, alert: Alert) -> bool:
    """The question goes to the presser in private. False if the alert is resolved already."""
    if alert.status == AlertStatus.RESOLVED:
        reason = RefusalReason.ALREADY_RESOLVED
        turn.refuse(cards.action_refused(reason=reason, code=alert.code))
        return False
    if not turn.is_private:
        turn.toast(cards.in_private(code=alert.code))
    return True


def _chosen_time(
    turn: Turn, alert: Alert, when: Earlier | Literal["now"] | None
) -> datetime | None:
    """The earlier time that was chosen; None for now, or if the choice is no longer possible."""
    if when is None or when == "now":
        return None
    return backdate_choices(turn.now, alert.raised_at).get(when)
