"""The simulator over HTTP, on loopback: the Bot API, the page, and what people do on the page."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.simulator.api.call import Upload
from bot.simulator.dispatch import Answer, dispatch_call, refusal
from bot.simulator.errors import AnswerLost, ApiError
from bot.simulator.loopback import LOOPBACK, loopback_only
from bot.simulator.page.routes import PageRoutes
from bot.simulator.world import World

PAGE = Path(__file__).with_name("page")
MAX_BODY_BYTES = 60 * 1024 * 1024
CONTENT_SECURITY_POLICY = "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:"
TIMEOUT_SECONDS = 30.0


class SimulatorServer:
    def __init__(
        self, world: World, *, on_reset: Callable[[], Awaitable[None]] | None = None
    ) -> None:
        """`on_reset`: what the page's button *Start again* does; without it there is no button."""
        self.world = world
        self.page_routes = PageRoutes(world, on_reset)
        app = web.Application(middlewares=[loopback_only], client_max_size=MAX_BODY_BYTES)
        app.router.add_route("*", "/bot{token}/{method}", self._bot_api)
        app.router.add_get("/file/bot{token}/{path:.+}", self._file)
        app.router.add_get("/", self._page)
        app.router.add_get("/{name:[a-z]+\\.(?:css|js)}", self._page)
        self.page_routes.add_to(app)
        self._runner = web.AppRunner(
            app, access_log=None, shutdown_timeout=0.2, handler_cancellation=True
        )

    async def start(self, host: str, port: int) -> str:
        if host not in LOOPBACK:
            raise ValueError("the simulator listens on loopback only")
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port)
        await site.start()
        shown = f"[{host}]" if ":" in host else host
        return f"http://{shown}:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        self.page_routes.close()
        await self._runner.cleanup()

    async def _page(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info.get("name", "index.html")
        headers = {"Content-Security-Policy": CONTENT_SECURITY_POLICY, "Cache-Control": "no-store"}
        return web.FileResponse(PAGE / name, headers=headers)

    async def _bot_api(self, request: web.Request) -> web.StreamResponse:
        token, method = request.match_info["token"], request.match_info["method"]
        try:
            params, uploads = await _read(request)
            answer = await dispatch_call(self.world, token, method, params, uploads)
        except AnswerLost as lost:
            if lost.kind == "timeout":
                await asyncio.sleep(TIMEOUT_SECONDS)
            if request.transport:
                request.transport.abort()
            answer = refusal(ApiError(502, "Bad Gateway"))
        except ApiError as error:
            answer = refusal(error)
        return _response(answer)

    async def _file(self, request: web.Request) -> web.StreamResponse:
        stored = self.world.files.by_path(request.match_info["path"])
        if stored is None or self.world.bot_for(request.match_info["token"]) is None:
            return _response(refusal(ApiError(404, "Not Found")))
        return web.Response(body=stored.data, content_type="application/octet-stream")


def _response(answer: Answer) -> web.Response:
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
