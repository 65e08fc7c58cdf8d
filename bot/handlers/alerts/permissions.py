"""Who may press a button of the staff. A press by anybody else is refused and recorded."""

from datetime import timedelta
from html import unescape
from typing import Any

from bot.context import StaffMember, Turn
from bot.keyboards import unpack
from bot.services.alerts.actions import (
    ActionRefused,
    ActionRequest,
    UnknownAlert,
    act_on_alert,
    alert_for_staff,
)
from bot.services.audit import record_action
from bot.texts import render
from db.enums import Language
from db.models import Alert

MAX_DIGITS = 19


def require_staff(turn: Turn) -> StaffMember | None:
    """The member of staff who speaks; None if it is somebody else, who is then refused."""
    if turn.me.staff is None:
        record_unauthorised_press(turn, None)
        refuse_press(turn, "alerts.not_staff")
    return turn.me.staff


async def require_alert(turn: Turn, at: int = 0) -> Alert | None:
    """The alert on the button, of the presser's own clinic; None if they were refused."""
    staff = require_staff(turn)
    if staff is None:
        return None
    alert_id = number_or_none(turn, at)
    try:
        return await alert_for_staff(turn.session, staff.id, alert_id or 0)
    except UnknownAlert:
        record_unauthorised_press(turn, alert_id)
        refuse_press(turn, "alerts.unknown_alert")
        return None


async def act_or_refuse(turn: Turn, request: ActionRequest) -> Alert | None:
    """The alert after the action; None if it was not allowed and the presser was told why."""
    alert = await require_alert(turn)
    if alert is None or turn.me.staff is None:
        return None
    try:
        return await act_on_alert(turn.session, turn.me.staff.id, alert.id, request, now=turn.now)
    except ActionRefused as refused:
        code, reason = refused.alert.code, refused.reason.value
        refuse_press(turn, "alerts.action_refused", reason=reason, code=code, by=refused.by)
        return None


def record_unauthorised_press(turn: Turn, alert_id: int | None) -> None:
    """Record in the audit that somebody pressed a button, or replied, without being allowed to."""
    verb = unpack(turn.query.data or "")[0] if turn.query else "reply"
    actor = turn.actor if turn.speaker is not None else ("stranger", None)
    record_action(
        turn.session, "refused", ("alert", alert_id), actor=actor, detail=verb[:40], now=turn.now
    )


def refuse_press(turn: Turn, template: str, **params: Any) -> None:
    """Say it as a toast and in private, too, as a toast is easily missed."""
    show_toast(turn, template, **params)
    turn.say(template, **params)


def show_toast(turn: Turn, template: str, **params: Any) -> None:
    language = turn.me.language or Language.HINDI
    turn.toast(unescape(render(template, params, language).text))


def number_or_none(turn: Turn, at: int) -> int | None:
    """A part of the button data as a number; None if it is none. Anybody can send any data."""
    part = pressed_word(turn, at)
    return int(part) if part.isascii() and part.isdigit() and len(part) < MAX_DIGITS else None


def pressed_word(turn: Turn, at: int) -> str:
    return turn.pressed[at] if len(turn.pressed) > at else ""


def pressed_minutes(turn: Turn, at: int) -> timedelta | None:
    found = number_or_none(turn, at)
    return timedelta(minutes=found) if found is not None and 0 < found < 100_000 else None
