"""Nobody but this computer's own page and programs is answered, or told anything."""

import asyncio
from pathlib import Path

import aiohttp
import pytest
import telegram
from aiohttp import web

from bot.cli.demo.running import RunningDemo
from bot.simulator.server import SimulatorServer
from tests.simulator.conftest import TOKEN, Village

PATHS = ("/", "/page.js", "/ctl/state", f"/bot{TOKEN}/getMe", f"/file/bot{TOKEN}/x", "/nowhere")
FOREIGN = (
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://127.0.0.1:1"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Host": "evil.example"},
    {"Host": "127.0.0.1.evil.example"},
    {"Host": "evil.example@127.0.0.1:evil"},
)


async def status(url: str, **headers: str) -> int:
    async with aiohttp.ClientSession() as client, client.get(url, headers=headers) as answer:
        return answer.status


@pytest.mark.parametrize("path", PATHS)
async def test_a_page_of_another_site_is_refused_on_every_path(url: str, path: str) -> None:
    assert [await status(url + path, **headers) for headers in FOREIGN] == [403] * len(FOREIGN)


@pytest.mark.parametrize("path", PATHS[:4])
async def test_the_own_page_and_a_program_are_answered(url: str, path: str) -> None:
    own = {"Origin": url, "Sec-Fetch-Site": "same-origin"}
    assert [await status(url + path, **headers) for headers in ({}, own)] == [200, 200]
    assert await status(url + path, **{"Sec-Fetch-Site": "none"}) == 200


async def test_a_webhook_elsewhere_is_never_posted_to(api: telegram.Bot, village: Village) -> None:
    """Also not if one on this computer sends it on to there."""
    heard: list[str] = []

    async def send_on(request: web.Request) -> web.Response:
        heard.append(request.path)
        raise web.HTTPTemporaryRedirect(f"http://127.0.0.1:{port}/elsewhere")

    app = web.Application()
    app.router.add_post("/{path}", send_on)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    port = runner.addresses[0][1]
    village.sukhmati.starts(village.gothiya)
    try:
        for hook in (f"https://127.0.0.1.nip.example:{port}/far", f"http://127.0.0.1:{port}/near"):
            await api.set_webhook(hook)
            await _tried(village)
            assert village.gothiya.updates.pending
        assert set(heard) == {"/near"}
    finally:
        await runner.cleanup()


async def _tried(village: Village) -> None:
    for _ in range(1000):
        hook = village.gothiya.updates.webhook
        if hook is not None and hook.last_error:
            return
        await asyncio.sleep(0.01)
    pytest.fail("the webhook was never tried")


async def test_what_fails_elsewhere_is_told_to_the_bot(api: telegram.Bot, village: Village) -> None:
    await api.set_webhook("https://bot.example.org/telegram")
    village.sukhmati.starts(village.gothiya)
    await _tried(village)
    info = await api.get_webhook_info()
    assert info.last_error_message is not None
    assert "this computer only" in info.last_error_message


async def test_each_demo_has_a_bot_token_of_its_own_and_takes_no_other(tmp_path: Path) -> None:
    first, second = (RunningDemo(tmp_path / "practice.db") for _ in range(2))
    assert first.bot.token != second.bot.token
    server = SimulatorServer(first.telegram.world)
    root = await server.start("127.0.0.1", 0)
    try:
        assert await status(f"{root}/bot{first.bot.token}/getMe") == 200
        assert await status(f"{root}/bot{second.bot.token}/getMe") == 401
        assert await status(f"{root}/bot4242:practice-practice-practice-practice/getMe") == 401
    finally:
        await server.stop()
