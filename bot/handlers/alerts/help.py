"""Asking for help, and the answers to safety questions."""

from bot.context import Turn
from bot.handlers.access.rules import anyone
from bot.handlers.alerts.replies import person_in_trouble, reply_to_danger
from bot.handlers.clinics import show_staff_home
from bot.handlers.router import Router
from bot.keyboards.alerts import AnswerDangerQuestion, AnswerUrgencyQuestion, AskForHelp
from bot.services.alerts.questions import (
    QuestionSubject,
    ask_safety_question,
    safety_question,
    settle_as_not_urgent,
    settle_safety_question,
)
from bot.texts.alerts import replies as texts
from db.enums import AlertKind, Severity
from db.queries.clinics import clinic_by_id

HELP_COMMANDS = ("madad", "bachao")

router = Router(__name__)


@router.command(*HELP_COMMANDS, key="help", access=anyone)
async def request_help(turn: Turn) -> None:
    """Ask first what is needed, as the help key is easily pressed by mistake."""
    if turn.me.staff is not None:
        return await show_staff_home(turn, with_alerts=True)
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
    if turn.speaker is not None:
        turn.say(safety_question(kind, signs, texts.AMBULANCE))
    return None


@router.button(AskForHelp, access=anyone)
async def answer_help_question(turn: Turn, press: AskForHelp) -> None:
    match press.answer:
        case None:
            await request_help(turn)
        case "now":
            await _raise_from_answer(turn, AlertKind.HELP, "danger now", Severity.EMERGENCY)
        case "call":
            await _raise_from_answer(turn, AlertKind.HELP, "please call me", Severity.SAME_DAY)
        case "mistake":
            await _settle_without_alert(turn, AlertKind.HELP, "by mistake")


@router.button(AnswerDangerQuestion, access=anyone)
async def answer_danger_question(turn: Turn, press: AnswerDangerQuestion) -> None:
    if press.answer == "no":
        return await _settle_without_alert(turn, AlertKind.DANGER_SIGN, "no")
    said = {"yes": "yes, now", "other": "to somebody else"}[press.answer]
    return await _raise_from_answer(turn, AlertKind.DANGER_SIGN, said, Severity.EMERGENCY)


@router.button(AnswerUrgencyQuestion, access=anyone)
async def answer_urgency_question(turn: Turn, press: AnswerUrgencyQuestion) -> None:
    if press.answer == "no":
        return await _not_urgent(turn)
    return await _raise_from_answer(
        turn, AlertKind.UNREAD, "urgent", Severity.EMERGENCY, raises=AlertKind.HELP
    )


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
        return turn.rewrite(texts.all_well(ambulance=texts.AMBULANCE))
    clinic = await clinic_by_id(turn.session, subject.clinic_id)
    return turn.rewrite(texts.all_well(ambulance=clinic.ambulance))
