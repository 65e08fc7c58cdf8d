"""Who may press a button of the staff. A press by anybody else is refused and recorded."""

from bot.context import StaffMember, Turn
from bot.services.alerts.actions import (
    ActionRefused,
    ActionRequest,
    UnknownAlert,
    act_on_alert,
    alert_for_staff,
)
from bot.services.audit import record_action
from bot.texts.alerts import cards as texts
from bot.texts.sentences import Message
from db.models import Alert


def require_staff(turn: Turn) -> StaffMember | None:
    """The member of staff who speaks; None if it is somebody else, who is then refused."""
    if turn.me.staff is None:
        record_unauthorised_press(turn, None)
        refuse_press(turn, texts.not_staff())
    return turn.me.staff


async def require_alert(turn: Turn, alert_id: int) -> Alert | None:
    """The alert, of the presser's own clinic; None if they were refused."""
    staff = require_staff(turn)
    if staff is None:
        return None
    try:
        return await alert_for_staff(turn.session, staff.id, alert_id)
    except UnknownAlert:
        record_unauthorised_press(turn, alert_id)
        refuse_press(turn, texts.unknown_alert())
        return None


async def act_or_refuse(turn: Turn, alert_id: int, request: ActionRequest) -> Alert | None:
    """The alert after the action; None if it was not allowed and the presser was told why."""
    alert = await require_alert(turn, alert_id)
    if alert is None or turn.me.staff is None:
        return None
    try:
        return await act_on_alert(turn.session, turn.me.staff.id, alert.id, request, now=turn.now)
    except ActionRefused as refused:
        code, reason = refused.alert.code, refused.reason
        refuse_press(turn, texts.action_refused(reason=reason, code=code, by=refused.by))
        return None


def record_unauthorised_press(turn: Turn, alert_id: int | None) -> None:
    """Record in the audit that somebody pressed a button, or replied, without being allowed to."""
    verb = (turn.query.data or "").partition(":")[0] if turn.query else "reply"
    actor = turn.actor if turn.speaker is not None else ("stranger", None)
    record_action(
        turn.session, "refused", ("alert", alert_id), actor=actor, detail=verb[:40], now=turn.now
    )


def refuse_press(turn: Turn, message: Message) -> None:
    """Say it as a toast and in private, too, as a toast is easily missed."""
    turn.toast(message)
    turn.say(message)
