"""The faults that an alert must survive, by the numbers of the design's list."""

import asyncio
import re
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event, select
from sqlalchemy.exc import OperationalError

from bot.console.health import overdue_work
from bot.handlers.routes import route_update
from bot.intake.batch import Batch
from bot.jobs.alerts import escalate
from bot.services.alerts.actions import ActionRefused
from db.enums import AlertAction, AlertStatus, GroupKind, OutboxStatus, StaffRole
from db.models import Alert, AlertEvent, Group, Outbox, PillCount
from db.session import begin
from tests.alerts.conftest import Ganiyari
from tests.village import Village

CHEST_PAIN = "छाती मा अब्बड़ पीरा होवत हे"
NUMBERED = {5, 6, 7, 8, 9, 10, 12, 13, 14, 15, 16, 17, 20, 21, 22, 24, 25}


def test_every_fault_of_the_list_has_a_test_that_names_it() -> None:
    sources = Path(__file__).parents[1].glob("**/test_*.py")
    named = re.findall(r"mark\.fault\((\d+)\)", "".join(p.read_text("utf-8") for p in sources))
    assert {int(number) for number in named} >= NUMBERED


@pytest.mark.fault(10)
async def test_where_nobody_can_be_reached_it_nags_and_the_audit_says_so(village: Village) -> None:
    anita = await village.staff("Anita")
    sukhmati = await village.member("Sukhmati")
    anita.person.blocks(village.bot)
    await sukhmati.says(CHEST_PAIN)
    for _ in range(3):
        await village.later(minutes=10)
    events = await village.rows(select(AlertEvent.type).order_by(AlertEvent.sequence))
    assert events.count("fallback") >= 3
    assert await wrong(village) == ["alert_unheard"]
    anita.person.unblocks(village.bot)
    await village.later(minutes=10)
    assert CHEST_PAIN in anita.last
    assert await wrong(village) == []


@pytest.mark.fault(12)
async def test_a_staff_chat_that_threw_the_bot_out_costs_no_alert_and_is_used_again(
    village: Village,
) -> None:
    staff_chat = await village.group("Staff", kind=GroupKind.STAFF, language="en")
    anita = await village.staff("Anita")
    sukhmati = await village.member("Sukhmati")
    staff_chat.owner.removes(village.bot, staff_chat.chat)
    await village.settle()
    await sukhmati.says(CHEST_PAIN)
    assert CHEST_PAIN in anita.last
    staff_chat.chat.add(village.bot)
    staff_chat.owner.makes_admin(village.bot, staff_chat.chat)
    await village.settle()
    await village.later(minutes=10)
    await village.later(minutes=10)
    assert "EMERGENCY" in staff_chat.texts()[-1]


@pytest.mark.fault(12)
async def test_trouble_while_asking_for_rights_does_not_lose_the_staff_chat(
    village: Village,
) -> None:
    await village.group("Staff", kind=GroupKind.STAFF)
    village.telegram.faults.add(kind="timeout_before", method="getChatMember", times=9)
    await village.later(days=2)
    assert await village.rows(select(Group.state)) == ["active"]


@pytest.mark.fault(13)
async def test_two_people_press_at_once_on_two_processes(village: Village) -> None:
    anita, meena = await village.staff("Anita"), await village.staff("Meena")
    sukhmati = await village.member("Sukhmati", language="en")
    await sukhmati.says(CHEST_PAIN)
    app = village.app
    other = Batch(
        app.sessions,
        route_update,
        app.clock,
        lambda: app.bot.username,
        app.batch._dead_letters,
        shared=True,
    )
    for presser in (anita, meena, anita, meena, meena):
        presser.person._query(presser.inbox[-1], "acknowledge:1:1")
    updates = await app.bot.get_updates(timeout=0)
    assert len(updates) == 5
    await asyncio.gather(app.batch.take(updates[::2]), other.take(updates[1::2]))
    village.bot.updates.pending.clear()
    await village.settle()
    types = await village.rows(select(AlertEvent.type))
    assert types.count("acked") == 1
    refused = [m.text for who in (anita, meena) for m in who.inbox if "has it already" in m.text]
    assert len(refused) == 4
    assert sum("knows, and will call you" in m.text for m in sukhmati.inbox) == 1


