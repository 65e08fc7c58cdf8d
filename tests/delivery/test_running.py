"""The relay as it runs beside the bot: called, stopped in the middle, one of two."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bot.delivery.claim import SENDER_LEASE_TTL
from bot.delivery.pacing import Pace
from bot.delivery.relay import Relay
from db.enums import OutboxClass
from tests.delivery.conftest import Delivery


@asynccontextmanager
async def running(relay: Relay) -> AsyncIterator[None]:
    task = asyncio.create_task(relay.run())
    try:
        yield
    finally:
        await relay.stop()
        await task


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not true():  # noqa: ASYNC110
            await asyncio.sleep(0.005)


async def test_a_message_leaves_when_the_relay_is_woken(delivery: Delivery) -> None:
    sukhmati = await delivery.person()
    async with running(delivery.relay):
        await delivery.write(sukhmati)
        delivery.relay.wake()
        await until(lambda: sukhmati.texts == ["hello"])
    assert await delivery.statuses() == ["sent"]


def slowly(delivery: Delivery, quick: int) -> Callable[[float], Awaitable[None]]:
    """A sleep for the pacer that takes real time after `quick` messages, so a test can act."""

    async def sleep(seconds: float) -> None:
        await delivery._sleep(seconds)
        if len(delivery.sends()) >= quick:
            await asyncio.sleep(0.05)

    return sleep


@pytest.mark.fault(25)
async def test_a_stop_in_the_middle_of_a_broadcast_loses_and_doubles_nothing(
    delivery: Delivery,
) -> None:
    readers = await delivery.people(500)
    await delivery.broadcast(readers, OutboxClass.STORY, "story")
    async with running(delivery.another_relay(pace=Pace(), sleep=slowly(delivery, 40))):
        await until(lambda: len(delivery.sends()) >= 40)
        anita = await delivery.person("Anita")
        await delivery.write(anita, "page", klass=OutboxClass.EMERGENCY)
    assert 40 <= len(delivery.sends()) < 400
    statuses = await delivery.statuses()
    assert set(statuses) == {"sent", "pending"}
    assert statuses.count("sent") == len(delivery.sends())

    before = len(delivery.sends())
    relay = delivery.another_relay(pace=Pace())
    async with running(relay):
        await until(lambda: "page" in delivery.sends())
        assert delivery.sends().index("page") <= before
        await until(lambda: len(delivery.sends()) == 501)
    assert set(await delivery.statuses()) == {"sent"}
    assert all(reader.texts == ["story"] for reader in readers)


async def test_an_emergency_overtakes_a_broadcast(delivery: Delivery) -> None:
    readers = await delivery.people(200)
    anita = await delivery.person("Anita")
    await delivery.broadcast(readers, OutboxClass.STORY, "story")
    relay = delivery.another_relay(pace=Pace(), sleep=slowly(delivery, 20))
    async with running(relay):
        await until(lambda: len(delivery.sends()) >= 20)
        await delivery.write(anita, "page", klass=OutboxClass.EMERGENCY)
        written = len(delivery.sends())
        relay.wake()
        await until(lambda: "page" in delivery.sends())
        assert delivery.sends().index("page") - written <= 40


async def test_only_one_of_two_processes_sends_and_the_other_takes_over(delivery: Delivery) -> None:
    sukhmati = await delivery.person()
    first = delivery.another_relay(instance="first")
    second = delivery.another_relay(instance="second")
    await first._cycle(under_lease=True)
    await delivery.write(sukhmati)
    await second._cycle(under_lease=True)
    assert second._in_flight.empty

    delivery.clock.advance(SENDER_LEASE_TTL)
    await second._cycle(under_lease=True)
    await second._in_flight.send_all()
    await first._cycle(under_lease=True)
    assert first._in_flight.empty
    assert sukhmati.texts == ["hello"]


async def test_a_process_that_stops_lets_the_next_in_at_once(delivery: Delivery) -> None:
    sukhmati = await delivery.person()
    async with running(delivery.another_relay(instance="first")):
        pass
    await delivery.write(sukhmati)
    async with running(delivery.another_relay(instance="second")):
        await until(lambda: sukhmati.texts == ["hello"])


@pytest.mark.parametrize("code", [401, 404])
async def test_one_refusal_of_the_token_delays_a_message_and_ends_nothing(
    delivery: Delivery, code: int
) -> None:
    sukhmati = await delivery.person()
    await delivery.write(sukhmati)
    delivery.telegram.faults.add(
        method="sendMessage", kind="error", code=code, description="Unauthorized", times=1
    )
    async with running(delivery.relay):
        await until(lambda: sukhmati.texts == ["hello"])
    assert await delivery.statuses() == ["sent"]


async def test_the_run_survives_a_database_that_is_away(
    delivery: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    sukhmati = await delivery.person()
    tried = 0

    def refuse(*_: Any) -> None:
        nonlocal tried
        tried += 1
        raise ConnectionRefusedError

    with monkeypatch.context() as patch:
        patch.setattr("bot.delivery.claim.begin", refuse)
        task = asyncio.create_task(delivery.relay.run())
        await until(lambda: tried >= 2)
    await delivery.write(sukhmati)
    delivery.relay.wake()
    await until(lambda: sukhmati.texts == ["hello"])
    await delivery.relay.stop()
    await task
