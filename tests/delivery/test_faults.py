"""Failures during sending: what is lost, what arrives twice, who is told."""

import asyncio
import logging
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from bot.delivery.claim import ROW_LEASE
from bot.delivery.pacing import Pace
from bot.services.outbox import To
from db.enums import OutboxClass
from db.models import ChatAlias, Outbox
from db.session import begin
from tests.delivery.conftest import Delivery, StrictRequest


async def kill_after_telegram_accepted(delivery: Delivery) -> None:
    """A process claims and sends what is due, and dies before it stores the results."""
    dying = delivery.another_relay()
    await dying._cycle(under_lease=False)
    await dying._in_flight.send_all()


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
    delivery: Delivery, klass: OutboxClass, times: int, status: str
) -> None:
    anita = await delivery.person("Anita")
    row_id = await delivery.write(anita, klass=klass)
    await kill_after_telegram_accepted(delivery)
    await delivery.relay.drain()
    assert len(anita.texts) == 1  # no other process touches the row before the lease ends

    await delivery.later(seconds=ROW_LEASE.total_seconds())
    assert len(anita.texts) == times
    assert (await delivery.row(row_id)).status == status
    assert await delivery.attempts(row_id) == ["ambiguous", "sent"][:times]


@pytest.mark.fault(6)
@pytest.mark.parametrize("fault", ["timeout_before", "timeout_after", "disconnect_after"])
async def test_an_alert_whose_answer_was_lost_arrives_all_the_same(
    delivery: Delivery, fault: str
) -> None:
    anita = await delivery.person("Anita")
    delivery.telegram.faults.add(kind=fault, method="sendMessage")
    row_id = await delivery.write(anita, klass=OutboxClass.ALERT)
    await delivery.relay.drain()
    await delivery.later(seconds=2)
    assert len(anita.texts) == (1 if fault == "timeout_before" else 2)
    assert await delivery.attempts(row_id) == ["ambiguous", "sent"]


@pytest.mark.fault(6)
async def test_an_answer_is_not_repeated_for_ever(delivery: Delivery) -> None:
    sukhmati = await delivery.person()
    delivery.telegram.faults.add(kind="timeout_after", method="sendMessage", times=9)
    row_id = await delivery.write(sukhmati)
    await delivery.relay.drain()
    for _ in range(10):
        await delivery.later(seconds=30)
    assert len(sukhmati.texts) == 3
    assert (await delivery.row(row_id)).status == "unknown"


@pytest.mark.fault(7)
async def test_a_flood_silences_everybody_and_costs_no_try(delivery: Delivery) -> None:
    readers = await delivery.people(6)
    delivery.relay = delivery.another_relay(pace=Pace())
    delivery.telegram.faults.add(kind="flood", method="sendMessage", times=2, retry_after=30)
    for reader in readers:
        await delivery.write(reader, "story", klass=OutboxClass.STORY)
    began = delivery.clock()
    await delivery.relay.drain()
    until = began + timedelta(seconds=30)
    silent = delivery.clock()

    await delivery.write(readers[5], "page", klass=OutboxClass.ALERT)
    await delivery.relay.drain()
    assert delivery.sends() == []
    assert delivery.clock() == silent < until

    for _ in range(8):
        await delivery.later(seconds=8)
    assert delivery.sends() == ["page"] + ["story"] * 6
    assert all(call.at >= until for call in delivery.telegram.calls if not call.error)
    async with delivery.sessions() as session:
        assert await session.scalar(select(func.max(Outbox.tries))) == 1


async def test_the_flood_of_one_chat_is_its_own(delivery: Delivery) -> None:
    slow, quick = await delivery.people(2)
    delivery.relay = delivery.another_relay(pace=Pace())
    delivery.telegram.faults.add(kind="flood", chat=slow.person, retry_after=30)
    await delivery.write(slow)
    await delivery.write(quick)
    await delivery.relay.drain()
    assert (slow.texts, quick.texts) == ([], ["hello"])
    await delivery.later(seconds=32)
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
async def test_nonsense_from_telegram_only_delays(
    delivery: Delivery, fault: dict[str, Any]
) -> None:
    anita = await delivery.person("Anita")
    delivery.telegram.faults.add(method="sendMessage", **fault)
    await delivery.write(anita, klass=OutboxClass.ALERT)
    await delivery.relay.drain()
    for _ in range(10):
        await delivery.later(seconds=60)
    assert "hello" in anita.texts
    assert await delivery.statuses() == ["sent"]


