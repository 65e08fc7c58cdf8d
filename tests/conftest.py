"""Fixtures for every test: a migrated database of each kind, sessions on it, a clock."""

import asyncio
import gc
import itertools
import os
import random
import secrets
import shutil
from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import aiosqlite
import pytest
from hypothesis import settings
from sqlalchemy import Dialect, event
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.cli.run import loop_factory
from bot.simulator.clock import SimulatedClock
from db.migrate import migrate
from db.session import Sessions, make_engine, make_sessions
from tests.memory import memory_folder
from tests.postgres import NoPostgres, Postgres, throwaway_postgres

START = datetime(2026, 11, 23, 4, 30, tzinfo=UTC)
"""A Monday, ten in the morning in Chhattisgarh."""

settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

pytest_plugins = ["tests.village"]

RAN_ON = pytest.StashKey[set[str]]()


def pytest_asyncio_loop_factories() -> dict[str, Callable[[], asyncio.AbstractEventLoop]]:
    """The loop that the bot runs on."""
    return {"loop": loop_factory() or asyncio.new_event_loop}


def pytest_collection_finish() -> None:
    """Modules loaded by now stay until the end, so the garbage collector may skip them."""
    gc.collect()
    gc.freeze()


# Fixtures


@pytest.fixture(autouse=True)
def _same_secrets_in_every_run(request: pytest.FixtureRequest) -> Iterator[None]:
    """A link's token is drawn at random, and by chance it may spell what a test looks for."""
    drawn = random.Random(request.node.nodeid)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(secrets, "randbelow", drawn.randrange)
        patch.setattr(
            secrets,
            "token_urlsafe",
            lambda size: urlsafe_b64encode(drawn.randbytes(size)).rstrip(b"=").decode(),
        )
        yield


@pytest.fixture
def clock() -> SimulatedClock:
    """`clock()` is now; `clock.advance(days=7)` moves it."""
    return SimulatedClock(START)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A migrated database of this test's own; the test runs once on each kind."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    engine = _engine_on(database_url)
    yield engine
    await engine.dispose()


@pytest.fixture
def sessions(engine: AsyncEngine) -> Sessions:
    return make_sessions(engine)


@pytest.fixture
async def sqlite_sessions(sqlite_url: str) -> AsyncIterator[Sessions]:
    """On SQLite only, for tests whose result cannot differ between the databases."""
    engine = _engine_on(sqlite_url)
    yield make_sessions(engine)
    await engine.dispose()


@pytest.fixture
def sqlite_url(_sqlite_template: Path) -> Iterator[str]:
    with TemporaryDirectory(prefix="gothiya-sqlite-", dir=memory_folder()) as folder:
        shutil.copyfile(_sqlite_template, f"{folder}/gothiya.db")
        yield f"sqlite+aiosqlite:///{folder}/gothiya.db"


_engines: dict[str, AsyncEngine] = {}


def _engine_on(url: str) -> AsyncEngine:
    """One engine of each kind for the whole run, connected to a new database for each test.

    It caches compiled statements; compiling them anew took a third of the time of a test.
    """
    wanted = make_url(url)
    kind = wanted.get_backend_name()
    if kind not in _engines:
        _engines[kind] = make_engine(url)
        event.listen(_engines[kind].sync_engine, "do_connect", _connect_to_current_database)
        if kind == "sqlite":
            event.listen(_engines[kind].sync_engine, "connect", _without_disk_sync)
    _current_database[kind] = wanted.database or ""
    return _engines[kind]


_current_database: dict[str, str] = {}


def _connect_to_current_database(
    dialect: Dialect, _record: object, arguments: list[Any], options: dict[str, Any]
) -> None:
    if dialect.name == "sqlite":
        arguments[0] = _current_database[dialect.name]
        options.update(check_same_thread=False, async_creator_fn=_sqlite_in_the_loop)
    else:
        options["database"] = _current_database[dialect.name]


