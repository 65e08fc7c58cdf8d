"""An alert's buttons: one of the staff takes it, gives it back, closes it."""

from html import unescape
from typing import Any

from bot.context import Turn
from bot.domain.alerts import Reason
from bot.services.alerts import Deed, NotDone, UnknownAlert, alert_for, do
from bot.texts import render
from db.enums import AlertAction, AlertOutcome, AlertStatus, Language
from db.models import Alert


async def taken(turn: Turn) -> None:
    await _act(turn, AlertAction.ACK)


async def given_back(turn: Turn) -> None:
    await _act(turn, AlertAction.UNACK)


async def still_on_it(turn: Turn) -> None:
    await _act(turn, AlertAction.EXTEND)


async def resolved(turn: Turn) -> None:
    """`done:12` asks how it ended, `done:12:helped:1` closes it."""
    if len(turn.pressed) == 1:
        return await _ask_outcome(turn)
    outcome = next((one for one in AlertOutcome if one == turn.pressed[1]), None)
    if outcome is None:
        return _refuse(turn, "alerts.unknown")
    alert = await _act(turn, AlertAction.RESOLVE, outcome, episode_at=2)
    if alert is not None and len(turn.pressed) > 2:
        turn.rewrite("alerts.done", status=alert.status, code=alert.code)
    return None


async def _act(
    turn: Turn, action: AlertAction, outcome: AlertOutcome | None = None, episode_at: int = 1
) -> Alert | None:
    """The alert, where it was done; otherwise the presser was told why not."""
    if turn.me.staff is None:
        _refuse(turn, "alerts.not_staff")
        return None
    deed = Deed(action, episode=_number(turn, episode_at), outcome=outcome)
    try:
        alert = await do(turn.session, turn.me.staff.id, _number(turn, 0) or 0, deed, now=turn.now)
    except UnknownAlert:
        _refuse(turn, "alerts.unknown")
        return None
    except NotDone as no:
        code, reason = no.alert.code, no.reason.value
        _refuse(turn, "alerts.refused", reason=reason, code=code, by=no.by)
        return None
    _toast(turn, "alerts.done", status=alert.status, code=alert.code)
    return alert


async def _ask_outcome(turn: Turn) -> None:
    if turn.me.staff is None:
        return _refuse(turn, "alerts.not_staff")
    try:
        alert = await alert_for(turn.session, turn.me.staff.id, _number(turn, 0) or 0)
    except UnknownAlert:
        return _refuse(turn, "alerts.unknown")
    if alert.status == AlertStatus.RESOLVED:
        reason = Reason.ALREADY_RESOLVED.value
        return _refuse(turn, "alerts.refused", reason=reason, code=alert.code, by=None)
    return turn.say("alerts.ask_outcome", id=alert.id, code=alert.code, episode=alert.episode)


def _refuse(turn: Turn, template: str, **params: Any) -> None:
    """The passing word may be lost, so it is said in private, too."""
    _toast(turn, template, **params)
    turn.say(template, **params)


def _toast(turn: Turn, template: str, **params: Any) -> None:
    language = turn.me.language or Language.HINDI
    turn.toast(unescape(render(template, params, language).text))


def _number(turn: Turn, at: int) -> int | None:
    """A part of the button that is a number; anybody may send any button."""
    part = turn.pressed[at] if len(turn.pressed) > at else ""
    return int(part) if part.isascii() and part.isdigit() and len(part) < 19 else None


PRESSES = {"ack": taken, "unack": given_back, "extend": still_on_it, "done": resolved}
