"""The people's side of the HTTP door: what the page shows and what its buttons do."""

import asyncio
import json
from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot.simulator.actions import DEEDS
from bot.simulator.errors import PracticeError
from bot.simulator.person import Person
from bot.simulator.phones import everything

if TYPE_CHECKING:
    from bot.simulator.facade import PracticeTelegram

# Many things change at once when a bot answers; the page is told once.
GATHER_SECONDS = 0.05
HEARTBEAT_SECONDS = 10.0
FURTHEST_JUMP = 366 * 24 * 3600


class Control:
    def __init__(self, telegram: "PracticeTelegram") -> None:
        self.telegram, self.world = telegram, telegram.world
        self._open: set[asyncio.Event] = set()
        self._closing = False
        self.world.watchers.append(self._changed)
        self.world.clock.on_move.append(self._changed)

    def route(self, app: web.Application) -> None:
        app.router.add_get("/ctl/live", self._live)
        app.router.add_get("/ctl/state", self._state)
        app.router.add_get("/ctl/file/{unique_id}", self._file)
        app.router.add_post("/ctl/do", self._do)
        app.router.add_post("/ctl/clock", self._clock)
        app.router.add_post("/ctl/person", self._person)
        app.router.add_post("/ctl/reset", self._reset)

    def close(self) -> None:
        self._closing = True
        self.world.watchers.remove(self._changed)
        self.world.clock.on_move.remove(self._changed)
        self._changed()

    def _changed(self) -> None:
        for event in self._open:
            event.set()

    async def _live(self, request: web.Request) -> web.StreamResponse:
        headers = {"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        stream = web.StreamResponse(headers=headers)
        await stream.prepare(request)
        event = asyncio.Event()
        self._open.add(event)
        try:
            while not self._closing:
                event.clear()
                shown = json.dumps(everything(self.telegram), ensure_ascii=False)
                await stream.write(f"data: {shown}\n\n".encode())
                await _either(event, HEARTBEAT_SECONDS)
                await asyncio.sleep(GATHER_SECONDS)
        except ConnectionError:
            pass
        finally:
            self._open.discard(event)
        return stream

    async def _state(self, request: web.Request) -> web.Response:
        return web.json_response(everything(self.telegram))

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
        asked = await _body(request)
        person = self._who(asked.get("person"))
        deed = DEEDS.get(str(asked.get("deed")))
        if deed is None:
            return _refused("no such deed")
        try:
            deed(self.world, person, asked)
        except PracticeError as refused:
            return _refused(str(refused))
        except (KeyError, TypeError, ValueError):
            return _refused("that is no longer there")
        return web.json_response({"ok": True})

    def _who(self, person_id: Any) -> Person:
        for person in self.telegram.people:
            if person.id == person_id:
                return person
        raise web.HTTPNotFound(text="no such person")

    async def _clock(self, request: web.Request) -> web.Response:
        asked = await _body(request)
        seconds = float(asked.get("seconds", 0))
        if not 0 < seconds <= FURTHEST_JUMP:
            return _refused("the clock moves forward, by a year at most")
        self.world.clock.advance(seconds=seconds)
        return web.json_response({"now": self.world.clock.now().isoformat()})

    async def _person(self, request: web.Request) -> web.Response:
        name = str((await _body(request)).get("name", "")).strip()[:64]
        if not name:
            return _refused("a name is needed")
        person = self.telegram.person(name)
        self.world.changed()
        return web.json_response({"id": person.id})

    async def _reset(self, request: web.Request) -> web.Response:
        await _body(request)
        if self.telegram.on_reset is None:
            return _refused("this practice cannot start again by itself")
        await self.telegram.on_reset()
        self.world.changed()
        return web.json_response({"ok": True})


async def _either(event: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        pass


async def _body(request: web.Request) -> dict[str, Any]:
    # Only our own page can send this type without the browser asking first.
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
