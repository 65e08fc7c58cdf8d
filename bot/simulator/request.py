"""In process: python-telegram-bot talks to the simulator without a network."""

import asyncio
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.simulator.api.call import Upload
from bot.simulator.dispatch import dispatch_call
from bot.simulator.errors import AnswerLost
from bot.simulator.world import World


class SimulatorRequest(BaseRequest):
    def __init__(self, world: World) -> None:
        self.world = world

    @property
    def read_timeout(self) -> float | None:
        return 5.0

    async def initialize(self) -> None:
        pass

    async def shutdown(self) -> None:
        pass

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = None,
        write_timeout: Any = None,
        connect_timeout: Any = None,
        pool_timeout: Any = None,
    ) -> tuple[int, bytes]:
        # A real network lets other tasks run; without this a busy bot would starve its own tests.
        await asyncio.sleep(0)
        parts = urlsplit(url)
        if parts.path.startswith("/file/bot"):
            return self._file(parts.path)
        token, _, name = unquote(parts.path).removeprefix("/bot").partition("/")
        params: dict[str, Any] = dict(parse_qsl(parts.query))
        params |= request_data.json_parameters if request_data else {}
        try:
            answer = await dispatch_call(self.world, token, name, params, _uploads(request_data))
        except AnswerLost as lost:
            if lost.kind == "timeout":
                raise TimedOut("Timed out") from lost
            raise NetworkError("simulator: the connection broke") from lost
        return answer.status, answer.body

    def _file(self, path: str) -> tuple[int, bytes]:
        _, _, rest = unquote(path).removeprefix("/file/bot").partition("/")
        stored = self.world.files.by_path(rest)
        return (200, stored.data) if stored else (404, b'{"ok":false,"error_code":404}')


def _uploads(request_data: RequestData | None) -> dict[str, Upload]:
    if request_data is None or not request_data.contains_files:
        return {}
    found = {}
    for name, (filename, data, mime) in request_data.multipart_data.items():
        content = data if isinstance(data, bytes) else data.read()
        found[name] = Upload(filename, content, mime)
    return found
