"""Our HTTP client over a real socket, with the simulated Telegram and with broken servers."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from telegram import Bot, InputFile
from telegram.error import NetworkError, TimedOut

from bot.delivery.outcomes import outcome_of
from bot.delivery.request import AioRequest
from bot.simulator.facade import SimulatedTelegram
from db.enums import SendOutcome

TOKEN = "4242:request-request-request-request"

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@pytest.fixture
async def request_of_ours() -> AsyncIterator[AioRequest]:
    async with AioRequest(connect_timeout=0.5, read_timeout=0.2) as request:
        yield request


async def bot_before(answer: Answer, request: AioRequest) -> tuple[Bot, TestServer]:
    app = web.Application()
    app.router.add_post("/{tail:.*}", answer)
    server = TestServer(app)
    await server.start_server()
    return Bot(TOKEN, base_url=str(server.make_url("/bot")), request=request), server


async def outcome_before(answer: Answer, request: AioRequest) -> SendOutcome:
    bot, server = await bot_before(answer, request)
    try:
        with pytest.raises(NetworkError) as failed:
            await bot.send_message(1, "x")
    finally:
        await server.close()
    assert TOKEN not in str(failed.value)
    return outcome_of(failed.value).kind


async def test_a_bot_speaks_through_it_with_words_and_with_files() -> None:
    telegram = SimulatedTelegram()
    simulated_bot = telegram.bot(TOKEN, "gothiya_bot")
    person = telegram.person("Sukhmati")
    person.starts(simulated_bot)
    root = await telegram.serve()
    bot = Bot(
        TOKEN,
        base_url=f"{root}/bot",
        base_file_url=f"{root}/file/bot",
        request=AioRequest(),
        get_updates_request=AioRequest(),
    )
    async with bot:
        [update] = await bot.get_updates()
        assert update.message is not None
        assert await bot.get_updates(offset=update.update_id + 1) == ()
        await bot.send_message(person.id, "नमस्ते <b>दीदी</b>", parse_mode="HTML")
        sent = await bot.send_voice(person.id, InputFile(b"ogg", filename="story.ogg"))
        assert sent.voice is not None
        file = await bot.get_file(sent.voice.file_id)
        assert bytes(await file.download_as_bytearray()) == b"ogg"
    assert person.inbox(simulated_bot)[0].text == "नमस्ते दीदी"
    await telegram.close()


async def test_a_long_poll_waits_longer_than_other_calls(request_of_ours: AioRequest) -> None:
    async def slow(request: web.Request) -> web.Response:
        assert (await request.post())["timeout"] == "1"
        await asyncio.sleep(0.5)
        return web.json_response({"ok": True, "result": []})

    bot, server = await bot_before(slow, request_of_ours)
    bot._request = (request_of_ours, request_of_ours)
    assert await bot.get_updates(timeout=1) == ()
    await server.close()


async def test_an_answer_that_does_not_come_is_ambiguous(request_of_ours: AioRequest) -> None:
    async def silent(_: web.Request) -> web.Response:
        await asyncio.sleep(1)
        return web.Response()

    assert await outcome_before(silent, request_of_ours) is SendOutcome.AMBIGUOUS


async def test_a_line_that_breaks_after_the_question_is_ambiguous(
    request_of_ours: AioRequest,
) -> None:
    async def broken(request: web.Request) -> web.Response:
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    assert await outcome_before(broken, request_of_ours) is SendOutcome.AMBIGUOUS


async def test_a_server_that_stumbles_is_ambiguous(request_of_ours: AioRequest) -> None:
    async def stumbling(_: web.Request) -> web.Response:
        return web.Response(status=502, text="<html>Bad Gateway</html>")

    assert await outcome_before(stumbling, request_of_ours) is SendOutcome.AMBIGUOUS


async def test_where_nobody_listens_nothing_was_sent(
    request_of_ours: AioRequest, unused_tcp_port: int
) -> None:
    bot = Bot(TOKEN, base_url=f"http://127.0.0.1:{unused_tcp_port}/bot", request=request_of_ours)
    with pytest.raises(NetworkError) as failed:
        await bot.send_message(1, "x")
    assert outcome_of(failed.value).kind is SendOutcome.NOT_SENT


async def test_where_all_lines_are_busy_nothing_was_sent() -> None:
    done = asyncio.Event()

    async def busy(_: web.Request) -> web.Response:
        await done.wait()
        return web.json_response({"ok": True, "result": True})

    async with AioRequest(connections=1, connect_timeout=0.05, pool_timeout=0.05) as request:
        bot, server = await bot_before(busy, request)
        first = asyncio.create_task(bot.delete_message(1, 1))
        await asyncio.sleep(0.02)
        with pytest.raises(TimedOut) as failed:
            await bot.delete_message(1, 2)
        assert outcome_of(failed.value).kind is SendOutcome.NOT_SENT
        done.set()
        assert await first
        await server.close()


async def test_it_must_be_opened_first_and_may_be_closed_twice() -> None:
    request = AioRequest()
    with pytest.raises(NetworkError):
        await request.post("http://127.0.0.1/x")
    await request.initialize()
    await request.shutdown()
    await request.shutdown()
