"""A fake Telegram that only hands out counts and accepts answers, as fast as it can."""

import asyncio
import json
import sys
import time

from aiohttp import web

BOT = {"id": 4242, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}
FIRST_PERSON = 100_000


def update(number: int) -> dict[str, object]:
    """Person `number` writes how many pills are left."""
    person = FIRST_PERSON + number
    user = {"id": person, "is_bot": False, "first_name": "P"}
    return {
        "update_id": number + 1,
        "message": {
            "message_id": 1,
            "date": int(time.time()),
            "from": user,
            "chat": {"id": person, "type": "private", "first_name": "P"},
            "text": f"{23 + number % 8} goli",
        },
    }


class Server:
    def __init__(self) -> None:
        self.updates: list[dict[str, object]] = []
        self.answers = 0
        self.wanted = 0
        self.began = 0.0
        self.finished = asyncio.Event()
        self.polled = asyncio.Event()
        self.seconds = 0.0

    async def bot(self, request: web.Request) -> web.Response:
        method = request.match_info["method"].lower()
        if method == "getupdates":
            return await self._updates(request)
        if method == "sendmessage":
            self._answered()
            return _ok({"message_id": 7, "date": 1, "chat": {"id": 1, "type": "private"}})
        return _ok(BOT if method == "getme" else True)

    async def _updates(self, request: web.Request) -> web.Response:
        data = await request.post()
        offset = int(str(data.get("offset") or 0))
        self.updates = [u for u in self.updates if int(str(u["update_id"])) >= offset]
        self.polled.set()
        if not self.updates:
            await asyncio.sleep(0.02)
        return _ok(self.updates[:100])

    def _answered(self) -> None:
        self.answers += 1
        if self.answers == self.wanted:
            self.seconds = time.perf_counter() - self.began
            self.finished.set()

    async def load(self, request: web.Request) -> web.Response:
        """Queue updates `first` to `last`, wait until all are answered, return how long it took."""
        first, last = int(request.query["first"]), int(request.query["last"])
        await self.polled.wait()
        self.answers, self.wanted = 0, last - first
        self.finished.clear()
        waiting = [update(n) for n in range(first, last)]
        self.began = time.perf_counter()
        self.updates = waiting
        await self.finished.wait()
        return web.json_response({"seconds": self.seconds})

    async def reset(self, _request: web.Request) -> web.Response:
        self.__init__()  # type: ignore[misc]
        return web.Response()


def _ok(result: object) -> web.Response:
    body = json.dumps({"ok": True, "result": result})
    return web.Response(text=body, content_type="application/json")


def main(port: int) -> None:
    server = Server()
    app = web.Application()
    app.router.add_route("*", "/bot{token}/{method}", server.bot)
    app.router.add_post("/load", server.load)
    app.router.add_post("/reset", server.reset)
    web.run_app(app, host="127.0.0.1", port=port, print=None, access_log=None)


if __name__ == "__main__":
    main(int(sys.argv[1]))
