"""The HTTP routes of the page: the state it shows, live, and what its buttons do."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from bot.simulator.errors import SimulatorError
from bot.simulator.page.actions import ACTIONS
from bot.simulator.page.state import page_state
from bot.simulator.people.person import Person
from bot.simulator.world import World

# A bot's answer changes many things at once; the page is sent one new state for all of them.
DEBOUNCE_SECONDS = 0.05
HEARTBEAT_SECONDS = 10.0
LONGEST_JUMP_SECONDS = 366 * 24 * 3600


class PageRoutes:
    def __init__(self, world: World, on_reset: Callable[[], Awaitable[None]] | None) -> None:
        self.world, self._on_reset = world, on_reset
        self._streams: set[asyncio.Event] = set()
        self._closing = False
        self.world.watchers.append(self._changed)
        self.world.clock.on_move.append(self._changed)

    def add_to(self, app: web.Application) -> None:
        app.router.add_get("/ctl/live", self._live)
        app.router.add_get("/ctl/state", self._state)
        app.router.add_get("/ctl/file/{unique_id}", self._file)
        app.router.add_post("/ctl/do", self._do)
        app.router.add_post("/ctl/clock", self._move_clock)
        app.router.add_post("/ctl/person", self._add_person)
        app.router.add_post("/ctl/reset", self._reset)

    def close(self) -> None:
        self._closing = True
        self.world.watchers.remove(self._changed)
        self.world.clock.on_move.remove(self._changed)
        self._changed()

    def _page_state(self) -> dict[str, Any]:
        return page_state(self.world, can_reset=self._on_reset is not None)

    def _changed(self) -> None:
        for event in self._streams:
            event.set()

    async def _live(self, request: web.Request) -> web.StreamResponse:
        headers = {"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        stream = web.StreamResponse(headers=headers)
        await stream.prepare(request)
        event = asyncio.Event()
        self._streams.add(event)
        try:
            while not self._closing:
                event.clear()
                shown = json.dumps(self._page_state(), ensure_ascii=False)
                await stream.write(f"data: {shown}\n\n".encode())
                await _wait_at_most(event, HEARTBEAT_SECONDS)
                await asyncio.sleep(DEBOUNCE_SECONDS)
        except ConnectionError:
            pass
        finally:
            self._streams.discard(event)
        return stream

    async def _state(self, request: web.Request) -> web.Response:
        return web.json_response(self._page_state())

    async def _file(self, request: web.Request) -> web.Response:
        stored = self.world.files.by_unique_id(request.match_info["unique_id"])
        if stored is None:
            raise web.HTTPNotFound
        # A picture may be shown here; anything else must not become a page of this origin.
        safe = stored.mime.startswith(("image/", "audio/", "video/")) and "svg" not in stored.mime
        mime = stored.mime if safe else "application/octet-stream"
        headers = {"X-Content-Type-Options": "nosniff"}
        return web.Response(body=stored.data, content_type=mime, headers=headers)

    async def _do(self, request: web.Request) -> web.Response:
        body = await _body(request)
        person = self._person(body.get("person"))
        action = ACTIONS.get(str(body.get("action")))
        if action is None:
            return _refused("no such action")
        try:
            action(self.world, person, body)
        except SimulatorError as refusal:
            return _refused(str(refusal))
        except (KeyError, TypeError, ValueError):
            return _refused("that is no longer there")
        return web.json_response({"ok": True})

    def _person(self, person_id: object) -> Person:
        user = self.world.people.get(person_id) if isinstance(person_id, int) else None
        if user is None:
            raise web.HTTPNotFound(text="no such person")
        return Person(self.world, user)

    async def _move_clock(self, request: web.Request) -> web.Response:
        body = await _body(request)
        seconds = float(body.get("seconds", 0))
        if not 0 < seconds <= LONGEST_JUMP_SECONDS:
            return _refused("the clock moves forward, by a year at most")
        self.world.clock.advance(seconds=seconds)
        return web.json_response({"now": self.world.clock.now().isoformat()})

    async def _add_person(self, request: web.Request) -> web.Response:
        name = str((await _body(request)).get("name", "")).strip()[:64]
        if not name:
            return _refused("a name is needed")
        user = self.world.add_person(name)
        self.world.changed()
        return web.json_response({"id": user.id})

    async def _reset(self, request: web.Request) -> web.Response:
        await _body(request)
        if self._on_reset is None:
            return _refused("this practice cannot start again by itself")
        await self._on_reset()
        self.world.changed()
        return web.json_response({"ok": True})


async def _wait_at_most(event: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        pass


async def _body(request: web.Request) -> dict[str, Any]:
    # From another origin, a browser asks first (CORS) before it sends this type.
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType
    try:
        body = await request.json()
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise web.HTTPBadRequest
    return body


def _refused(why: str) -> web.Response:
    return web.json_response({"ok": False, "why": why}, status=409)
