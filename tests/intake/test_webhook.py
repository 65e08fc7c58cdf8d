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
from tests.intake.raw_http import send_bytes
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


@pytest.mark.parametrize("secret", [b"\xff", b"\xc3\xa9", SECRET.encode() + b"\xff", b""])
async def test_a_secret_of_odd_bytes_is_wrong_like_any_other(
    door: str, caplog: pytest.LogCaptureFixture, secret: bytes
) -> None:
    assert await send_bytes(door, SECRET_HEADER.encode() + b": " + secret, body=b"{}") == 403
    assert caplog.messages == []


async def test_of_two_secrets_the_first_alone_counts(door: str) -> None:
    first, second = (SECRET_HEADER.encode() + b": " + s for s in (b"guessed", SECRET.encode()))
    assert await send_bytes(door, first, second, body=b"{}") == 403


async def test_a_stranger_is_refused_before_the_body_has_come(
    door: str, caplog: pytest.LogCaptureFixture
) -> None:
    deep = b"[" * 60_000
    assert await send_bytes(door, body=deep, length=1_000_000_000) == 403
    assert caplog.messages == []


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 200_000,
        b'{"update_id": 7, "message": ' + b'{"reply_to_message": ' * 20_000 + b"}" * 20_000,
        b'{"update_id": 1e999}',
        b'{"update_id": ' + b"9" * 5000 + b"}",
        b"\xff\xfe\xfd",
        b"",
    ],
)
async def test_with_the_secret_what_is_no_update_is_refused_quietly(
    door: str, caplog: pytest.LogCaptureFixture, body: bytes
) -> None:
    secret = f"{SECRET_HEADER}: {SECRET}".encode()
    assert await send_bytes(door, secret, body=body) == 400
    assert caplog.messages == []


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
