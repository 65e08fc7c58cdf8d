"""A safety question is asked in private, twice; then the clinic is alerted."""

from sqlalchemy import select

from bot.services.alerts.questions import (
    QuestionSubject,
    ask_safety_question,
    settle_safety_question,
)
from db.enums import AlertKind, Severity
from db.models import Alert, SafetyQuestion
from db.session import begin
from tests.alerts.conftest import Ganiyari


def _sukhmati(ganiyari: Ganiyari) -> QuestionSubject:
    return QuestionSubject(ganiyari.clinic, ganiyari.accounts["Sukhmati"], ganiyari.patient)


async def _asks(ganiyari: Ganiyari, kind: AlertKind, words: str, *signs: str) -> None:
    async with begin(ganiyari.sessions) as session:
        await ask_safety_question(
            session, _sukhmati(ganiyari), kind, words, signs, now=ganiyari.clock()
        )


async def _answers(ganiyari: Ganiyari, kind: AlertKind, severity: Severity | None) -> None:
    async with begin(ganiyari.sessions) as session:
        await settle_safety_question(
            session, _sukhmati(ganiyari), kind, "pressed", severity, now=ganiyari.clock()
        )


async def test_no_answer_goes_to_a_human_after_ten_minutes(ganiyari: Ganiyari):
    await _asks(ganiyari, AlertKind.DANGER_SIGN, "chhati ma pira nai he", "chest_pain")
    assert await ganiyari.said_to("Sukhmati") == ["alerts.ask_danger_now"]
    await ganiyari.later(minutes=5)
    assert await ganiyari.said_to("Sukhmati") == ["alerts.ask_danger_now"] * 2
    assert not await ganiyari.rows(select(Alert))
    await ganiyari.later(minutes=5)
    (alert,) = await ganiyari.rows(select(Alert))
    assert (alert.severity, alert.signs) == (Severity.SAME_DAY, "chest_pain")
    assert "chhati ma pira nai he" in alert.evidence
    assert await ganiyari.paged(alert.id) == ["chat", "Anita", "Meena"]
    await ganiyari.later(minutes=5)
    assert len(await ganiyari.said_to("Sukhmati")) == 2


async def test_more_doubt_buys_no_time(ganiyari: Ganiyari):
    await _asks(ganiyari, AlertKind.DANGER_SIGN, "one")
    await ganiyari.later(minutes=5)
    await _asks(ganiyari, AlertKind.DANGER_SIGN, "two")
    await ganiyari.later(minutes=5)
    (alert,) = await ganiyari.rows(select(Alert))
    assert "one" in alert.evidence
    assert "two" in alert.evidence


async def test_a_no_settles_it(ganiyari: Ganiyari):
    await _asks(ganiyari, AlertKind.DANGER_SIGN, "chhati ma pira nai he")
    await _answers(ganiyari, AlertKind.DANGER_SIGN, None)
    for _ in range(3):
        await ganiyari.later(minutes=5)
    assert not await ganiyari.rows(select(Alert))
    assert [q.answer for q in await ganiyari.rows(select(SafetyQuestion))] == ["pressed"]


async def test_a_no_that_comes_late_leaves_the_alert_to_a_human(ganiyari: Ganiyari):
    await _asks(ganiyari, AlertKind.HELP, "madad")
    for _ in range(2):
        await ganiyari.later(minutes=5)
    await _answers(ganiyari, AlertKind.HELP, None)
    (alert,) = await ganiyari.rows(select(Alert))
    assert alert.status == "triggered"
    assert "[says: not now]" in alert.evidence
    assert (await ganiyari.events(alert.id))[-1] == "source_cleared"


async def test_a_yes_is_an_emergency_even_when_nobody_asks_any_more(ganiyari: Ganiyari):
    await _answers(ganiyari, AlertKind.DANGER_SIGN, Severity.EMERGENCY)
    (alert,) = await ganiyari.rows(select(Alert))
    assert alert.severity == Severity.EMERGENCY
    await _answers(ganiyari, AlertKind.DANGER_SIGN, Severity.EMERGENCY)
    assert len(await ganiyari.rows(select(Alert))) == 1