@pytest.mark.fault(9)
async def test_a_nurse_who_blocked_the_bot_is_reported_at_once(delivery: Delivery) -> None:
    anita = await delivery.person("Anita")
    anita.person.blocks(delivery.simulated_bot)
    row_id = await delivery.write(anita, klass=OutboxClass.EMERGENCY, alert_id=7)
    await delivery.relay.drain()
    assert (await delivery.row(row_id)).status == "failed"
    account = await delivery.account(anita)
    assert (account.unreachable_since, account.unreachable_reason) == (delivery.clock(), "blocked")
    assert delivery.failed_pages == [7]


async def test_who_comes_back_is_reachable_again(delivery: Delivery) -> None:
    anita = await delivery.person("Anita")
    anita.person.blocks(delivery.simulated_bot)
    await delivery.write(anita)
    await delivery.relay.drain()
    anita.person.unblocks(delivery.simulated_bot)
    reminder = await delivery.write(anita, klass=OutboxClass.REMINDER)
    await delivery.relay.drain()
    assert (await delivery.row(reminder)).last_code == "unreachable"

    await delivery.write(anita, "page", klass=OutboxClass.EMERGENCY)
    await delivery.relay.drain()
    assert anita.texts == ["page"]
    assert (await delivery.account(anita)).unreachable_since is None


@pytest.mark.fault(12)
async def test_a_group_that_threw_the_bot_out_is_left(delivery: Delivery) -> None:
    chat, group_id = await delivery.group()
    del chat.chat.members[delivery.simulated_bot.id]
    delivery.telegram.faults.add(
        kind="error", code=403, description="Forbidden: bot was kicked from the supergroup chat"
    )
    await delivery.write(To.group(group_id))
    await delivery.relay.drain()
    assert (await delivery.group_row(group_id)).state == "left"


@pytest.mark.fault(11)
async def test_a_group_that_was_upgraded_gets_its_message_once(delivery: Delivery) -> None:
    chat, group_id = await delivery.group(supergroup=False)
    await delivery.write(To.group(group_id), "before")
    await delivery.relay.drain()
    old = chat.upgrade()
    await delivery.write(To.group(group_id), "after")
    edit = await delivery.write(To.group(group_id), "edited", method="edit", target_message_id=1)
    await delivery.relay.drain()

    assert [m.text for m in chat.messages if m.from_bot and m.text] == ["after"]
    group = await delivery.group_row(group_id)
    assert group.chat_id == chat.id != old
    async with delivery.sessions() as session:
        assert await session.scalar(select(ChatAlias.group_id)) == group_id
    assert (await delivery.row(edit)).status == "cancelled"
    assert (await delivery.statuses())[:2] == ["sent", "sent"]


async def test_an_edit_written_before_the_upgrade_means_nothing_after_it(
    delivery: Delivery,
) -> None:
    chat, group_id = await delivery.group(supergroup=False)
    card = await delivery.write(To.group(group_id), "card")
    await delivery.relay.drain()
    edit = await delivery.write(To.group(group_id), "edited", method="edit", target_outbox_id=card)
    chat.upgrade()
    await delivery.relay.drain()
    assert (await delivery.row(edit)).last_code == "moved"


@pytest.mark.fault(17)
async def test_a_sender_that_slept_past_its_lease_changes_nothing(delivery: Delivery) -> None:
    anita = await delivery.person("Anita")
    row_id = await delivery.write(anita, klass=OutboxClass.ALERT)
    sleeper = delivery.another_relay()
    await sleeper._cycle(under_lease=False)
    await sleeper._in_flight.send_all()

    await delivery.later(seconds=ROW_LEASE.total_seconds())
    before = await delivery.row(row_id)
    await sleeper._cycle(under_lease=False)
    after = await delivery.row(row_id)
    assert (after.status, after.done_at, after.sent_message_id) == (
        "sent", before.done_at, before.sent_message_id,
    )  # fmt: skip
    assert await delivery.attempts(row_id) == ["ambiguous", "sent", "sent"]
    assert len(anita.texts) == 2


@pytest.mark.fault(17)
async def test_a_finish_with_a_foreign_token_changes_nothing(delivery: Delivery) -> None:
    anita = await delivery.person("Anita")
    row_id = await delivery.write(anita, klass=OutboxClass.ALERT)
    sleeper, quicker = delivery.another_relay(), delivery.another_relay()
    await sleeper._cycle(under_lease=False)
    await sleeper._in_flight.send_all()
    delivery.clock.advance(ROW_LEASE)
    await quicker._cycle(under_lease=False)
    before = await delivery.row(row_id)
    await sleeper._store.settle_and_claim(sleeper._in_flight.results, 0, (), under_lease=False)
    after = await delivery.row(row_id)
    for column in Outbox.__table__.columns:
        assert getattr(after, column.key) == getattr(before, column.key), column.key
    assert after.status == "sending"
    assert after.claim_token is not None
    await quicker.drain()
    assert (await delivery.row(row_id)).status == "sent"


