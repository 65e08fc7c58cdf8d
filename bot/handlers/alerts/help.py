"""Asking for help, and the answers to the questions that settle a doubt."""

from bot.context import Turn
from bot.handlers.alerts.replies import AMBULANCE, about, answer
from bot.services.alerts import Asked, ask, not_urgent, settle
from db.enums import AlertKind, Severity
from db.queries.alerts.state import open_alerts
from db.queries.clinics import clinic_by_id


async def help_me(turn: Turn) -> None:
    """The key, the button, /madad, or the words: one question, as a key is soon touched."""
    if turn.me.staff is not None:
        count = await open_alerts(turn.session, turn.me.staff.clinic_id)
        return turn.say("staff.home", open=count)
    evidence = turn.text or "[button: help]"
    return await ask_in_private(turn, AlertKind.HELP, evidence)


async def ask_in_private(
    turn: Turn, kind: AlertKind, evidence: str, signs: tuple[str, ...] = ()
) -> None:
    asked = await about(turn)
    if asked is not None:
        edited = turn.update.edited_message is not None
        said_at = turn.message.date if turn.message and not turn.query else None
        return await ask(
            turn.session, asked, kind, evidence, signs, said_at=said_at, edited=edited, now=turn.now
        )
    templates = {AlertKind.HELP: "alerts.ask_help", AlertKind.UNREAD: "alerts.ask_urgent"}
    if turn.speaker is not None:
        turn.say(templates.get(kind, "alerts.ask_now"), signs=list(signs), ambulance=AMBULANCE)
    return None


async def help_pressed(turn: Turn) -> None:
    if turn.pressed == ["now"]:
        await _answered(turn, AlertKind.HELP, "danger now", Severity.EMERGENCY)
    elif turn.pressed == ["call"]:
        await _answered(turn, AlertKind.HELP, "please call me", Severity.SAME_DAY)
    elif turn.pressed == ["mistake"]:
        await _all_well(turn, AlertKind.HELP, "by mistake")
    else:
        await help_me(turn)


async def now_pressed(turn: Turn) -> None:
    if turn.pressed == ["yes"]:
        await _answered(turn, AlertKind.DANGER_SIGN, "yes, now", Severity.EMERGENCY)
    elif turn.pressed == ["other"]:
        await _answered(turn, AlertKind.DANGER_SIGN, "to somebody else", Severity.EMERGENCY)
    elif turn.pressed == ["no"]:
        await _all_well(turn, AlertKind.DANGER_SIGN, "no")
    else:
        turn.say("menu.old_button")


async def urgent_pressed(turn: Turn) -> None:
    if turn.pressed == ["yes"]:
        await _answered(turn, AlertKind.UNREAD, "urgent", Severity.EMERGENCY, raises=AlertKind.HELP)
    else:
        await _not_urgent(turn)


async def _not_urgent(turn: Turn) -> None:
    asked = await about(turn)
    raised = await not_urgent(turn.session, asked, now=turn.now) if asked is not None else None
    if raised is None:
        return await _say_all_well(turn, asked)
    return await answer(turn, Severity.SAME_DAY, raised.alert.clinic_id, set(), news=raised.news)


async def _answered(
    turn: Turn, kind: AlertKind, said: str, severity: Severity, raises: AlertKind | None = None
) -> None:
    asked = await about(turn)
    if asked is None:
        return await answer(turn, severity, None, set())
    raised = await settle(turn.session, asked, kind, said, severity, raises=raises, now=turn.now)
    assert raised is not None
    signs = set(raised.alert.signs.split(","))
    return await answer(turn, severity, raised.alert.clinic_id, signs, news=raised.news)


async def _all_well(turn: Turn, kind: AlertKind, said: str) -> None:
    asked = await about(turn)
    if asked is not None:
        await settle(turn.session, asked, kind, said, None, now=turn.now)
    return await _say_all_well(turn, asked)


async def _say_all_well(turn: Turn, asked: Asked | None) -> None:
    if asked is None:
        return turn.rewrite("alerts.all_well", ambulance=AMBULANCE)
    clinic = await clinic_by_id(turn.session, asked.clinic_id)
    return turn.rewrite("alerts.all_well", ambulance=clinic.ambulance)


HELP_COMMANDS = ("madad", "bachao")
COMMANDS = dict.fromkeys(HELP_COMMANDS, help_me)
PRESSES = {"help": help_pressed, "now": now_pressed, "urgent": urgent_pressed}
KEYS = {"help": help_me}
