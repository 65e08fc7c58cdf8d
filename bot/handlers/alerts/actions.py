"""An alert's buttons: one of the staff takes it, calls, hands it on, closes it."""

from datetime import datetime
from typing import Any

from bot.context import Turn
from bot.domain.alerts import Reason
from bot.domain.alerts.backdating import moments
from bot.handlers.alerts.permissions import act, alert_of, minutes, number, refuse, toast, word
from bot.services.alerts import Deed, colleagues, holder_of, ladder_of, show_card
from db.enums import AlertAction, AlertOutcome, AlertStatus, Severity
from db.models import Alert

NOW = "now"


async def taken(turn: Turn) -> None:
    alert = await _done(turn, Deed(AlertAction.ACK, episode=number(turn, 1)))
    if alert is not None and not turn.is_private:
        await show_card(turn.session, alert, turn.me.account_id, now=turn.now)


async def given_back(turn: Turn) -> None:
    await _done(turn, Deed(AlertAction.UNACK, episode=number(turn, 1)))


async def still_on_it(turn: Turn) -> None:
    await _done(turn, Deed(AlertAction.EXTEND, episode=number(turn, 1)))


async def resolved(turn: Turn) -> None:
    """`done:12` asks how it ended, `done:12:hour` too; `done:12:helped:1` closes it."""
    outcome = next((one for one in AlertOutcome if one == word(turn, 1)), None)
    if outcome is None:
        return await _ask(turn, "alerts.ask_outcome", when=word(turn, 1) or None)
    alert = await alert_of(turn)
    at = _at(turn, alert, 3) if alert is not None else None
    deed = Deed(AlertAction.RESOLVE, episode=number(turn, 2), outcome=outcome, happened_at=at)
    alert = await _done(turn, deed) if alert is not None else None
    if alert is not None and len(turn.pressed) > 2:
        turn.rewrite("alerts.done", status=alert.status, code=alert.code)
    return None


async def died(turn: Turn) -> None:
    await _ask(turn, "alerts.ask_died", when=word(turn, 2) or None)


async def false_alarm(turn: Turn) -> None:
    await _ask(turn, "alerts.ask_false")


async def called(turn: Turn) -> None:
    """`call:12` asks whether they were reached, `call:12:hour` too; `call:12:1:0:now` records."""
    if len(turn.pressed) < 4:
        return await _ask(turn, "alerts.ask_called", when=word(turn, 1) or None)
    alert = await alert_of(turn)
    if alert is None:
        return None
    reached = word(turn, 2) == "1"
    action = AlertAction.REACHED if reached else AlertAction.NOT_REACHED
    at = _at(turn, alert, 3)
    found = await act(turn, Deed(action, episode=number(turn, 1), happened_at=at))
    if found is not None:
        turn.rewrite("alerts.called", code=found.code, reached=reached)
    return None


async def earlier(turn: Turn) -> None:
    """`late:call:12`: the times to choose from."""
    alert, what = await alert_of(turn, 1), word(turn, 0)
    if alert is None or what not in ("call", "done"):
        return
    choices = list(moments(turn.now, alert.raised_at))
    turn.rewrite("alerts.ask_when", id=alert.id, code=alert.code, what=what, choices=choices)


async def put_aside(turn: Turn) -> None:
    """`rest:12:1` asks for how long, `rest:12:1:60` does it."""
    rest = minutes(turn, 2)
    if rest is not None:
        deed = Deed(AlertAction.SNOOZE, episode=number(turn, 1), rest=rest)
        await _done(turn, deed)
        return None
    alert = await alert_of(turn)
    if alert is None:
        return None
    if Severity(alert.severity) is Severity.EMERGENCY:
        not_now = Reason.NOT_ALLOWED.value
        return refuse(turn, "alerts.refused", reason=not_now, code=alert.code, by=None)
    ladder, _roles = await ladder_of(turn.session, alert)
    longest = int(ladder.max_snooze.total_seconds() // 60)
    await _ask(turn, "alerts.ask_later", longest=longest)


async def handed_over(turn: Turn) -> None:
    """`hand:12:1` asks to whom, `hand:12:1:5` asks them."""
    to = number(turn, 2)
    alert = await alert_of(turn)
    if alert is None or turn.me.staff is None:
        return None
    staff = await colleagues(turn.session, alert.clinic_id, turn.me.staff.id)
    if to is None:
        names = [(one.id, one.name) for one in staff]
        return await _ask(turn, "alerts.ask_colleague", colleagues=names)
    deed = Deed(AlertAction.HAND_OVER, episode=number(turn, 1), to=to)
    found = await act(turn, deed)
    name = next((one.name for one in staff if one.id == to), None)
    if found is not None and name is not None:
        turn.rewrite("alerts.offered", code=found.code, name=name)


async def accepted(turn: Turn) -> None:
    alert = await _done(turn, Deed(AlertAction.ACCEPT, episode=number(turn, 1)))
    if alert is not None:
        turn.rewrite("alerts.done", status=alert.status, code=alert.code)


async def declined(turn: Turn) -> None:
    alert = await act(turn, Deed(AlertAction.DECLINE, episode=number(turn, 1)))
    if alert is not None:
        by = await holder_of(turn.session, alert)
        turn.rewrite("alerts.left_alone", code=alert.code, by=by)


async def _done(turn: Turn, deed: Deed) -> Alert | None:
    alert = await act(turn, deed)
    if alert is not None:
        toast(turn, "alerts.done", status=alert.status, code=alert.code)
    return alert


async def _ask(turn: Turn, template: str, **params: Any) -> None:
    """A question in private about an alert that is still open."""
    alert = await alert_of(turn)
    if alert is None:
        return None
    if alert.status == AlertStatus.RESOLVED:
        reason = Reason.ALREADY_RESOLVED.value
        return refuse(turn, "alerts.refused", reason=reason, code=alert.code, by=None)
    if not turn.is_private:
        toast(turn, "alerts.in_private", code=alert.code)
    turn.say(template, id=alert.id, code=alert.code, episode=alert.episode, **params)


def _at(turn: Turn, alert: Alert, at: int) -> datetime | None:
    """The time that was chosen; None: now, or a choice that has passed."""
    return moments(turn.now, alert.raised_at).get(word(turn, at))


PRESSES = {
    "ack": taken,
    "unack": given_back,
    "extend": still_on_it,
    "done": resolved,
    "died": died,
    "false": false_alarm,
    "call": called,
    "late": earlier,
    "rest": put_aside,
    "hand": handed_over,
    "accept": accepted,
    "decline": declined,
}
