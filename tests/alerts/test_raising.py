"""One open alert for each kind and person, paged at once."""

import asyncio
from datetime import timedelta

from sqlalchemy import select

from bot.services.alerts.raising import raise_by_rule
from bot.services.alerts.unreadable import raise_unreadable_message
from bot.texts import menu as menu_texts
from db.enums import AlertAction, AlertKind, AlertOutcome, AlertStatus, OutboxClass, Severity
from db.models import Account, Alert, Outbox
from db.session import begin
from tests.alerts.conftest import Ganiyari


async def test_the_first_pages_are_written_with_the_alert(ganiyari: Ganiyari):
    raised = await ganiyari.calls_for_help()
    assert raised.news
    assert await ganiyari.paged(raised.alert.id) == ["chat", "Anita", "Meena"]
    assert await ganiyari.events(raised.alert.id) == ["raised", "escalated"]
    assert {page.klass for page in await ganiyari.pages(raised.alert.id)} == {"emergency"}
    assert raised.alert.next_action_at == ganiyari.clock() + timedelta(minutes=10)
    assert raised.alert.group_id == ganiyari.group


async def test_a_card_holds_what_staff_need(ganiyari: Ganiyari):
    raised = await ganiyari.calls_for_help("छाती मा\nअब्बड़ पीरा", signs=("chest_pain",))
    shown = (await ganiyari.pages(raised.alert.id))[1].params
    assert shown is not None
    assert shown["details"]["name"] == "Sukhmati"
    assert shown["details"]["number"] == "GAN200000"
    assert shown["details"]["signs"] == ["chest_pain"]
    assert shown["details"]["evidence"].endswith("10:00 छाती मा अब्बड़ पीरा")


async def test_the_same_trouble_again_adds_a_line_and_pages_nobody(ganiyari: Ganiyari):
    first = await ganiyari.calls_for_help("chhati ma pira")
    again = await ganiyari.calls_for_help("abbad pira", Severity.SAME_DAY)
    assert again.alert.id == first.alert.id
    assert not again.news
    alert = await ganiyari.alert(first.alert.id)
    assert [line.partition(" ")[2] for line in alert.evidence.split("\n")] == [
        "10:00 chhati ma pira",
        "10:00 abbad pira",
    ]
    assert (alert.occurrences, alert.severity) == (2, Severity.EMERGENCY)
    assert len(await ganiyari.pages(alert.id)) == 3


async def test_graver_words_alarm_again_after_somebody_took_it(ganiyari: Ganiyari):
    alert = (await ganiyari.calls_for_help("bukhar", Severity.SAME_DAY)).alert
    await ganiyari.does("Anita", alert.id, AlertAction.ACK)
    again = await ganiyari.calls_for_help("sans nai aawat he")
    assert again.news
    now = await ganiyari.alert(alert.id)
    assert (now.status, now.episode, now.acked_by) == (AlertStatus.TRIGGERED, 2, None)
    assert (await ganiyari.events(alert.id))[-2:] == ["realarm", "escalated"]
    assert len(await ganiyari.pages(alert.id)) == 6


async def test_a_closed_alert_is_not_opened_but_followed(ganiyari: Ganiyari):
    alert = (await ganiyari.calls_for_help()).alert
    await ganiyari.does("Anita", alert.id, AlertAction.RESOLVE, AlertOutcome.HELPED)
    second = (await ganiyari.calls_for_help()).alert
    assert second.id != alert.id
    assert second.previous_id == alert.id


async def test_words_older_than_twelve_hours_still_alert(ganiyari: Ganiyari):
    said_at = ganiyari.clock() - timedelta(hours=13)
    alert = (await ganiyari.calls_for_help(said_at=said_at)).alert
    assert "[late]" in alert.evidence
    assert await ganiyari.pages(alert.id)


async def test_an_edit_that_changes_no_word_is_not_said_twice(ganiyari: Ganiyari):
    first = await ganiyari.calls_for_help("chhati  ma pira")
    again = await ganiyari.calls_for_help("chhati ma pira", edited=True)
    assert not again.changed
    assert await ganiyari.events(first.alert.id) == ["raised", "escalated"]
    corrected = await ganiyari.calls_for_help("chhati ma abbad pira", edited=True)
    assert corrected.changed
    assert "[edited]" in corrected.alert.evidence


async def test_eight_cries_at_once_make_one_alert(ganiyari: Ganiyari):
    raised = await asyncio.gather(*(ganiyari.calls_for_help(f"cry {n}") for n in range(8)))
    assert len({one.alert.id for one in raised}) == 1
    (alert,) = await ganiyari.rows(select(Alert))
    assert alert.occurrences == 8
    assert alert.evidence.count("cry") == 8
    assert len(await ganiyari.pages(alert.id)) == 3


async def test_missed_doses_never_reach_a_leader(ganiyari: Ganiyari):
    async with begin(ganiyari.sessions) as session:
        await raise_by_rule(
            session,
            AlertKind.MISSED_DOSES,
            clinic_id=ganiyari.clinic,
            patient_id=ganiyari.patient,
            severity=Severity.ROUTINE,
            evidence="Metformin: 10 of 28",
            now=ganiyari.clock(),
        )
    (alert,) = await ganiyari.rows(select(Alert))
    for _ in range(6):
        await ganiyari.later(days=1)
    paged = await ganiyari.paged(alert.id)
    assert "Rao" in paged
    assert "Phool" not in paged
    assert {page.klass for page in await ganiyari.pages(alert.id)} == {OutboxClass.ALERT}


async def test_a_routine_alert_waits_for_the_morning(ganiyari: Ganiyari):
    ganiyari.clock.advance(timedelta(hours=13))
    alert = (await ganiyari.calls_for_help("khujli", Severity.ROUTINE)).alert
    assert not await ganiyari.pages(alert.id)
    await ganiyari.later(hours=8)
    assert await ganiyari.paged(alert.id) == ["chat", "Anita", "Meena"]


async def test_what_nobody_could_read_goes_to_a_human(ganiyari: Ganiyari):
    async with begin(ganiyari.sessions) as session:
        await raise_unreadable_message(session, 777, ganiyari.clock())
    (alert,) = await ganiyari.rows(select(Alert))
    assert (alert.kind, alert.severity) == (AlertKind.UNREAD, Severity.SAME_DAY)
    account_id = (await ganiyari.rows(select(Account.id).where(Account.telegram_id == 777)))[0]
    assert alert.account_id == account_id
    said = await ganiyari.rows(
        select(Outbox.template).where(Outbox.dest_id == account_id, Outbox.alert_id.is_(None))
    )
    assert said == [menu_texts.update_failed.name]
