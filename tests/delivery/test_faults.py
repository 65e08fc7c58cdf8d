"""Trouble on the way: what is lost, what comes twice, who is told."""

import asyncio
import logging
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from bot.delivery.claim import LEASE
from bot.delivery.outcomes import TokenRefused
from bot.delivery.pacing import Pace
from bot.services.outbox import To
from db.enums import OutboxClass
from db.models import ChatAlias, Outbox
from db.session import begin
from tests.delivery.conftest import Office, StrictRequest


async def killed_after_telegram_took(office: Office) -> None:
    """A process that claims and sends what is due and dies before it writes that down."""
    dying = office.another()
    await dying._turn(office=False)
    await dying._departures.all_gone()


@pytest.mark.fault(5)
@pytest.mark.parametrize(
    ("klass", "times", "status"),
    [
        (OutboxClass.EMERGENCY, 2, "sent"),
        (OutboxClass.ALERT, 2, "sent"),
        (OutboxClass.REPLY, 2, "sent"),
        (OutboxClass.MODERATION, 2, "sent"),
        (OutboxClass.REMINDER, 1, "unknown"),
        (OutboxClass.STORY, 1, "unknown"),
    ],
)
async def test_a_kill_before_the_books_are_written(
    office: Office, klass: OutboxClass, times: int, status: str
) -> None:
    anita = await office.person("Anita")
    row_id = await office.write(anita, klass=klass)
    await killed_after_telegram_took(office)
    await office.courier.drain()
    assert len(anita.texts) == 1  # nobody else touches it while the lease runs

    await office.later(seconds=LEASE.total_seconds())
    assert len(anita.texts) == times
    assert (await office.row(row_id)).status == status
    assert await office.attempts(row_id) == ["ambiguous", "sent"][:times]


@pytest.mark.fault(6)
@pytest.mark.parametrize("fault", ["timeout_before", "timeout_after", "disconnect_after"])
async def test_an_alert_whose_answer_was_lost_arrives_all_the_same(
    office: Office, fault: str
) -> None:
    anita = await office.person("Anita")
    office.telegram.faults.add(kind=fault, method="sendMessage")
    row_id = await office.write(anita, klass=OutboxClass.ALERT)
    await office.courier.drain()
    await office.later(seconds=2)
    assert len(anita.texts) == (1 if fault == "timeout_before" else 2)
    assert await office.attempts(row_id) == ["ambiguous", "sent"]


@pytest.mark.fault(6)
async def test_an_answer_is_not_repeated_for_ever(office: Office) -> None:
    sukhmati = await office.person()
    office.telegram.faults.add(kind="timeout_after", method="sendMessage", times=9)
    row_id = await office.write(sukhmati)
    await office.courier.drain()
    for _ in range(10):
        await office.later(seconds=30)
    assert len(sukhmati.texts) == 3
    assert (await office.row(row_id)).status == "unknown"


@pytest.mark.fault(7)
async def test_a_flood_silences_everybody_and_costs_no_try(office: Office) -> None:
    readers = await office.people(6)
    office.courier = office.another(pace=Pace())
    office.telegram.faults.add(kind="flood", method="sendMessage", times=2, retry_after=30)
    for reader in readers:
        await office.write(reader, "story", klass=OutboxClass.STORY)
    began = office.clock()
    await office.courier.drain()
    until = began + timedelta(seconds=30)
    silent = office.clock()

    await office.write(readers[5], "page", klass=OutboxClass.ALERT)
    await office.courier.drain()
    assert office.sends() == []
    assert office.clock() == silent < until

    for _ in range(8):
        await office.later(seconds=8)
    assert office.sends() == ["page"] + ["story"] * 6
    assert all(call.at >= until for call in office.telegram.calls if not call.error)
    async with office.sessions() as session:
        assert await session.scalar(select(func.max(Outbox.tries))) == 1


async def test_the_flood_of_one_chat_is_its_own(office: Office) -> None:
    slow, quick = await office.people(2)
    office.courier = office.another(pace=Pace())
    office.telegram.faults.add(kind="flood", chat=slow.person, retry_after=30)
    await office.write(slow)
    await office.write(quick)
    await office.courier.drain()
    assert (slow.texts, quick.texts) == ([], ["hello"])
    await office.later(seconds=32)
    assert slow.texts == ["hello"]