async def test_rows_held_past_their_lease_are_not_sent_by_the_old_holder(
    delivery: Delivery,
) -> None:
    anita = await delivery.person("Anita")
    await delivery.write(anita, klass=OutboxClass.REMINDER)
    sleeper = delivery.another_relay()
    await sleeper._cycle(under_lease=False)
    delivery.clock.advance(ROW_LEASE)
    await sleeper.drain()
    assert len(anita.texts) <= 1


async def test_two_senders_share_the_work_and_nothing_comes_twice(delivery: Delivery) -> None:
    readers = await delivery.people(40)
    await delivery.broadcast(readers, OutboxClass.STORY)
    await asyncio.gather(delivery.another_relay().drain(), delivery.another_relay().drain())
    await delivery.relay.drain()
    assert all(reader.texts == ["hello"] for reader in readers)


@pytest.mark.fault(20)
async def test_while_the_database_is_locked_nothing_is_lost(
    delivery: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    readers = await delivery.people(3)
    await delivery.broadcast(readers, OutboxClass.ALERT)
    relay = delivery.another_relay()
    await relay._cycle(under_lease=False)
    await relay._in_flight.send_all()
    locked = OperationalError("database is locked", None, Exception())

    def refuse(*_: object, **__: object) -> None:
        raise locked

    with monkeypatch.context() as patch:
        patch.setattr("bot.delivery.claim.begin", refuse)
        assert not await relay._try_cycle()
    assert await relay._try_cycle()
    assert await delivery.statuses() == ["sent"] * 3
    assert all(reader.texts == ["hello"] for reader in readers)


@pytest.mark.fault(24)
@pytest.mark.parametrize("template", ["no such", "call_me"])
async def test_a_row_that_cannot_be_worded_harms_only_itself(
    delivery: Delivery, template: str, caplog: pytest.LogCaptureFixture
) -> None:
    sukhmati = await delivery.person()
    poison = await delivery.write(sukhmati, "secret illness", template=template)
    await delivery.write(sukhmati, "fine")
    await delivery.relay.drain()
    assert sukhmati.texts == ["fine"]
    row = await delivery.row(poison)
    assert (row.status, row.last_code, row.params) == ("failed", "render", None)
    assert f"outbox {poison} cannot be put into words (LookupError)" in caplog.messages
    assert "secret" not in caplog.text


async def test_a_row_of_an_unknown_class_harms_only_itself(delivery: Delivery) -> None:
    sukhmati = await delivery.person()
    poison = await delivery.write(sukhmati)
    async with begin(delivery.sessions) as session:
        (await session.get_one(Outbox, poison)).klass = "prophecy"
    await delivery.write(sukhmati, "fine")
    await delivery.relay.drain()
    assert sukhmati.texts == ["fine"]
    assert (await delivery.row(poison)).last_code == "row"


@pytest.mark.fault(24)
async def test_broken_html_goes_out_as_plain_words(
    delivery: Delivery, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR, "bot.delivery")
    sukhmati = await delivery.person()
    row_id = await delivery.write(sukhmati, "take <b>two & a half</i>")
    await delivery.relay.drain()
    assert sukhmati.texts == ["take two & a half"]
    assert (await delivery.row(row_id)).status == "sent"
    assert "refused our HTML" in caplog.text
    assert "two" not in caplog.text


@pytest.mark.fault(24)
async def test_a_long_text_comes_in_parts(delivery: Delivery) -> None:
    sukhmati = await delivery.person()
    text = "गोठियाबो आज। " * 400
    await delivery.write(sukhmati, text, template="card")
    await delivery.relay.drain()
    assert len(sukhmati.texts) == 2
    assert " ".join(sukhmati.texts) == f"{text} (hi)"
    first, last = sukhmati.person.inbox(delivery.simulated_bot)
    assert (first.labels, last.labels) == ([], ["Take"])


async def test_a_refused_token_stops_everything_and_loses_nothing(delivery: Delivery) -> None:
    from telegram import Bot

    readers = await delivery.people(20)
    await delivery.broadcast(readers, OutboxClass.REPLY)
    stranger = Bot("4343:nobody", base_url="http://practice/bot",
                   request=StrictRequest(delivery.telegram.world))  # fmt: skip
    await delivery.another_relay(bot=stranger).drain()
    async with delivery.sessions() as session:
        rows = {tuple(r) for r in await session.execute(select(Outbox.status, Outbox.tries))}
    assert rows == {("pending", 0)}
    await delivery.relay.drain()
    assert all(reader.texts == ["hello"] for reader in readers)
