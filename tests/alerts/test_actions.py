"""Exactly one person has an alert, the others learn who."""

import asyncio

import pytest
from sqlalchemy import select, update

from bot.domain.alerts import RefusalReason
from bot.services.alerts.actions import ActionRefused, OutcomeMissing, UnknownAlert
from db.enums import AlertAction, AlertStatus, OutboxStatus, Severity
from db.models import Clinic, Outbox, Staff
from db.session import begin
from tests.alerts.conftest import Ganiyari


async def _edits(ganiyari: Ganiyari, alert_id: int) -> list[Outbox]:
    return await ganiyari.rows(
        select(Outbox).where(
            Outbox.alert_id == alert_id,
            Outbox.method == "edit",
            Outbox.status == OutboxStatus.PENDING,
        )
    )


async def _sent(ganiyari: Ganiyari) -> None:
    async with begin(ganiyari.sessions) as session:
        await session.execute(update(Outbox).values(status=OutboxStatus.SENT))


async def test_taking_it_changes_every_card_and_tells_the_patient(ganiyari: Ganiyari):
    alert = (await ganiyari.calls_for_help()).alert
    await _sent(ganiyari)
    await ganiyari.does("Anita", alert.id, AlertAction.ACK, episode=1)
    edits = await _edits(ganiyari, alert.id)
    pages = await ganiyari.pages(alert.id)
    assert {edit.target_outbox_id for edit in edits} == {page.id for page in pages}
    assert {edit.params["holder"] for edit in edits if edit.params} == {"Anita"}
    assert {edit.episode for edit in edits} == {None}
    assert await ganiyari.said_to("Sukhmati") == ["alerts.taken"]


async def test_what_was_not_sent_yet_is_cancelled(ganiyari: Ganiyari):
    alert = (await ganiyari.calls_for_help()).alert
    await ganiyari.does("Anita", alert.id, AlertAction.ACK)
    assert {page.status for page in await ganiyari.pages(alert.id)} == {OutboxStatus.CANCELLED}
    assert not await _edits(ganiyari, alert.id)


async def test_only_the_newest_state_waits_to_be_shown(ganiyari: Ganiyari):
    alert = (await ganiyari.calls_for_help()).alert
    await _sent(ganiyari)
    await ganiyari.does("Anita", alert.id, AlertAction.ACK)
    await ganiyari.does("Anita", alert.id, AlertAction.RESOLVE, "helped")
    edits = await _edits(ganiyari, alert.id)
    assert len(edits) == 3
    assert {edit.params["status"] for edit in edits if edit.params} == {"resolved"}


@pytest.mark.fault(13)
async def test_five_presses_by_two_people_give_one_winner(ganiyari: Ganiyari):
    alert = (await ganiyari.calls_for_help()).alert
    pressing = ("Anita", "Meena", "Anita", "Meena", "Meena")
    said = await asyncio.gather(
        *(ganiyari.does(name, alert.id, AlertAction.ACK, episode=1) for name in pressing),
        return_exceptions=True,
    )
    refused = [one for one in said if isinstance(one, ActionRefused)]
    assert len(refused) == 4
    assert (await ganiyari.events(alert.id)).count("acked") == 1
    now = await ganiyari.alert(alert.id)
    winner = next(name for name, number in ganiyari.staff.items() if number == now.acked_by)
    assert {(one.reason, one.by) for one in refused} == {(RefusalReason.ALREADY_ACKED, winner)}
    assert (await ganiyari.said_to("Sukhmati")).count("alerts.taken") == 1


@pytest.mark.fault(15)
async def test_a_button_of_an_older_episode_takes_nothing(ganiyari: Ganiyari):
    alert = (await ganiyari.calls_for_help("bukhar", Severity.SAME_DAY)).alert
    await ganiyari.does("Anita", alert.id, AlertAction.ACK, episode=1)
    await ganiyari.calls_for_help("sans nai aawat he")
    before = await ganiyari.alert(alert.id)
    with pytest.raises(ActionRefused) as refused:
        await ganiyari.does("Meena", alert.id, AlertAction.ACK, episode=1)
    assert refused.value.reason is RefusalReason.STALE_EPISODE
    after = await ganiyari.alert(alert.id)
    assert (after.status, after.version) == (AlertStatus.TRIGGERED, before.version)
    await ganiyari.does("Meena", alert.id, AlertAction.ACK, episode=2)


async def test_giving_it_back_pages_again_at_once(ganiyari: Ganiyari):
    alert = (await ganiyari.calls_for_help()).alert
    await ganiyari.does("Anita", alert.id, AlertAction.ACK)
    await ganiyari.does("Anita", alert.id, AlertAction.UNACK)
    assert (await ganiyari.paged(alert.id))[3:] == ["chat", "Anita", "Meena"]
    assert {p.episode for p in (await ganiyari.pages(alert.id))[3:]} == {2}


async def test_who_has_it_may_ask_for_more_time(ganiyari: Ganiyari):
    alert = (await ganiyari.calls_for_help()).alert
    await ganiyari.does("Anita", alert.id, AlertAction.ACK)
    await ganiyari.later(minutes=50)
    with pytest.raises(ActionRefused):
        await ganiyari.does("Meena", alert.id, AlertAction.EXTEND)
    await ganiyari.does("Anita", alert.id, AlertAction.EXTEND)
    await ganiyari.later(minutes=50)
    assert (await ganiyari.alert(alert.id)).status == AlertStatus.ACKED


async def test_closing_needs_a_word_on_how_it_ended(ganiyari: Ganiyari):
    alert = (await ganiyari.calls_for_help()).alert
    with pytest.raises(OutcomeMissing):
        await ganiyari.does("Anita", alert.id, AlertAction.RESOLVE)
    await ganiyari.does("Anita", alert.id, AlertAction.RESOLVE, "referred")
    now = await ganiyari.alert(alert.id)
    assert (now.outcome, now.resolved_by) == ("referred", ganiyari.staff["Anita"])
    assert now.resolved_at == ganiyari.clock()
    assert await ganiyari.said_to("Sukhmati") == ["alerts.closed"]
    with pytest.raises(ActionRefused) as refused:
        await ganiyari.does("Meena", alert.id, AlertAction.RESOLVE, "helped")
    assert refused.value.by == "Anita"


async def test_nothing_is_said_to_the_phone_of_the_dead(ganiyari: Ganiyari):
    alert = (await ganiyari.calls_for_help()).alert
    await ganiyari.does("Anita", alert.id, AlertAction.RESOLVE, "died")
    assert await ganiyari.said_to("Sukhmati") == []


async def test_another_clinics_alert_does_not_exist(ganiyari: Ganiyari):
    alert = (await ganiyari.calls_for_help()).alert
    async with begin(ganiyari.sessions) as session:
        other = Clinic(name="Bilaspur", phone="1", created_at=ganiyari.clock())
        session.add(other)
        await session.flush()
        await session.execute(update(Staff).where(Staff.name == "Rao").values(clinic_id=other.id))
        await session.execute(
            update(Staff).where(Staff.name == "Meena").values(left_at=ganiyari.clock())
        )
    for name in ("Rao", "Meena"):
        with pytest.raises(UnknownAlert):
            await ganiyari.does(name, alert.id, AlertAction.ACK)