@pytest.mark.fault(8)
@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "error", "code": 502, "description": "Bad Gateway", "times": 5},
        {"kind": "error", "code": 429, "description": "Too Many Requests: retry after 0",
         "parameters": {"retry_after": 0}, "times": 5},
        {"kind": "bad_json", "times": 2},
    ],
    ids=["502", "429 of 0", "no JSON"],
)  # fmt: skip
async def test_nonsense_from_telegram_only_delays(office: Office, fault: dict[str, Any]) -> None:
    anita = await office.person("Anita")
    office.telegram.faults.add(method="sendMessage", **fault)
    await office.write(anita, klass=OutboxClass.ALERT)
    await office.courier.drain()
    for _ in range(10):
        await office.later(seconds=60)
    assert "hello" in anita.texts
    assert await office.statuses() == ["sent"]


@pytest.mark.fault(9)
async def test_a_nurse_who_blocked_the_bot_is_reported_at_once(office: Office) -> None:
    anita = await office.person("Anita")
    anita.person.blocks(office.practice_bot)
    row_id = await office.write(anita, klass=OutboxClass.EMERGENCY, alert_id=7)
    await office.courier.drain()
    assert (await office.row(row_id)).status == "failed"
    account = await office.account(anita)
    assert (account.unreachable_since, account.unreachable_reason) == (office.clock(), "blocked")
    assert office.failed_pages == [7]


async def test_who_comes_back_is_reachable_again(office: Office) -> None:
    anita = await office.person("Anita")
    anita.person.blocks(office.practice_bot)
    await office.write(anita)
    await office.courier.drain()
    anita.person.unblocks(office.practice_bot)
    reminder = await office.write(anita, klass=OutboxClass.REMINDER)
    await office.courier.drain()
    assert (await office.row(reminder)).last_code == "unreachable"

    await office.write(anita, "page", klass=OutboxClass.EMERGENCY)
    await office.courier.drain()
    assert anita.texts == ["page"]
    assert (await office.account(anita)).unreachable_since is None


@pytest.mark.fault(12)
async def test_a_group_that_threw_the_bot_out_is_left(office: Office) -> None:
    chat, group_id = await office.group()
    del chat.chat.members[office.practice_bot.id]
    office.telegram.faults.add(
        kind="error", code=403, description="Forbidden: bot was kicked from the supergroup chat"
    )
    await office.write(To.group(group_id))
    await office.courier.drain()
    assert (await office.group_row(group_id)).state == "left"


@pytest.mark.fault(11)
async def test_a_group_that_was_upgraded_gets_its_message_once(office: Office) -> None:
    chat, group_id = await office.group(supergroup=False)
    await office.write(To.group(group_id), "before")
    await office.courier.drain()
    old = chat.upgrade()
    await office.write(To.group(group_id), "after")
    edit = await office.write(To.group(group_id), "edited", method="edit", target_message_id=1)
    await office.courier.drain()

    assert [m.text for m in chat.messages if m.from_bot and m.text] == ["after"]
    group = await office.group_row(group_id)
    assert group.chat_id == chat.id != old
    async with office.sessions() as session:
        assert await session.scalar(select(ChatAlias.group_id)) == group_id
    assert (await office.row(edit)).status == "cancelled"
    assert (await office.statuses())[:2] == ["sent", "sent"]


async def test_an_edit_written_before_the_upgrade_means_nothing_after_it(
    office: Office,
) -> None:
    chat, group_id = await office.group(supergroup=False)
    card = await office.write(To.group(group_id), "card")
    await office.courier.drain()
    edit = await office.write(To.group(group_id), "edited", method="edit", target_outbox_id=card)
    chat.upgrade()
    await office.courier.drain()
    assert (await office.row(edit)).last_code == "moved"


@pytest.mark.fault(17)
async def test_a_sender_that_slept_past_its_lease_changes_nothing(office: Office) -> None:
    anita = await office.person("Anita")
    row_id = await office.write(anita, klass=OutboxClass.ALERT)
    sleeper = office.another()
    await sleeper._turn(office=False)
    await sleeper._departures.all_gone()

    await office.later(seconds=LEASE.total_seconds())
    before = await office.row(row_id)
    await sleeper._turn(office=False)
    after = await office.row(row_id)
    assert (after.status, after.done_at, after.sent_message_id) == (
        "sent", before.done_at, before.sent_message_id,
    )  # fmt: skip
    assert await office.attempts(row_id) == ["ambiguous", "sent", "sent"]
    assert len(anita.texts) == 2


@pytest.mark.fault(17)
async def test_a_finish_with_a_foreign_token_changes_nothing(office: Office) -> None:
    anita = await office.person("Anita")
    row_id = await office.write(anita, klass=OutboxClass.ALERT)
    sleeper, quicker = office.another(), office.another()
    await sleeper._turn(office=False)
    await sleeper._departures.all_gone()
    office.clock.advance(LEASE)
    await quicker._turn(office=False)
    before = await office.row(row_id)
    await sleeper._clerk.turn(sleeper._departures.results, 0, (), office=False)
    after = await office.row(row_id)
    for column in Outbox.__table__.columns:
        assert getattr(after, column.key) == getattr(before, column.key), column.key
    assert after.status == "sending"
    assert after.claim_token is not None
    await quicker.drain()
    assert (await office.row(row_id)).status == "sent"


