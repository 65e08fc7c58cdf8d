"""Requests to Telegram over aiohttp: they cost a third of PTB's own."""

from functools import cache
from typing import Any

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

KEEPALIVE_SECONDS = 30
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
Seconds = Any
"""PTB's own type for "a number, None or the default" is private."""


class AioRequest(BaseRequest):
    """Errors keep aiohttp's as their `__cause__`: it tells whether a request surely never left."""

    def __init__(
        self,
        *,
        connections: int = 100,
        connect_timeout: float = 5.0,
        read_timeout: float = 10.0,
        pool_timeout: float = 5.0,
    ) -> None:
        self._connections = connections
        self._connect, self._read, self._pool = connect_timeout, read_timeout, pool_timeout
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """PTB's Bot.get_updates adds the seconds of its long poll to this."""
        return self._read

    async def initialize(self) -> None:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(
                    limit=self._connections, keepalive_timeout=KEEPALIVE_SECONDS
                ),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
            )

    async def shutdown(self) -> None:
        if self._session is not None:
            session, self._session = self._session, None
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Seconds = BaseRequest.DEFAULT_NONE,
        write_timeout: Seconds = BaseRequest.DEFAULT_NONE,
        connect_timeout: Seconds = BaseRequest.DEFAULT_NONE,
        pool_timeout: Seconds = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """`write_timeout` is not used: aiohttp has no separate time limit for writing."""
        if self._session is None:
            raise RuntimeError("AioRequest is used before initialize() or after shutdown()")
        timeout = _timeout(
            self._given(connect_timeout, self._connect),
            self._given(read_timeout, self._read),
            self._given(pool_timeout, self._pool),
        )
        body, headers = _body(request_data)
        try:
            async with self._session.request(
                method, url, data=body, headers=headers, timeout=timeout
            ) as response:
                return response.status, await response.read()
        except TimeoutError as error:
            raise TimedOut(f"Timed out ({type(error).__name__})") from error
        except aiohttp.ClientError as error:
            # Only the type of the error: its text may contain the URL, and so the token.
            raise NetworkError(f"aiohttp.{type(error).__name__}") from error

    @staticmethod
    def _given(value: Seconds, default: float) -> float | None:
        return default if value is BaseRequest.DEFAULT_NONE else value


@cache
def _timeout(
    connect: float | None, read: float | None, pool: float | None
) -> aiohttp.ClientTimeout:
    waiting = None if connect is None or pool is None else connect + pool
    return aiohttp.ClientTimeout(total=None, connect=waiting, sock_connect=connect, sock_read=read)


def _body(
    request_data: RequestData | None,
) -> tuple[bytes | aiohttp.FormData | None, dict[str, str] | None]:
    if request_data is None:
        return None, None
    if not request_data.contains_files:
        # Encoded as PTB's own requests are, so that every server that works with PTB accepts it.
        return request_data.url_encoded_parameters().encode(), FORM
    form = aiohttp.FormData()
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in request_data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form, None
