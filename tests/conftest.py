"""What every test may ask for: a migrated database of each kind, sessions on it, a clock."""

import asyncio
import gc
import itertools
import os
import shutil
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
from bot.simulator.clock import PracticeClock
from db.migrate import migrate
from db.session import Sessions, make_engine, make_sessions
from tests.memory import quick_place
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
    """What is loaded by now stays to the end: nobody need look whether it is garbage."""
    gc.collect()
    gc.freeze()


# Fixtures


@pytest.fixture
def clock() -> PracticeClock:
    """`clock()` is now; `clock.advance(days=7)` moves it."""
    return PracticeClock(START)


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
    """For what cannot differ between the databases: runs once."""
    engine = _engine_on(sqlite_url)
    yield make_sessions(engine)
    await engine.dispose()


@pytest.fixture
def sqlite_url(_sqlite_template: Path) -> Iterator[str]:
    with TemporaryDirectory(prefix="gothiya-sqlite-", dir=quick_place()) as folder:
        shutil.copyfile(_sqlite_template, f"{folder}/gothiya.db")
        yield f"sqlite+aiosqlite:///{folder}/gothiya.db"


_engines: dict[str, AsyncEngine] = {}


def _engine_on(url: str) -> AsyncEngine:
    """One engine of each kind for the whole run, connected anew for each test.

    It remembers the statements it has compiled, which took a third of the time of a test.
    """
    wanted = make_url(url)
    kind = wanted.get_backend_name()
    if kind not in _engines:
        _engines[kind] = make_engine(url)
        event.listen(_engines[kind].sync_engine, "do_connect", _connect_to_todays)
        if kind == "sqlite":
            event.listen(_engines[kind].sync_engine, "connect", _hasty)
    _todays[kind] = wanted.database or ""
    return _engines[kind]


_todays: dict[str, str] = {}


def _connect_to_todays(
    dialect: Dialect, _record: object, arguments: list[Any], options: dict[str, Any]
) -> None:
    if dialect.name == "sqlite":
        arguments[0] = _todays[dialect.name]
        options.update(check_same_thread=False, async_creator_fn=_sqlite_in_the_loop)
    else:
        options["database"] = _todays[dialect.name]


def _hasty(connection: Any, _record: object) -> None:
    # Nothing on this engine dies in the middle, so nothing waits for the disk.
    connection.execute("PRAGMA synchronous=OFF").close()


async def _sqlite_in_the_loop(*arguments: Any, **options: Any) -> aiosqlite.Connection:
    """A statement is done by this thread; handing it to another takes longer than the statement.

    The other tasks still have their turn before each one.
    """
    connection = await aiosqlite.connect(*arguments, **options)

    async def execute(deed: Callable[..., Any], *given: Any, **named: Any) -> Any:
        await asyncio.sleep(0)
        return deed(*given, **named)

    vars(connection)["_execute"] = execute
    return connection


_numbers = itertools.count(1)


AT_ONCE = 4
"""Databases made and dropped by one call: to start psql takes as long as to copy a database."""


@pytest.fixture
def postgresql_url(_postgres_template: Postgres, _ready: list[str], _used: list[str]) -> str:
    if not _ready:
        drop = [f"DROP DATABASE {name} WITH (FORCE)" for name in _used]
        _used.clear()
        _ready += [f"t{next(_numbers)}" for _ in range(AT_ONCE)]
        how = "TEMPLATE template_gothiya STRATEGY FILE_COPY"
        _postgres_template.run(*drop, *(f"CREATE DATABASE {name} {how}" for name in _ready))
    _used.append(_ready.pop())
    return _postgres_template.url(_used[-1])


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
    """The server. Where there can be none the tests that need it fail: they are not skipped."""
    try:
        with throwaway_postgres() as server:
            pytestconfig.stash.setdefault(RAN_ON, set()).add(server.version)
            yield server
    except NoPostgres as reason:
        pytest.fail(f"PostgreSQL cannot run here: {reason}", pytrace=False)


@pytest.fixture(scope="session")
def _postgres_template(postgres: Postgres) -> Postgres:
    postgres.run("CREATE DATABASE template_gothiya")
    _migrated(postgres.url("template_gothiya"))
    return postgres


@pytest.fixture(scope="session")
def _ready() -> list[str]:
    """Databases that no test has had yet."""
    return []


@pytest.fixture(scope="session")
def _used() -> list[str]:
    """Databases that go with the next call, or with the server."""
    return []


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "gothiya.db"
    _migrated(f"sqlite+aiosqlite:///{path}")
    return path


def _migrated(url: str) -> None:
    async def run() -> None:
        engine = make_engine(url)
        await migrate(engine)
        await engine.dispose()

    _in_a_loop_of_its_own(run())


def _in_a_loop_of_its_own(work: Coroutine[Any, Any, None]) -> None:
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
