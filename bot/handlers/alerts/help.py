"""Asking for help, and the answers to safety questions."""

from bot.context import Turn
from bot.handlers.alerts.replies import AMBULANCE, person_in_trouble, reply_to_danger
from bot.services.alerts.questions import (
    QuestionSubject,
    ask_safety_question,
    settle_as_not_urgent,
    settle_safety_question,
)
from db.enums import AlertKind, Severity
from db.queries.alerts.lookup import open_alert_count
from db.queries.clinics import clinic_by_id


async def request_help(turn: Turn) -> None:
    """Ask first what is needed, as the help key is easily pressed by mistake."""
    if turn.me.staff is not None:
        count = await open_alert_count(turn.session, turn.me.staff.clinic_id)
        return turn.say("staff.home", open=count)
    evidence = turn.text or "[button: help]"
    return await ask_in_private(turn, AlertKind.HELP, evidence)


async def ask_in_private(
    turn: Turn, kind: AlertKind, evidence: str, signs: tuple[str, ...] = ()
) -> None:
    """Ask a safety question; without a record, and so without repeat, if no clinic is known."""
    subject = await person_in_trouble(turn)
    if subject is not None:
        edited = turn.update.edited_message is not None
        said_at = turn.message.date if turn.message and not turn.query else None
        return await ask_safety_question(
            turn.session,
            subject,
            kind,
            evidence,
            signs,
            said_at=said_at,
            edited=edited,
            now=turn.now,
        )
    templates = {AlertKind.HELP: "alerts.ask_help", AlertKind.UNREAD: "alerts.ask_urgent"}
    if turn.speaker is not None:
        turn.say(
            templates.get(kind, "alerts.ask_danger_now"), signs=list(signs), ambulance=AMBULANCE
        )
    return None


async def answer_help_question(turn: Turn) -> None:
    if turn.pressed == ["now"]:
        await _raise_from_answer(turn, AlertKind.HELP, "danger now", Severity.EMERGENCY)
    elif turn.pressed == ["call"]:
        await _raise_from_answer(turn, AlertKind.HELP, "please call me", Severity.SAME_DAY)
    elif turn.pressed == ["mistake"]:
        await _settle_without_alert(turn, AlertKind.HELP, "by mistake")
    else:
        await request_help(turn)


async def answer_danger_question(turn: Turn) -> None:
    if turn.pressed == ["yes"]:
        await _raise_from_answer(turn, AlertKind.DANGER_SIGN, "yes, now", Severity.EMERGENCY)
    elif turn.pressed == ["other"]:
        await _raise_from_answer(
            turn, AlertKind.DANGER_SIGN, "to somebody else", Severity.EMERGENCY
        )
    elif turn.pressed == ["no"]:
        await _settle_without_alert(turn, AlertKind.DANGER_SIGN, "no")
    else:
        turn.say("menu.old_button")


async def answer_urgency_question(turn: Turn) -> None:
    if turn.pressed == ["yes"]:
        await _raise_from_answer(
            turn, AlertKind.UNREAD, "urgent", Severity.EMERGENCY, raises=AlertKind.HELP
        )
    else:
        await _not_urgent(turn)


async def _not_urgent(turn: Turn) -> None:
    subject = await person_in_trouble(turn)
    raised = (
        await settle_as_not_urgent(turn.session, subject, now=turn.now)
        if subject is not None
        else None
    )
    if raised is None:
        return await _say_all_well(turn, subject)
    return await reply_to_danger(
        turn, Severity.SAME_DAY, raised.alert.clinic_id, set(), news=raised.news
    )


async def _raise_from_answer(
    turn: Turn, kind: AlertKind, said: str, severity: Severity, raises: AlertKind | None = None
) -> None:
    subject = await person_in_trouble(turn)
    if subject is None:
        return await reply_to_danger(turn, severity, None, set())
    raised = await settle_safety_question(
        turn.session, subject, kind, said, severity, raises=raises, now=turn.now
    )
    assert raised is not None
    signs = set(raised.alert.signs.split(","))
    return await reply_to_danger(turn, severity, raised.alert.clinic_id, signs, news=raised.news)


async def _settle_without_alert(turn: Turn, kind: AlertKind, said: str) -> None:
    subject = await person_in_trouble(turn)
    if subject is not None:
        await settle_safety_question(turn.session, subject, kind, said, None, now=turn.now)
    return await _say_all_well(turn, subject)


async def _say_all_well(turn: Turn, subject: QuestionSubject | None) -> None:
    if subject is None:
        return turn.rewrite("alerts.all_well", ambulance=AMBULANCE)
    clinic = await clinic_by_id(turn.session, subject.clinic_id)
    return turn.rewrite("alerts.all_well", ambulance=clinic.ambulance)


HELP_COMMANDS = ("madad", "bachao")
COMMANDS = dict.fromkeys(HELP_COMMANDS, request_help)
PRESSES = {
    "help": answer_help_question,
    "danger_now": answer_danger_question,
    "urgent": answer_urgency_question,
}
KEYS = {"help": request_help}
