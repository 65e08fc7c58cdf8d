"""What staff said of closed alarms comes back to the phrases that raised them."""

from datetime import timedelta

from bot.services.alerts import words_of
from db.enums import AlertAction
from db.queries.alerts.state import heard_and_closed
from db.session import begin
from tests.alerts.conftest import Ganiyari


async def test_only_what_words_raised_and_staff_closed_is_judged(ganiyari: Ganiyari):
    heard = await ganiyari.cries("chhati ma pira", signs=("chest_pain",))
    old = ganiyari.clock() - timedelta(days=1)
    await ganiyari.cries("chhati pirat he", signs=("chest_pain",), said_at=old, edited=True)
    async with begin(ganiyari.sessions) as session:
        assert await heard_and_closed(session) == []
    await ganiyari.does("Anita", heard.alert.id, AlertAction.ACK)
    await ganiyari.does("Anita", heard.alert.id, AlertAction.RESOLVE, "false_alarm")
    async with begin(ganiyari.sessions) as session:
        ((evidence, signs, outcome),) = await heard_and_closed(session)
    assert (signs, outcome) == ("chest_pain", "false_alarm")
    assert words_of(evidence) == ("chhati ma pira", "chhati pirat he")