@pytest.mark.fault(14)
@pytest.mark.parametrize("first", ["nurse", "clock"])
async def test_whoever_is_first_an_alert_taken_is_not_paged_on(
    ganiyari: Ganiyari, first: str
) -> None:
    alert = (await ganiyari.calls_for_help()).alert
    ganiyari.clock.advance(timedelta(minutes=10))
    ticks = escalate(ganiyari.sessions, ganiyari.clock)
    takes = ganiyari.does("Anita", alert.id, AlertAction.ACK, episode=1)
    await asyncio.gather(*((takes, ticks) if first == "nurse" else (ticks, takes)))
    assert (await ganiyari.alert(alert.id)).status == AlertStatus.ACKED
    pages = await ganiyari.pages(alert.id)
    assert {page.status for page in pages} == {OutboxStatus.CANCELLED}
    with pytest.raises(ActionRefused):
        await ganiyari.does("Meena", alert.id, AlertAction.ACK, episode=1)


@pytest.mark.fault(15)
async def test_a_card_of_sixty_days_ago_is_answered_kindly_and_takes_nothing(
    village: Village,
) -> None:
    anita = await village.staff("Anita")
    sukhmati = await village.member("Sukhmati")
    await sukhmati.says(CHEST_PAIN)
    card = anita.inbox[-1]
    await anita.presses("✋ I take it")
    await anita.does(lambda p: p._query(card, "resolve:1:helped:1"))
    await village.later(days=60)
    card.deleted = True  # Telegram shows no more of it than its number.
    village.telegram.faults.add(
        kind="error", method="answerCallbackQuery", code=400,
        description="Bad Request: query is too old and response timeout expired",
    )  # fmt: skip
    assert "was closed already" in await anita.does(lambda p: p._query(card, "acknowledge:1:1"))
    assert await village.rows(select(Alert.status)) == ["resolved"]


@pytest.mark.fault(20)
@pytest.mark.parametrize("table", ["alert_event", "outbox", "update_seen"])
async def test_a_connection_that_drops_in_the_middle_leaves_no_half_alert(
    village: Village, table: str
) -> None:
    anita = await village.staff("Anita")
    sukhmati = await village.member("Sukhmati")
    engine = village.app.engine.sync_engine
    broken: list[str] = []

    def drops(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not broken and statement.startswith(f"INSERT INTO {table} "):
            broken.append(statement)
            raise OperationalError(statement, {}, Exception("server closed the connection"))

    event.listen(engine, "before_cursor_execute", drops)
    sukhmati.person.says(village.bot, CHEST_PAIN)
    await village.app.polling.once()
    assert broken
    assert await village.rows(select(Alert.id)) == []
    assert await village.rows(select(Outbox.id).where(Outbox.alert_id.is_not(None))) == []
    await village.settle()
    event.remove(engine, "before_cursor_execute", drops)
    assert await village.rows(select(Alert.occurrences)) == [1]
    assert CHEST_PAIN in anita.last


@pytest.mark.fault(21)
async def test_a_clock_that_jumps_forth_and_back_pages_once_for_each_step(
    village: Village,
) -> None:
    await village.staff("Anita")
    rao = await village.staff("Rao", StaffRole.DOCTOR)
    sukhmati = await village.member("Sukhmati")
    await sukhmati.says(CHEST_PAIN)
    village.clock.advance(timedelta(hours=2))
    await village.later(seconds=1)
    assert sum(CHEST_PAIN in m.text for m in rao.inbox) == 1
    village.clock.advance(timedelta(hours=-1))
    await village.later(seconds=1)
    await village.later(seconds=1)
    assert sum(CHEST_PAIN in m.text for m in rao.inbox) == 1
    (alert,) = await village.rows(select(Alert))
    times = await village.rows(select(AlertEvent.at).order_by(AlertEvent.sequence))
    assert times == sorted(times)
    assert alert.next_action_at > village.clock()


@pytest.mark.fault(22)
@pytest.mark.parametrize(
    "guard", ["bot.intake.identify.speakers", "bot.handlers.alerts.screening.read"]
)
async def test_where_a_guard_fails_nothing_behind_it_runs_and_the_person_is_told(
    village: Village, guard: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    anita = await village.staff("Anita")
    sukhmati = await village.member("Sukhmati", language="en")
    await village.medicine(sukhmati, "Metformin")
    await sukhmati.taps("💊 Count pills")

    def fails(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(guard, fails)
        heard = await sukhmati.says("मोर कथा 24 गोली")
    assert "108" in heard
    assert await village.rows(select(Alert.kind)) == ["unread"]
    assert "could not read" in anita.last
    if guard.endswith("speakers"):
        assert await village.rows(select(PillCount.id)) == []


async def wrong(village: Village) -> list[str]:
    async with begin(village.sessions) as session:
        return await overdue_work(session, village.clock())
