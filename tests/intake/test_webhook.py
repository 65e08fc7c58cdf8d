"""The webhook: the same processing as polling, and 200 only after the commit."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web
from sqlalchemy import select

from bot.intake.batch import DatabaseDown
from bot.intake.webhook import SECRET_HEADER, Webhook
from db.models import PillCount
from tests.village import Village

SECRET = "a-secret-made-at-random"


@pytest.fixture
async def door(village: Village) -> AsyncIterator[str]:
    """The webhook, listening and working; its address."""
    webhook: Webhook = village.app.webhook(SECRET)
    site = web.Application()
    site.router.add_post("/telegram", webhook.receive)
    runner = web.AppRunner(site)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    working = asyncio.create_task(webhook.run(asyncio.Event()))
    host, port = runner.addresses[0][:2]
    yield f"http://{host}:{port}/telegram"
    working.cancel()
    await asyncio.wait({working})
    await runner.cleanup()


async def test_an_update_is_acknowledged_only_after_its_effects_are_stored(
    village: Village, door: str
) -> None:
    update = await _count_waiting(village)
    assert await _post(door, update, SECRET) == 200
    assert await village.rows(select(PillCount.remaining)) == [24]


async def test_an_update_posted_twice_counts_once(village: Village, door: str) -> None:
    update = await _count_waiting(village)
    codes = await asyncio.gather(*(_post(door, update, SECRET) for _ in range(5)))
    assert set(codes) == {200}
    assert await village.rows(select(PillCount.remaining)) == [24]


async def test_without_the_secret_nothing_is_taken(village: Village, door: str) -> None:
    update = await _count_waiting(village)
    assert await _post(door, update, "guessed") == 403
    assert await village.rows(select(PillCount)) == []


async def test_nonsense_is_refused(village: Village, door: str) -> None:
    assert await _post(door, {"update_id": "x", "message": 7}, SECRET) == 400


async def test_while_the_database_is_down_telegram_is_told_to_come_again(
    village: Village, door: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    update = await _count_waiting(village)
    take = village.app.batch.take

    async def down(_updates: object) -> None:
        raise DatabaseDown("OperationalError")

    monkeypatch.setattr(village.app.batch, "take", down)
    assert await _post(door, update, SECRET) == 503
    monkeypatch.setattr(village.app.batch, "take", take)
    assert await _post(door, update, SECRET) == 200
    assert await village.rows(select(PillCount.remaining)) == [24]


async def _count_waiting(village: Village) -> dict[str, object]:
    """A count that Telegram has not delivered yet, as Telegram would post it."""
    sukhmati = await village.member("Sukhmati")
    await village.medicine(sukhmati, "Metformin")
    await sukhmati.taps("💊 Count pills")
    sukhmati.person.says(village.bot, "24")
    (update,) = village.bot.updates.pending
    return update


async def _post(door: str, update: dict[str, object], secret: str) -> int:
    async with (
        aiohttp.ClientSession() as client,
        client.post(door, json=update, headers={SECRET_HEADER: secret}) as answer,
    ):
        return answer.status
