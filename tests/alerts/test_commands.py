"""The clinic's own program writes a row and reads the answer there."""

from typing import Any

import pytest
from sqlalchemy import insert, select, text

from bot.jobs.alerts import apply_commands
from db.enums import AlertStatus
from db.models import AlertCommand, AlertEvent, Staff
from db.session import begin
from tests.alerts.conftest import Ganiyari


async def _commands(ganiyari: Ganiyari, alert_id: int, action: str, **other: Any) -> AlertCommand:
    async with begin(ganiyari.sessions) as session:
        values = {"alert_id": alert_id, "action": action, "actor": "Anita", **other}
        await session.execute(insert(AlertCommand).values(values))
    assert await apply_commands(ganiyari.sessions, ganiyari.clock) == 1
    newest = select(AlertCommand).order_by(AlertCommand.id.desc())
    return (await ganiyari.rows(newest))[0]


async def test_a_command_is_applied_by_the_same_rules(ganiyari: Ganiyari):
    alert = (await ganiyari.calls_for_help()).alert
    command = await _commands(ganiyari, alert.id, "ack", actor=" anita ", expected_version=2)
    assert (command.status, command.answer) == ("applied", f"{alert.code} is acked, version 3")
    assert command.answered_at == ganiyari.clock()
    assert (await ganiyari.alert(alert.id)).acked_by == ganiyari.staff["Anita"]
    noted = await _commands(ganiyari, alert.id, "note", note="on the way")
    assert noted.status == "applied"
    (event,) = await ganiyari.rows(select(AlertEvent).where(AlertEvent.type == "noted"))
    assert (event.note, event.via) == ("on the way", "command")
    closed = await _commands(ganiyari, alert.id, "resolve", outcome="helped")
    assert closed.status == "applied"
    assert (await ganiyari.alert(alert.id)).status == AlertStatus.RESOLVED


@pytest.mark.parametrize(
    ("wrong", "answer"),
    [
        ({"actor": "Nobody"}, "“Nobody” is not on the staff of this alert's clinic"),
        ({"expected_version": 1}, "the alert is at version 2 now; look at it again"),
        ({"action": "delete"}, "“delete” is no action; known: ack, unack"),
        ({"action": "resolve"}, "to resolve, give an outcome: helped, referred"),
        ({"action": "resolve", "outcome": "fine"}, "“fine” is no outcome; known: helped"),
        ({"action": "snooze"}, "not possible while the alert is triggered, severity emergency"),
        ({"action": "extend"}, "not possible while the alert is triggered"),
        ({"alert_id": 99}, "there is no alert 99"),
    ],
)
async def test_a_wrong_command_hears_what_is_wrong(
    ganiyari: Ganiyari, wrong: dict[str, Any], answer: str
):
    alert = (await ganiyari.calls_for_help()).alert
    given = {"alert_id": alert.id, "action": "ack", **wrong}
    command = await _commands(ganiyari, given.pop("alert_id"), given.pop("action"), **given)
    assert command.status == "refused"
    assert command.answer is not None
    assert command.answer.startswith(answer)
    assert (await ganiyari.alert(alert.id)).version == 2


async def test_two_people_of_one_name_are_not_guessed_between(ganiyari: Ganiyari):
    alert = (await ganiyari.calls_for_help()).alert
    async with begin(ganiyari.sessions) as session:
        session.add(Staff(clinic_id=ganiyari.clinic, name="Anita", role="nurse"))
    command = await _commands(ganiyari, alert.id, "ack")
    assert (command.status, command.answer) == ("refused", "there are 2 people called “Anita”")


MALFORMED = (
    "INSERT INTO alert_command (alert_id, action, actor, created_at)"
    " VALUES (1, 'ack', 'Anita', 'yesterday')",
    "INSERT INTO alert_command (alert_id, action, actor, created_at)"
    " VALUES (1, 'ack', 'Anita', 1764590000)",
    "INSERT INTO alert_command (alert_id, action, actor) VALUES (1, 'ack', x'ff00')",
    "INSERT INTO alert_command (alert_id, action, actor) VALUES ('G1', 'ack', 'Anita')",
    "INSERT INTO alert_command (alert_id, action, actor, expected_version)"
    " VALUES (1, 'ack', 'Anita', 'two')",
    "INSERT INTO alert_command (alert_id, action, actor, note) VALUES (1, 'note', 'Anita', x'00')",
)


async def test_malformed_rows_are_refused_alone(ganiyari: Ganiyari):
    """SQLite stores what it is given, whatever the type of the column."""
    alert = (await ganiyari.calls_for_help()).alert
    if ganiyari.sessions.kw["bind"].dialect.name != "sqlite":
        pytest.skip("PostgreSQL takes no such row")
    async with begin(ganiyari.sessions) as session:
        for row in MALFORMED:
            await session.execute(text(row.replace("(1,", f"({alert.id},")))
    good = {"alert_id": alert.id, "action": "ack", "actor": "Anita"}
    async with begin(ganiyari.sessions) as session:
        await session.execute(insert(AlertCommand).values(good))
    await apply_commands(ganiyari.sessions, ganiyari.clock)
    status = select(AlertCommand.status).order_by(AlertCommand.id)
    assert await ganiyari.rows(status) == ["refused"] * len(MALFORMED) + ["applied"]


async def test_an_endless_note_is_refused(ganiyari: Ganiyari):
    alert = (await ganiyari.calls_for_help()).alert
    command = await _commands(ganiyari, alert.id, "note", note="x" * 1_000_000)
    assert (command.status, command.answer) == ("refused", "a note has 2000 signs at most")