def _without_disk_sync(connection: Any, _record: object) -> None:
    # No test kills the process in the middle, so commits need not wait for the disk.
    connection.execute("PRAGMA synchronous=OFF").close()


async def _sqlite_in_the_loop(*arguments: Any, **options: Any) -> aiosqlite.Connection:
    """Runs statements in the event loop's thread: passing them to another thread costs more.

    Other tasks still run before each statement.
    """
    connection = await aiosqlite.connect(*arguments, **options)

    async def execute(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        await asyncio.sleep(0)
        return function(*args, **kwargs)

    vars(connection)["_execute"] = execute
    return connection


_numbers = itertools.count(1)


DATABASES_PER_CALL = 4
"""How many databases one call makes: starting psql takes as long as copying a database."""


@pytest.fixture
def postgresql_url(
    _postgres_template: Postgres, _ready_databases: list[str], _used_databases: list[str]
) -> str:
    if not _ready_databases:
        drop = [f"DROP DATABASE {name} WITH (FORCE)" for name in _used_databases]
        _used_databases.clear()
        _ready_databases += [f"t{next(_numbers)}" for _ in range(DATABASES_PER_CALL)]
        how = "TEMPLATE template_gothiya STRATEGY FILE_COPY"
        create = [f"CREATE DATABASE {name} {how}" for name in _ready_databases]
        _postgres_template.run(*drop, *create)
    _used_databases.append(_ready_databases.pop())
    return _postgres_template.url(_used_databases[-1])


@pytest.fixture
def empty_url(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A database without tables, for tests of migrations; param: `sqlite` or `postgresql`."""
    if request.param == "sqlite":
        folder = tmp_path_factory.mktemp("empty")
        yield f"sqlite+aiosqlite:///{folder}/gothiya.db"
        shutil.rmtree(folder)
        return
    server: Postgres = request.getfixturevalue("postgres")
    name = f"e{next(_numbers)}"
    server.run(f"CREATE DATABASE {name}")
    yield server.url(name)
    server.run(f"DROP DATABASE {name} WITH (FORCE)")


# Made once for each worker


@pytest.fixture(scope="session")
def postgres(pytestconfig: pytest.Config) -> Iterator[Postgres]:
    """The server. If it cannot run here, the tests that need it fail; they are not skipped."""
    try:
        with throwaway_postgres() as server:
            pytestconfig.stash.setdefault(RAN_ON, set()).add(server.version)
            yield server
    except NoPostgres as reason:
        pytest.fail(f"PostgreSQL cannot run here: {reason}", pytrace=False)


@pytest.fixture(scope="session")
def _postgres_template(postgres: Postgres) -> Postgres:
    postgres.run("CREATE DATABASE template_gothiya")
    _migrate(postgres.url("template_gothiya"))
    return postgres


@pytest.fixture(scope="session")
def _ready_databases() -> list[str]:
    """Databases that no test has used yet."""
    return []


@pytest.fixture(scope="session")
def _used_databases() -> list[str]:
    """Databases that are dropped by the next call, or with the server."""
    return []


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "gothiya.db"
    _migrate(f"sqlite+aiosqlite:///{path}")
    return path


def _migrate(url: str) -> None:
    async def run() -> None:
        engine = make_engine(url)
        await migrate(engine)
        await engine.dispose()

    _run_in_new_loop(run())


def _run_in_new_loop(work: Coroutine[Any, Any, None]) -> None:
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()


# Which PostgreSQL it was: a worker tells the controller, the controller prints


def pytest_sessionfinish(session: pytest.Session) -> None:
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["ran_on"] = sorted(session.config.stash.get(RAN_ON, set()))


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    told = getattr(node, "workeroutput", {}).get("ran_on", [])
    node.config.stash.setdefault(RAN_ON, set()).update(told)


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    for version in sorted(config.stash.get(RAN_ON, set())):
        terminalreporter.write_line(f"also ran on {version}")
