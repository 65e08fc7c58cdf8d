"""Updates wait until they are acknowledged by the only poller, or are delivered to a webhook."""

import asyncio
from typing import Any

import pytest
import telegram
from aiohttp import web
from telegram.error import Conflict

from tests.simulator.conftest import Village


async def test_updates_stay_until_a_higher_offset_confirms_them(
    api: telegram.Bot, village: Village
) -> None:
    await api.get_updates(offset=-1)
    await api.get_updates(offset=village.gothiya.updates.next_id)
    village.sukhmati.starts(village.gothiya)
    village.sukhmati.says(village.gothiya, "दो")
    first = await api.get_updates(limit=1)
    assert [u.message.text for u in first if u.message] == ["/start"]
    assert await api.get_updates(limit=1) == first
    rest = await api.get_updates(offset=first[0].update_id + 1)
    assert [u.message.text for u in rest if u.message] == ["दो"]
    assert await api.get_updates(offset=rest[-1].update_id + 1) == ()


async def test_at_most_a_hundred_come_at_once(api: telegram.Bot, village: Village) -> None:
    village.sukhmati.starts(village.gothiya)
    for number in range(120):
        village.sukhmati.says(village.gothiya, str(number))
    assert len(await api.get_updates()) == 100


async def test_a_long_poll_ends_when_somebody_speaks(
    client: telegram.Bot, village: Village
) -> None:
    await client.get_updates(offset=village.gothiya.updates.next_id)
    waiting = asyncio.create_task(
        client.get_updates(offset=village.gothiya.updates.next_id, timeout=20)
    )
    await asyncio.sleep(0.05)
    assert not waiting.done()
    village.sukhmati.starts(village.gothiya)
    (update,) = await asyncio.wait_for(waiting, 3)
    assert update.message is not None
    assert update.message.text == "/start"


async def test_a_second_poller_is_a_conflict(api: telegram.Bot, village: Village) -> None:
    offset = village.gothiya.updates.next_id
    first = asyncio.create_task(api.get_updates(offset=offset, timeout=20))
    await asyncio.sleep(0.05)
    second = asyncio.create_task(api.get_updates(offset=offset, timeout=20))
    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await asyncio.wait_for(first, 3)
    village.sukhmati.starts(village.gothiya)
    assert len(await asyncio.wait_for(second, 3)) == 1


async def test_chat_member_comes_only_to_an_admin_who_asked(
    api: telegram.Bot, village: Village
) -> None:
    def kinds() -> list[str]:
        return [next(k for k in u if k != "update_id") for u in village.gothiya.updates.pending]

    village.lata.makes_admin(village.gothiya, village.group)
    village.stranger.joins(village.group)
    assert "chat_member" not in kinds()
    await api.get_updates(allowed_updates=["message", "chat_member"])
    village.stranger.leaves(village.group)
    village.stranger.joins(village.group)
    assert kinds()[-4:] == ["chat_member", "message", "chat_member", "message"]
    village.sukhmati.starts(village.gothiya)
    village.sukhmati.blocks(village.gothiya)
    assert "my_chat_member" not in kinds()[-1:]


async def test_the_same_update_can_come_twice_and_numbers_can_jump_back(
    api: telegram.Bot, village: Village
) -> None:
    village.sukhmati.starts(village.gothiya)
    last = (await api.get_updates())[-1]
    assert await api.get_updates(offset=last.update_id + 1) == ()
    village.telegram.world.redeliver(last.update_id)
    assert (await api.get_updates())[0] == last
    village.telegram.world.jump_update_ids(500)
    await api.get_updates(offset=last.update_id + 1)
    village.sukhmati.says(village.gothiya, "नया")
    assert (await api.get_updates())[0].update_id == 500


async def test_a_webhook_gets_updates_in_order_until_it_says_200(
    api: telegram.Bot, village: Village
) -> None:
    got: list[tuple[str, Any]] = []

    async def hook(request: web.Request) -> web.Response:
        body = await request.json()
        got.append((request.headers["X-Telegram-Bot-Api-Secret-Token"], body["update_id"]))
        return web.Response(status=500 if len(got) == 1 else 200)

    app = web.Application()
    app.router.add_post("/hook", hook)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        await api.get_updates(offset=village.gothiya.updates.next_id)
        port = runner.addresses[0][1]
        await api.set_webhook(f"http://127.0.0.1:{port}/hook", secret_token="s3cret")
        with pytest.raises(Conflict, match="webhook is active"):
            await api.get_updates()
        first = village.gothiya.updates.next_id
        village.sukhmati.starts(village.gothiya)
        village.sukhmati.says(village.gothiya, "दो")
        for _ in range(250):
            await asyncio.sleep(0.02 if village.gothiya.updates.pending else 0)
        assert got == [("s3cret", first), ("s3cret", first), ("s3cret", first + 1)]
        info = await api.get_webhook_info()
        assert (
            info.last_error_message == "Wrong response from the webhook: 500 Internal Server Error"
        )
        await api.delete_webhook()
        assert await api.get_updates() == ()
    finally:
        await runner.cleanup()
