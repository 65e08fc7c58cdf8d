"""Outcomes of resolved alerts are counted for the phrases that raised them."""

from datetime import timedelta

from bot.services.alerts.raising import words_of_evidence
from db.enums import AlertAction
from db.queries.alerts.lookup import closed_danger_alerts
from db.session import begin
from tests.alerts.conftest import Ganiyari


async def test_only_what_words_raised_and_staff_closed_is_judged(ganiyari: Ganiyari):
    heard = await ganiyari.calls_for_help("chhati ma pira", signs=("chest_pain",))
    old = ganiyari.clock() - timedelta(days=1)
    await ganiyari.calls_for_help(
        "chhati pirat he", signs=("chest_pain",), said_at=old, edited=True
    )
    async with begin(ganiyari.sessions) as session:
        assert await closed_danger_alerts(session) == []
    await ganiyari.does("Anita", heard.alert.id, AlertAction.ACK)
    await ganiyari.does("Anita", heard.alert.id, AlertAction.RESOLVE, "false_alarm")
    async with begin(ganiyari.sessions) as session:
        ((evidence, signs, outcome),) = await closed_danger_alerts(session)
    assert (signs, outcome) == ("chest_pain", "false_alarm")
    assert words_of_evidence(evidence) == ("chhati ma pira", "chhati pirat he")
