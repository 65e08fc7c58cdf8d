"""The HTTP door on loopback: the Bot API, the page, and what the page's people do."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot.simulator.api.ask import Upload
from bot.simulator.control import Control
from bot.simulator.dispatch import Answer, knock, refusal
from bot.simulator.errors import ApiError, Lost

if TYPE_CHECKING:
    from bot.simulator.facade import PracticeTelegram

PAGE = Path(__file__).with_name("page")
LOOPBACK = ("127.0.0.1", "localhost", "::1")
MAX_BODY = 60 * 1024 * 1024
POLICY = "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:"
SILENCE_SECONDS = 30.0


@web.middleware
async def guard(request: web.Request, handler: Any) -> web.StreamResponse:
    # A web page elsewhere can name any host it likes point to 127.0.0.1; it cannot forge this.
    host = request.host.rsplit(":", 1)[0].strip("[]")
    if host not in LOOPBACK:
        raise web.HTTPForbidden(text="The practice Telegram answers on this computer only.")
    response: web.StreamResponse = await handler(request)
    return response


class PracticeServer:
    def __init__(self, telegram: "PracticeTelegram") -> None:
        self.world = telegram.world
        self.control = Control(telegram)
        app = web.Application(middlewares=[guard], client_max_size=MAX_BODY)
        app.router.add_route("*", "/bot{token}/{method}", self._bot_api)
        app.router.add_get("/file/bot{token}/{path:.+}", self._file)
        app.router.add_get("/", self._page)
        app.router.add_get("/{name:(?:page\\.css|(?:page|phone|bubbles|menus)\\.js)}", self._page)
        self.control.route(app)
        self._runner = web.AppRunner(
            app, access_log=None, shutdown_timeout=0.2, handler_cancellation=True
        )

    async def start(self, host: str, port: int) -> str:
        if host not in LOOPBACK:
            raise ValueError("the practice Telegram listens on loopback only")
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port)
        await site.start()
        shown = f"[{host}]" if ":" in host else host
        return f"http://{shown}:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        self.control.close()
        await self._runner.cleanup()

    async def _page(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info.get("name", "index.html")
        headers = {"Content-Security-Policy": POLICY, "Cache-Control": "no-store"}
        return web.FileResponse(PAGE / name, headers=headers)

    async def _bot_api(self, request: web.Request) -> web.StreamResponse:
        token, method = request.match_info["token"], request.match_info["method"]
        try:
            params, uploads = await _read(request)
            answer = await knock(self.world, token, method, params, uploads)
        except Lost as lost:
            if lost.kind == "timeout":
                await asyncio.sleep(SILENCE_SECONDS)
            if request.transport:
                request.transport.abort()
            answer = refusal(ApiError(502, "Bad Gateway"))
        except ApiError as error:
            answer = refusal(error)
        return _shown(answer)

    async def _file(self, request: web.Request) -> web.StreamResponse:
        stored = self.world.files.by_path(request.match_info["path"])
        if stored is None or self.world.bot_for(request.match_info["token"]) is None:
            return _shown(refusal(ApiError(404, "Not Found")))
        return web.Response(body=stored.data, content_type="application/octet-stream")


def _shown(answer: Answer) -> web.Response:
    return web.Response(status=answer.status, body=answer.body, content_type="application/json")


async def _read(request: web.Request) -> tuple[dict[str, Any], dict[str, Upload]]:
    params: dict[str, Any] = dict(request.query)
    uploads: dict[str, Upload] = {}
    if request.content_type == "application/json" and request.can_read_body:
        return params | await _json(request), uploads
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            uploads[name] = Upload(value.filename, value.file.read(), value.content_type)
        else:
            params[name] = value
    return params, uploads


async def _json(request: web.Request) -> dict[str, Any]:
    try:
        body = await request.json()
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise ApiError(400, "Bad Request: can't parse JSON object")
    return body
