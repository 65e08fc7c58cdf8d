"""Alerts as the clinic's programs see them, and the bell that rings when one changes."""

import asyncio

import asyncpg
import pytest

from db.session import make_engine, make_sessions
from tests.contract.people import NOW, People


async def test_an_alert_is_read_with_its_words_and_people(ganiyari):
    alert_id = await ganiyari.alert()
    (alert,) = await ganiyari.read("alert_feed")
    assert (alert["code"], alert["clinic"]) == (f"G{alert_id}", "Ganiyari")
    assert (alert["patient"], alert["clinic_number"]) == ("Sukhmati", "GAN200000")
    assert alert["group_title"] == "Ganiyari sangwari"
    assert (alert["kind"], alert["severity"]) == ("danger_sign", "emergency")
    assert (alert["evidence"], alert["signs"]) == ("छाती में दर्द", "chest_pain")
    assert (alert["status"], alert["raised_by"], alert["acked_by"]) == ("triggered", "self", None)
    assert alert["next_action_at"] is not None
    assert (alert["contract_version"], alert["version"]) == (1, 1)


async def test_who_took_it_and_who_closed_it_have_names(ganiyari):
    meena = ganiyari.staff_id
    await ganiyari.alert(status="acked", acked_by=meena, acked_at=NOW)
    await ganiyari.alert(
        account_id=None,
        status="resolved",
        resolved_by=meena,
        resolved_at=NOW,
        outcome="referred",
        next_action_at=None,
        previous_id=1,
    )
    acked, resolved = await ganiyari.read("alert_feed", "alert_id")
    assert acked["acked_by"] == "Meena"
    assert (resolved["resolved_by"], resolved["outcome"]) == ("Meena", "referred")
    assert (resolved["raised_by"], resolved["previous_code"]) == ("rule", "G1")


async def test_every_event_of_an_alert_is_read(ganiyari):
    alert_id = await ganiyari.alert()
    (event,) = await ganiyari.read("alert_event_feed")
    assert (event["code"], event["sequence"], event["type"]) == (f"G{alert_id}", 1, "raised")
    assert (event["via"], event["staff"], event["note"]) == ("member", None, "first")


async def test_a_new_and_a_changed_alert_ring_the_bell(postgresql_url):
    engine = make_engine(postgresql_url)
    people = People(make_sessions(engine))
    await people.set_up_clinic("Ganiyari")
    heard: asyncio.Queue[str] = asyncio.Queue()
    listener = await asyncpg.connect(postgresql_url.replace("+asyncpg", ""))
    await listener.add_listener("gothiya_alert", lambda *told: heard.put_nowait(told[-1]))
    alert_id = await people.alert()
    assert await asyncio.wait_for(heard.get(), 5) == str(alert_id)
    await people.run("UPDATE alert SET occurrences = 2")
    assert await asyncio.wait_for(heard.get(), 5) == str(alert_id)
    with pytest.raises(asyncio.QueueEmpty):
        heard.get_nowait()
    await listener.close()
    await engine.dispose()
