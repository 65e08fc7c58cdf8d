"""An alert storm: one list for each recipient, and no alert lost."""

from datetime import timedelta

from sqlalchemy import select

from bot.services.alerts.actions import ActionRequest, act_on_alert
from bot.services.alerts.raising import raise_alert
from bot.services.alerts.storm import LIST
from db.enums import AlertAction, AlertKind, GroupKind, OutboxStatus, Severity, StaffRole
from db.models import Account, Alert, Attempt, Outbox
from db.session import begin
from tests.village import Village


async def _storm(village: Village, how_many: int, severity: Severity) -> None:
    for number in range(how_many):
        async with begin(village.sessions) as session:
            account = Account(telegram_id=900_000 + number, created_at=village.clock())
            session.add(account)
            await session.flush()
            await raise_alert(
                session,
                clinic_id=village.clinic_id,
                patient_id=None,
                account_id=account.id,
                group_id=None,
                kind=AlertKind.DANGER_SIGN,
                severity=severity,
                evidence=f"bukhar {number}",
                now=village.clock(),
            )


async def _pages(village: Village) -> list[Outbox]:
    return await village.rows(select(Outbox).where(Outbox.episode.is_not(None)).order_by(Outbox.id))


async def test_beyond_five_in_a_minute_one_list_carries_the_rest(village: Village):
    anita = await village.staff("Anita")
    await _storm(village, 12, Severity.SAME_DAY)
    await village.settle()
    assert len(anita.inbox) == 5
    await village.later(seconds=15)
    assert len(anita.inbox) == 6
    assert "Alerts at once: 7" in anita.last
    assert [f"🟠 G{n}" for n in range(6, 13)] == anita.buttons
    pages = await _pages(village)
    assert {page.alert_id for page in pages} == set(range(1, 13))
    assert {page.status for page in pages} == {OutboxStatus.SENT}
    tries = await village.rows(select(Attempt.outbox_id))
    assert {page.id for page in pages} <= set(tries)


async def test_ten_emergencies_ring_one_by_one(village: Village):
    anita = await village.staff("Anita")
    await _storm(village, 11, Severity.EMERGENCY)
    await village.settle()
    assert len(anita.inbox) == 10
    await village.later(seconds=15)
    assert "Alerts at once: 1" in anita.last
    assert "EMERGENCY" in anita.last


async def test_the_list_follows_what_becomes_of_its_alerts(village: Village):
    anita, meena = await village.staff("Anita"), await village.staff("Meena")
    await _storm(village, 8, Severity.SAME_DAY)
    await village.later(seconds=15)
    many = anita.inbox[-1]
    await meena.does(lambda p: p._query(meena.inbox[-1], "acknowledge:8:1"))
    assert "with Meena" in many.text
    assert many.text.count("nobody has it") == 2
    assert "bukhar 7" in await anita.presses("🟠 G8")


async def test_what_was_taken_before_the_list_went_out_is_not_sent(village: Village):
    anita = await village.staff("Anita")
    await _storm(village, 6, Severity.SAME_DAY)
    async with begin(village.sessions) as session:
        await act_on_alert(
            session, anita.staff_id, 6, ActionRequest(AlertAction.ACK), now=village.clock()
        )
    await village.later(seconds=20)
    assert not any("at once" in one.text for one in anita.inbox)
    (row,) = await village.rows(select(Outbox).where(Outbox.template == LIST))
    assert row.status == OutboxStatus.CANCELLED


async def test_a_list_that_reaches_nobody_lets_every_alert_on_it_climb(village: Village):
    anita = await village.staff("Anita")
    rao = await village.staff("Rao", StaffRole.DOCTOR)
    await _storm(village, 7, Severity.SAME_DAY)
    await village.settle()
    anita.person.blocks(village.bot)
    village.bot.updates.pending.clear()
    await village.later(seconds=15)
    await village.later(seconds=15)
    alerts = await village.rows(select(Alert).order_by(Alert.id))
    assert [one.step for one in alerts] == [1] * 5 + [2] * 2
    assert "bukhar 6" in rao.last


async def test_a_minute_later_a_page_goes_out_by_itself_again(village: Village):
    anita = await village.staff("Anita")
    await _storm(village, 5, Severity.SAME_DAY)
    await village.settle()
    village.clock.advance(timedelta(seconds=61))
    sukhmati = await village.member("Sukhmati")
    await sukhmati.says("आंख पीली हो गई है")
    assert "Sukhmati" in anita.last


async def test_the_staff_chat_gets_a_list_too(village: Village):
    chat = await village.group("Staff", kind=GroupKind.STAFF, language="en")
    await village.staff("Anita")
    before = len(chat.texts())
    await _storm(village, 9, Severity.SAME_DAY)
    await village.later(seconds=15)
    assert len(chat.texts()) - before == 6


async def test_a_reply_to_a_list_asks_whom_it_is_for(village: Village):
    anita = await village.staff("Anita")
    await _storm(village, 8, Severity.SAME_DAY)
    await village.later(seconds=15)
    many = anita.inbox[-1]
    assert "To whom" in await anita.does(lambda p: p.says(village.bot, "aao", reply_to=many))
