"""The SQL of the README does what the README says."""

import re
from pathlib import Path

import pytest
from sqlalchemy import insert, text

from bot.jobs.alerts import apply_commands
from db.enums import AlertAction
from db.models import AlertCommand
from db.session import begin
from tests.alerts.conftest import Ganiyari

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
SCREEN, REPORT, TAKING = re.findall(r"```sql\n(.*?)```", README, re.DOTALL)


@pytest.fixture
async def clinic(sessions, clock) -> Ganiyari:
    clinic = Ganiyari(sessions, clock)
    await clinic.settle_in()
    return clinic


async def read(clinic: Ganiyari, sql: str) -> list[dict[str, object]]:
    async with clinic.sessions() as session:
        return [dict(row._mapping) for row in await session.execute(text(sql))]


async def test_a_hospitals_screen_shows_what_is_open_gravest_first(clinic: Ganiyari):
    await clinic.calls_for_help("goli khatam", "same_day", patient_id=None)
    await clinic.calls_for_help("chhati ma pira")
    over = await clinic.calls_for_help("bukhar", "routine", kind="trouble")
    await clinic.does("Anita", over.alert.id, AlertAction.RESOLVE, "helped")
    shown = [(row["code"], row["severity"], row["patient"]) for row in await read(clinic, SCREEN)]
    assert shown == [("G2", "emergency", "Sukhmati"), ("G1", "same_day", None)]


async def test_the_daily_report_counts_what_became_of_alerts(clinic: Ganiyari):
    first = await clinic.calls_for_help("chhati ma pira")
    await clinic.calls_for_help("behosh", patient_id=None)
    await clinic.does("Anita", first.alert.id, AlertAction.ACK)
    await clinic.does("Anita", first.alert.id, AlertAction.RESOLVE, "false_alarm")
    (row,) = await read(clinic, REPORT.replace("CURRENT_DATE", "'2026-11-23'"))
    assert (row["clinic"], row["severity"]) == ("Ganiyari", "emergency")
    counts = [row[name] for name in ("raised", "taken", "closed", "false_alarms")]
    assert counts == [2, 1, 1, 1]
    assert await read(clinic, REPORT) is not None


async def test_the_hospitals_program_takes_an_alert_and_reads_the_answer(clinic: Ganiyari):
    await clinic.calls_for_help("chhati ma pira")
    take, answer = TAKING.strip().rstrip(";").split(";")
    async with begin(clinic.sessions) as session:
        await session.execute(text(take))
    assert await apply_commands(clinic.sessions, clinic.clock) == 1
    (command,) = await read(clinic, answer)
    assert (command["status"], command["answer"]) == ("applied", "G1 is acked, version 3")
    async with begin(clinic.sessions) as session:
        stale = {"alert_id": 1, "action": "extend", "actor": "Anita", "expected_version": 2}
        await session.execute(insert(AlertCommand).values(stale))
    assert await apply_commands(clinic.sessions, clinic.clock) == 1
    (command,) = await read(clinic, answer)
    assert command["status"] == "refused"
    assert "version 3 now" in str(command["answer"])
