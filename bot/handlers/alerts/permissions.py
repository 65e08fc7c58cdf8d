"""Who may press a button of the staff. Everybody else changes nothing and leaves a trace."""

from datetime import timedelta
from html import unescape
from typing import Any

from bot.context import StaffMember, Turn
from bot.keyboards import unpack
from bot.services.alerts import Deed, NotDone, UnknownAlert, alert_for, do
from bot.services.audit import note
from bot.texts import render
from db.enums import Language
from db.models import Alert

DIGITS = 19


def staff_of(turn: Turn) -> StaffMember | None:
    """None: they were refused."""
    if turn.me.staff is None:
        trace(turn, None)
        refuse(turn, "alerts.not_staff")
    return turn.me.staff


async def alert_of(turn: Turn, at: int = 0) -> Alert | None:
    """The alert on the button, of the presser's own clinic. None: they were refused."""
    staff = staff_of(turn)
    if staff is None:
        return None
    alert_id = number(turn, at)
    try:
        return await alert_for(turn.session, staff.id, alert_id or 0)
    except UnknownAlert:
        trace(turn, alert_id)
        refuse(turn, "alerts.unknown")
        return None


async def act(turn: Turn, deed: Deed) -> Alert | None:
    """The alert, where it was done; otherwise the presser was told why not."""
    alert = await alert_of(turn)
    if alert is None or turn.me.staff is None:
        return None
    try:
        return await do(turn.session, turn.me.staff.id, alert.id, deed, now=turn.now)
    except NotDone as no:
        code, reason = no.alert.code, no.reason.value
        refuse(turn, "alerts.refused", reason=reason, code=code, by=no.by)
        return None


def trace(turn: Turn, alert_id: int | None) -> None:
    """Somebody pressed what is not theirs to press."""
    verb = unpack(turn.query.data or "")[0] if turn.query else "reply"
    actor = turn.actor if turn.speaker is not None else ("stranger", None)
    note(turn.session, "refused", ("alert", alert_id), actor=actor, detail=verb[:40], now=turn.now)


def refuse(turn: Turn, template: str, **params: Any) -> None:
    """The passing word may be lost, so it is said in private, too."""
    toast(turn, template, **params)
    turn.say(template, **params)


def toast(turn: Turn, template: str, **params: Any) -> None:
    language = turn.me.language or Language.HINDI
    turn.toast(unescape(render(template, params, language).text))


def number(turn: Turn, at: int) -> int | None:
    """A part of the button that is a number; anybody may send any button."""
    part = word(turn, at)
    return int(part) if part.isascii() and part.isdigit() and len(part) < DIGITS else None


def word(turn: Turn, at: int) -> str:
    return turn.pressed[at] if len(turn.pressed) > at else ""


def minutes(turn: Turn, at: int) -> timedelta | None:
    found = number(turn, at)
    return timedelta(minutes=found) if found is not None and 0 < found < 100_000 else None
