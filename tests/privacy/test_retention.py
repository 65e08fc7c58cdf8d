"""Nothing is kept for longer than the rules say, and nothing that is still needed goes."""

import pytest
from sqlalchemy import select, update

from bot.domain.privacy.retention import kept_since, retention_rules
from bot.jobs.housekeeping import delete_old_rows
from bot.services.outbox import To, enqueue
from bot.services.privacy.retention import AT_ONCE, sweep_once
from bot.texts.moderation.rules import no_text
from db.base import Base
from db.enums import AlertOutcome, CaseState, OutboxClass
from db.models import (
    Account,
    Alert,
    Attempt,
    DeadLetter,
    ModerationCase,
    Outbox,
    Sanction,
    Slot,
)
from db.queries.privacy.retention import delete_slots
from db.session import begin
from tests.meetings.steps import sitting
from tests.moderation.steps import HURT, replies, says, settled_group
from tests.privacy.retention_page import PAGE, page
from tests.privacy.test_erasure import _asked_for, erases, resolves
from tests.privacy.test_keep_or_erase import counted
from tests.privacy.traces import traces
from tests.village import Village

TABLES = Base.metadata.tables


@pytest.mark.parametrize("table", sorted(TABLES))
def test_every_column_of_every_table_is_in_a_rule(table: str) -> None:
    assert retention_rules()[table].columns == set(TABLES[table].columns.keys())


def test_no_rule_is_about_a_table_that_is_gone() -> None:
    assert set(retention_rules()) == set(TABLES)


def test_the_page_says_what_the_rules_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()


async def tidy(village: Village) -> None:
    await delete_old_rows(village.sessions, village.clock)


async def quiet_days(village: Village, days: int) -> None:
    """They pass without anything happening, but for the housekeeping."""
    village.clock.advance(days=days)
    await tidy(village)


async def test_after_months_nothing_is_older_than_the_rules_say(village: Village) -> None:
    group, phool, budhram, _ = await settled_group(village)
    anita, sukhmati = await village.staff("Anita"), await counted(village)
    bad = await says(village, budhram, group, HURT)
    await replies(phool, group, bad, "/hatao")
    await sukhmati.says("सांस नहीं आ रही है")
    await resolves(village, anita, AlertOutcome.HELPED)
    await village.stranger("Mangal").starts()
    async with begin(village.sessions) as session:
        session.add(
            DeadLetter(update_id=1, telegram_user_id=2, error="x", failed_at=village.clock())
        )
    for _ in range(20):
        await village.later(days=7)
        await resolves(village, anita, AlertOutcome.HELPED)
    await quiet_days(village, 100)
    messages = select(Outbox.id).where(Outbox.done_at < kept_since("outbox", village.clock()))
    assert await village.rows(messages) == []
    slots = select(Slot.job).where(Slot.done_at < kept_since("slot", village.clock()))
    assert set(await village.rows(slots)) <= {"running_out:same_day", "running_out:routine"}
    assert await village.rows(select(DeadLetter)) == []
    sent = set(await village.rows(select(Outbox.id)))
    assert set(await village.rows(select(Attempt.outbox_id))) <= sent
    assert await village.rows(select(Sanction.telegram_id).where(Sanction.kind == "hide")) == [None]
    assert await village.rows(select(ModerationCase.telegram_id)) == [None]
    assert len(await village.rows(select(Alert))) >= 1


async def test_the_cards_of_an_open_alert_stay_and_those_of_a_closed_one_a_month(
    village: Village,
) -> None:
    anita, sukhmati = await village.staff("Anita"), await village.member("Sukhmati")
    await sukhmati.says("सांस नहीं आ रही है")
    of_alert = select(Outbox.id).where(Outbox.alert_id.is_not(None))
    cards = set(await village.rows(of_alert))
    await quiet_days(village, 100)
    assert cards <= set(await village.rows(of_alert))
    await resolves(village, anita, AlertOutcome.HELPED)
    await quiet_days(village, 29)
    assert cards <= set(await village.rows(of_alert))
    await quiet_days(village, 2)
    assert await village.rows(of_alert) == []


async def test_rules_that_are_pinned_are_not_pinned_again(village: Village) -> None:
    await settled_group(village)
    pins = len(village.telegram.calls_of("pinChatMessage"))
    for _ in range(6):
        await village.later(days=15)
    assert len(village.telegram.calls_of("pinChatMessage")) == pins


async def test_a_message_that_a_waiting_edit_is_for_stays_and_so_does_its_pin(
    village: Village,
) -> None:
    await settled_group(village)
    [pin] = await village.rows(select(Outbox).where(Outbox.method == "pin"))
    village.clock.advance(days=60)
    async with begin(village.sessions) as session:
        enqueue(
            session,
            OutboxClass.MODERATION,
            To(pin.dest_kind, pin.dest_id),
            no_text(),
            method="edit",
            target_outbox_id=pin.target_outbox_id,
            now=village.clock(),
        )
    await tidy(village)
    left = await village.rows(select(Outbox.id).where(Outbox.status == "sent"))
    assert sorted(left) == sorted([pin.target_outbox_id, pin.id])


