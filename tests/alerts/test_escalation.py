"""Escalation step by step until a named human has the alert."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.jobs.alerts import escalate
from bot.services.alerts.escalation import handle_failed_page
from db.enums import AlertAction, AlertStatus, OutboxStatus, Severity, StaffRole
from db.models import Account, EscalationStep, Outbox, Staff
from db.session import begin
from tests.alerts.conftest import Ganiyari

EVERYBODY = ["chat", "Anita", "Meena", "Rao", "Phool"]


async def _fails(ganiyari: Ganiyari, alert_id: int, name: str) -> None:
    """Telegram reports that this person has blocked the bot."""
    account_id = ganiyari.accounts[name]
    async with begin(ganiyari.sessions) as session:
        await session.execute(
            update(Outbox)
            .where(
                Outbox.alert_id == alert_id,
                Outbox.dest_kind == "account",
                Outbox.dest_id == account_id,
            )
            .values(status=OutboxStatus.FAILED)
        )
        await session.execute(
            update(Account)
            .where(Account.id == account_id)
            .values(unreachable_since=ganiyari.clock())
        )
        await handle_failed_page(session, alert_id, ganiyari.clock())


async def test_nobody_answers_and_the_ladder_is_climbed(ganiyari: Ganiyari):
    alert = (await ganiyari.calls_for_help()).alert
    assert await ganiyari.later(minutes=9) == 0
    await ganiyari.later(minutes=1)
    assert (await ganiyari.paged(alert.id))[3:] == ["Rao"]
    await ganiyari.later(minutes=10)
    assert (await ganiyari.paged(alert.id))[4:] == ["Phool"]
    await ganiyari.later(minutes=10)
    assert (await ganiyari.paged(alert.id))[5:] == EVERYBODY


async def test_after_the_ladder_it_nags_for_ever(ganiyari: Ganiyari):
    alert = (await ganiyari.calls_for_help()).alert
    for _ in range(50):
        await ganiyari.later(minutes=10)
    assert (await ganiyari.events(alert.id)).count("fallback") == 48
    assert len(await ganiyari.pages(alert.id)) == 5 + 48 * 5


async def test_a_leader_is_told_nothing_of_what_was_said(ganiyari: Ganiyari):
    alert = (await ganiyari.calls_for_help("marna chahti hun", signs=("suicide",))).alert
    await ganiyari.later(minutes=10)
    await ganiyari.later(minutes=10)
    page = (await ganiyari.pages(alert.id))[-1]
    assert page.template == "alerts.leader_card"
    assert page.params is not None
    assert page.params.keys() == {"name", "status", "practice", "phone"}


@pytest.mark.fault(9)
async def test_an_unreachable_nurse_is_passed_over_at_once(ganiyari: Ganiyari):
    alert = (await ganiyari.calls_for_help()).alert
    await _fails(ganiyari, alert.id, "Anita")
    assert await ganiyari.paged(alert.id) == ["chat", "Anita", "Meena"]
    await _fails(ganiyari, alert.id, "Meena")
    assert (await ganiyari.paged(alert.id))[3:] == ["Rao"]
    assert (await ganiyari.events(alert.id))[2:] == ["step_failed", "escalated"]


async def test_no_one_on_call_goes_on_at_once_and_says_so(ganiyari: Ganiyari):
    async with begin(ganiyari.sessions) as session:
        await session.execute(update(Staff).values(on_call=False))
    alert = (await ganiyari.calls_for_help(group_id=None)).alert
    assert await ganiyari.events(alert.id) == [
        "raised", "escalated", "no_one_on_call", "escalated", "no_one_on_call", "escalated",
    ]  # fmt: skip
    assert await ganiyari.paged(alert.id) == ["chat", "Phool"]
    await ganiyari.later(minutes=10)
    assert (await ganiyari.paged(alert.id))[2:] == EVERYBODY


@pytest.mark.fault(10)
async def test_a_clinic_without_anybody_is_never_silent_about_it(ganiyari: Ganiyari):
    async with begin(ganiyari.sessions) as session:
        await session.execute(update(Staff).values(left_at=ganiyari.clock()))
        await session.execute(update(Account).values(unreachable_since=ganiyari.clock()))
    alert = (await ganiyari.calls_for_help()).alert
    for _ in range(3):
        await ganiyari.later(minutes=10)
    assert await ganiyari.paged(alert.id) == ["chat"] + ["chat", "Phool"] * 4
    assert (await ganiyari.alert(alert.id)).next_action_at is not None


async def test_the_clinics_own_ladder_is_used(ganiyari: Ganiyari):
    async with begin(ganiyari.sessions) as session:
        for step, (role, wait) in enumerate(((StaffRole.DOCTOR, 3), (StaffRole.NURSE, 0))):
            session.add(
                EscalationStep(
                    clinic_id=ganiyari.clinic,
                    severity=Severity.EMERGENCY,
                    step=step * 10,
                    role=role,
                    wait_minutes=wait,
                )
            )
    alert = (await ganiyari.calls_for_help()).alert
    assert await ganiyari.paged(alert.id) == ["chat", "Rao"]
    await ganiyari.later(minutes=3)
    assert (await ganiyari.paged(alert.id))[2:] == ["Anita", "Meena"]
    await ganiyari.later(minutes=1)
    assert (await ganiyari.paged(alert.id))[4:] == EVERYBODY


@pytest.mark.fault(16)
async def test_who_took_it_and_fell_silent_is_not_waited_for(ganiyari: Ganiyari):
    alert = (await ganiyari.calls_for_help()).alert
    await ganiyari.does("Anita", alert.id, AlertAction.ACK)
    await ganiyari.later(minutes=59)
    assert (await ganiyari.alert(alert.id)).status == AlertStatus.ACKED
    # The bot was down meanwhile: one new episode all the same.
    await ganiyari.later(days=1)
    now = await ganiyari.alert(alert.id)
    assert (now.status, now.episode) == (AlertStatus.TRIGGERED, 2)
    assert (await ganiyari.events(alert.id))[3:] == ["auto_unack", "escalated"]
    assert (await ganiyari.paged(alert.id))[3:] == ["chat", "Anita", "Meena"]


async def test_two_ticks_at_once_page_once(ganiyari: Ganiyari):
    alert = (await ganiyari.calls_for_help()).alert
    ganiyari.clock.advance(timedelta(minutes=10))
    done = await asyncio.gather(*(escalate(ganiyari.sessions, ganiyari.clock) for _ in range(4)))
    assert sum(done) == 1
    assert (await ganiyari.paged(alert.id))[3:] == ["Rao"]


@pytest.mark.fault(14)
async def test_a_tick_and_a_nurse_at_the_same_instant(ganiyari: Ganiyari):
    alert = (await ganiyari.calls_for_help()).alert
    ganiyari.clock.advance(timedelta(minutes=10))
    await asyncio.gather(
        escalate(ganiyari.sessions, ganiyari.clock),
        ganiyari.does("Anita", alert.id, AlertAction.ACK),
    )
    now = await ganiyari.alert(alert.id)
    assert now.status == AlertStatus.ACKED
    assert (await ganiyari.events(alert.id))[-1] == "acked"
    pages = await ganiyari.pages(alert.id)
    assert {page.status for page in pages} == {OutboxStatus.CANCELLED}


async def test_one_alert_that_fails_holds_up_no_other(ganiyari: Ganiyari, monkeypatch):
    first = (await ganiyari.calls_for_help()).alert
    second = (await ganiyari.calls_for_help(patient_id=None)).alert
    whole = "bot.services.alerts.escalation.advance_escalation"
    from bot.services.alerts import escalation

    real = escalation.advance_escalation

    async def advance(session, alert, *, now):
        if alert.id == first.id:
            raise RuntimeError("poison")
        await real(session, alert, now=now)

    monkeypatch.setattr(whole, advance)
    assert await ganiyari.later(minutes=10) == 1
    assert (await ganiyari.paged(second.id))[3:] == ["Rao"]