async def test_rows_held_past_their_lease_are_not_sent_by_the_old_holder(
    office: Office,
) -> None:
    anita = await office.person("Anita")
    await office.write(anita, klass=OutboxClass.REMINDER)
    sleeper = office.another()
    await sleeper._turn(office=False)
    office.clock.advance(LEASE)
    await sleeper.drain()
    assert len(anita.texts) <= 1


async def test_two_senders_share_the_work_and_nothing_comes_twice(office: Office) -> None:
    readers = await office.people(40)
    await office.broadcast(readers, OutboxClass.STORY)
    await asyncio.gather(office.another().drain(), office.another().drain())
    await office.courier.drain()
    assert all(reader.texts == ["hello"] for reader in readers)


@pytest.mark.fault(20)
async def test_while_the_database_is_locked_nothing_is_lost(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    readers = await office.people(3)
    await office.broadcast(readers, OutboxClass.ALERT)
    courier = office.another()
    await courier._turn(office=False)
    await courier._departures.all_gone()
    locked = OperationalError("database is locked", None, Exception())

    def refuse(*_: object, **__: object) -> None:
        raise locked

    with monkeypatch.context() as patch:
        patch.setattr("bot.delivery.claim.begin", refuse)
        assert not await courier._turn_or_trouble()
    assert await courier._turn_or_trouble()
    assert await office.statuses() == ["sent"] * 3
    assert all(reader.texts == ["hello"] for reader in readers)


@pytest.mark.fault(24)
@pytest.mark.parametrize("template", ["no such", "call_me"])
async def test_a_row_that_cannot_be_worded_harms_only_itself(
    office: Office, template: str, caplog: pytest.LogCaptureFixture
) -> None:
    sukhmati = await office.person()
    poison = await office.write(sukhmati, "secret illness", template=template)
    await office.write(sukhmati, "fine")
    await office.courier.drain()
    assert sukhmati.texts == ["fine"]
    row = await office.row(poison)
    assert (row.status, row.last_code, row.params) == ("failed", "render", None)
    assert f"outbox {poison} cannot be put into words (LookupError)" in caplog.messages
    assert "secret" not in caplog.text


async def test_a_row_of_an_unknown_class_harms_only_itself(office: Office) -> None:
    sukhmati = await office.person()
    poison = await office.write(sukhmati)
    async with begin(office.sessions) as session:
        (await session.get_one(Outbox, poison)).klass = "prophecy"
    await office.write(sukhmati, "fine")
    await office.courier.drain()
    assert sukhmati.texts == ["fine"]
    assert (await office.row(poison)).last_code == "row"


@pytest.mark.fault(24)
async def test_broken_html_goes_out_as_plain_words(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR, "bot.delivery")
    sukhmati = await office.person()
    row_id = await office.write(sukhmati, "take <b>two & a half</i>")
    await office.courier.drain()
    assert sukhmati.texts == ["take two & a half"]
    assert (await office.row(row_id)).status == "sent"
    assert "refused our HTML" in caplog.text
    assert "two" not in caplog.text


@pytest.mark.fault(24)
async def test_a_long_text_comes_in_parts(office: Office) -> None:
    sukhmati = await office.person()
    text = "गोठियाबो आज। " * 400
    await office.write(sukhmati, text, template="card")
    await office.courier.drain()
    assert len(sukhmati.texts) == 2
    assert " ".join(sukhmati.texts) == f"{text} (hi)"
    first, last = sukhmati.person.inbox(office.practice_bot)
    assert (first.labels, last.labels) == ([], ["Take"])


async def test_a_refused_token_stops_everything_and_loses_nothing(office: Office) -> None:
    from telegram import Bot

    readers = await office.people(20)
    await office.broadcast(readers, OutboxClass.REPLY)
    stranger = Bot("4343:nobody", base_url="http://practice/bot",
                   request=StrictRequest(office.telegram.world))  # fmt: skip
    with pytest.raises(TokenRefused):
        await office.another(bot=stranger).drain()
    async with office.sessions() as session:
        rows = {tuple(r) for r in await session.execute(select(Outbox.status, Outbox.tries))}
    assert rows == {("pending", 0)}
    await office.courier.drain()
    assert all(reader.texts == ["hello"] for reader in readers)
