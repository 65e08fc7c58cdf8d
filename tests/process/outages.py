"""Ways in which a database goes away under a running process, and comes back."""

import asyncio
import resource
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from sqlalchemy.engine import URL, make_url

from tests.process.running import free_port


class Outage(Protocol):
    url: str
    """What the bot is given."""

    async def begin(self, pid: int) -> None: ...
    async def end(self, pid: int) -> None: ...
    async def close(self) -> None: ...


class Locked:
    """SQLite: another program writes and does not commit."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._other: sqlite3.Connection | None = None

    async def begin(self, _pid: int) -> None:
        self._other = sqlite3.connect(_file(self.url), isolation_level=None, timeout=10)
        self._other.execute("BEGIN IMMEDIATE")

    async def end(self, _pid: int) -> None:
        await self.close()

    async def close(self) -> None:
        if self._other is not None:
            self._other.close()
            self._other = None


class DiskFull:
    """SQLite: no file of the process may grow, which it meets as an error of the disk."""

    def __init__(self, url: str) -> None:
        self.url = url

    async def begin(self, pid: int) -> None:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))

    async def end(self, pid: int) -> None:
        resource.prlimit(
            pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
        )

    async def close(self) -> None:
        return None


class Severed:
    """PostgreSQL behind a line that is cut: connections break, new ones are refused."""

    def __init__(self, url: str) -> None:
        self._socket = f"{make_url(url).query['host']}/.s.PGSQL.5432"
        self._port = free_port()
        self.url = _through(url, self._port)
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()
        self._flows = asyncio.Event()
        self._flows.set()

    async def end(self, _pid: int) -> None:
        self._flows.set()
        if self._server is None:
            self._server = await asyncio.start_server(self._connect, "127.0.0.1", self._port)

    async def begin(self, _pid: int) -> None:
        await self.close()

    async def close(self) -> None:
        self._flows.set()
        if self._server is not None:
            self._server.close()
            self._server = None
        for writer in tuple(self._writers):
            writer.transport.abort()

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, away = await asyncio.open_unix_connection(self._socket)
        await asyncio.gather(self._pass(reader, away), self._pass(there, writer))

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        try:
            while data := await reader.read(65536):
                await self._flows.wait()
                writer.write(data)
                await writer.drain()
        except (ConnectionError, asyncio.CancelledError):
            pass
        finally:
            self._writers.discard(writer)
            writer.transport.abort()


class Silent(Severed):
    """PostgreSQL that answers nothing any more, as when its machine stands still."""

    async def begin(self, _pid: int) -> None:
        self._flows.clear()


OUTAGES: dict[str, Callable[[str], Outage]] = {
    "sqlite-locked": Locked,
    "sqlite-disk-full": DiskFull,
    "postgresql-severed": Severed,
    "postgresql-silent": Silent,
}


def _file(url: str) -> Path:
    database = make_url(url).database
    assert database is not None
    return Path(database)


def _through(url: str, port: int) -> str:
    """The same database, reached over a port of this machine."""
    parts = make_url(url)
    reached: URL = parts.set(host="127.0.0.1", port=port, query={})
    return reached.render_as_string(hide_password=False)
