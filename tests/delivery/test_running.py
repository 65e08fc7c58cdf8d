"""The courier as it runs beside the bot: called, stopped in the middle, one of two."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bot.delivery.claim import OFFICE_TTL
from bot.delivery.outcomes import TokenRefused
from bot.delivery.pacing import Pace
from bot.delivery.relay import Courier
from db.enums import OutboxClass
from tests.delivery.conftest import Office


@asynccontextmanager
async def running(courier: Courier) -> AsyncIterator[None]:
    task = asyncio.create_task(courier.run())
    try:
        yield
    finally:
        await courier.stop()
        await task


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not true():  # noqa: ASYNC110
            await asyncio.sleep(0.005)


async def test_a_message_leaves_when_the_courier_is_called(office: Office) -> None:
    sukhmati = await office.person()
    async with running(office.courier):
        await office.write(sukhmati)
        office.courier.wake()
        await until(lambda: sukhmati.texts == ["hello"])
    assert await office.statuses() == ["sent"]


def slowly(office: Office, quick: int) -> Callable[[float], Awaitable[None]]:
    """The gate's sleep, which after some messages takes real time, so that a test can step in."""

    async def sleep(seconds: float) -> None:
        await office._sleep(seconds)
        if len(office.sends()) >= quick:
            await asyncio.sleep(0.05)

    return sleep


@pytest.mark.fault(25)
async def test_a_stop_in_the_middle_of_a_broadcast_loses_and_doubles_nothing(
    office: Office,
) -> None:
    readers = await office.people(500)
    await office.broadcast(readers, OutboxClass.STORY, "story")
    async with running(office.another(pace=Pace(), sleep=slowly(office, 40))):
        await until(lambda: len(office.sends()) >= 40)
        anita = await office.person("Anita")
        await office.write(anita, "page", klass=OutboxClass.EMERGENCY)
    assert 40 <= len(office.sends()) < 400
    statuses = await office.statuses()
    assert set(statuses) == {"sent", "pending"}
    assert statuses.count("sent") == len(office.sends())

    before = len(office.sends())
    courier = office.another(pace=Pace())
    async with running(courier):
        await until(lambda: "page" in office.sends())
        assert office.sends().index("page") <= before
        await until(lambda: len(office.sends()) == 501)
    assert set(await office.statuses()) == {"sent"}
    assert all(reader.texts == ["story"] for reader in readers)


async def test_an_emergency_overtakes_a_broadcast(office: Office) -> None:
    readers = await office.people(200)
    anita = await office.person("Anita")
    await office.broadcast(readers, OutboxClass.STORY, "story")
    courier = office.another(pace=Pace(), sleep=slowly(office, 20))
    async with running(courier):
        await until(lambda: len(office.sends()) >= 20)
        await office.write(anita, "page", klass=OutboxClass.EMERGENCY)
        written = len(office.sends())
        courier.wake()
        await until(lambda: "page" in office.sends())
        assert office.sends().index("page") - written <= 40


async def test_only_one_of_two_processes_sends_and_the_other_takes_over(office: Office) -> None:
    sukhmati = await office.person()
    first = office.another(instance="first")
    second = office.another(instance="second")
    await first._turn(office=True)
    await office.write(sukhmati)
    await second._turn(office=True)
    assert second._departures.empty

    office.clock.advance(OFFICE_TTL)
    await second._turn(office=True)
    await second._departures.all_gone()
    await first._turn(office=True)
    assert first._departures.empty
    assert sukhmati.texts == ["hello"]


async def test_a_process_that_stops_lets_the_next_in_at_once(office: Office) -> None:
    sukhmati = await office.person()
    async with running(office.another(instance="first")):
        pass
    await office.write(sukhmati)
    async with running(office.another(instance="second")):
        await until(lambda: sukhmati.texts == ["hello"])


async def test_a_refused_token_ends_the_run_with_a_clear_error(office: Office) -> None:
    sukhmati = await office.person()
    await office.write(sukhmati)
    office.telegram.faults.add(kind="error", code=401, description="Unauthorized", times=99)
    with pytest.raises(TokenRefused):
        await office.courier.run()
    assert await office.statuses() == ["pending"]


async def test_the_run_survives_a_database_that_is_away(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    sukhmati = await office.person()
    tried = 0

    def refuse(*_: Any) -> None:
        nonlocal tried
        tried += 1
        raise ConnectionRefusedError

    with monkeypatch.context() as patch:
        patch.setattr("bot.delivery.claim.begin", refuse)
        task = asyncio.create_task(office.courier.run())
        await until(lambda: tried >= 2)
    await office.write(sukhmati)
    office.courier.wake()
    await until(lambda: sukhmati.texts == ["hello"])
    await office.courier.stop()
    await task