async def test_an_undecided_case_keeps_its_cards_and_a_decided_one_does_not(
    village: Village,
) -> None:
    group, _phool, budhram, _ = await settled_group(village)
    bad = await says(village, budhram, group, HURT)
    await replies(budhram, group, bad, "/batao")
    cards = select(Outbox.id).where(Outbox.dedup_key.like("case:%"))
    assert await village.rows(cards)
    await quiet_days(village, 60)
    assert await village.rows(cards)
    async with begin(village.sessions) as session:
        await session.execute(update(ModerationCase).values(state=CaseState.CLOSED))
    await tidy(village)
    assert await village.rows(cards) == []


async def test_a_question_without_an_answer_is_remembered_as_long_as_it_has_none(
    village: Village,
) -> None:
    sukhmati = await counted(village)
    village.clock.advance(days=1)
    at, slots = village.clock(), select(Slot.id).where(Slot.job == "count")
    async with begin(village.sessions) as session:
        session.add(Slot(job="count", scope=str(sukhmati.patient_id), due_at=at, done_at=at))
    await quiet_days(village, 60)
    assert len(await village.rows(slots)) == 1
    await sukhmati.taps("💊 Count pills")
    await sukhmati.says("10")
    await tidy(village)
    assert await village.rows(slots) == []


async def test_the_post_of_a_need_that_is_still_open_can_be_edited_months_later(
    village: Village,
) -> None:
    group, phool, members = await sitting(village, people=3)
    await _asked_for(village, group, phool, members)
    await quiet_days(village, 100)
    posts = await village.rows(select(Outbox.dedup_key).where(Outbox.dedup_key.like("need:%")))
    assert [key.endswith(":post") for key in posts] == [True]


async def test_a_stranger_is_forgotten_after_ninety_silent_days(village: Village) -> None:
    mangal, sukhmati = village.stranger("Mangal"), await village.member("Sukhmati")
    await mangal.starts()
    await quiet_days(village, 60)
    await mangal.says("kya hai")
    await quiet_days(village, 60)
    ids = select(Account.telegram_id)
    assert mangal.person.id in await village.rows(ids)
    await quiet_days(village, 31)
    assert await village.rows(ids) == [sukhmati.person.id]
    assert await traces(village, str(mangal.person.id)) == set()


async def test_who_called_for_help_stays_with_the_alert(village: Village) -> None:
    await village.staff("Anita")
    mangal = village.stranger("Mangal")
    await mangal.starts()
    await mangal.says("सांस नहीं आ रही है")
    await quiet_days(village, 200)
    assert mangal.person.id in await village.rows(select(Account.telegram_id))


async def test_it_goes_in_small_steps(village: Village) -> None:
    now, slots = village.clock(), select(Slot.id).where(Slot.job == "greet")
    async with begin(village.sessions) as session:
        session.add_all(
            Slot(job="greet", scope=f"account:{n}", due_at=now, done_at=now)
            for n in range(2 * AT_ONCE + 1)
        )
    village.clock.advance(days=41)
    async with begin(village.sessions) as session:
        assert await sweep_once(session, "slot", delete_slots, now=village.clock())
    assert len(await village.rows(slots)) == AT_ONCE + 1
    await tidy(village)
    assert await village.rows(slots) == []


async def test_after_an_erasure_nothing_names_them_or_what_they_were_told(
    village: Village,
) -> None:
    anita = await village.staff("Anita")
    sukhmati = await counted(village, name="Zulekhabai")
    words, phone = "mehrinwords", "9876543210"
    await sukhmati.does(lambda p: p.shares_contact(village.bot, f"+91{phone}"))
    await sukhmati.presses("✅ Yes, they may")
    await sukhmati.says(f"सांस नहीं आ रही है {words}")
    await resolves(village, anita, AlertOutcome.HELPED)
    for _ in range(6):
        await village.later(days=7)
    async with begin(village.sessions) as session:
        session.add(
            DeadLetter(
                update_id=1,
                telegram_user_id=sukhmati.person.id,
                error="x",
                failed_at=village.clock(),
            )
        )
    await erases(sukhmati)
    for mark in ("Zulekhabai", words, phone):
        assert await traces(village, mark) == set()
    assert await traces(village, str(sukhmati.person.id)) <= {
        "account.telegram_id",
        "outbox.sent_chat_id",
    }
    told = select(Outbox.template).where(
        Outbox.dest_kind == "account", Outbox.dest_id == sukhmati.account_id
    )
    assert set(await village.rows(told)) <= {"privacy.erased", "menu.home", "menu.stopped"}
    await quiet_days(village, 31)
    assert await village.rows(told) == []
    await quiet_days(village, 60)
    assert await traces(village, str(sukhmati.person.id)) == set()
