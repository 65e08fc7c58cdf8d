"""Which errors say that the database is away, on real databases."""

import sqlite3
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from db.outage import is_down, needs_operator
from db.session import make_engine
from tests.postgres import Postgres


async def error_of(engine: AsyncEngine, *statements: str) -> BaseException:
    try:
        async with engine.begin() as connection:
            for statement in statements:
                await connection.execute(text(statement))
    except Exception as error:
        return error
    finally:
        await engine.dispose()
    raise AssertionError("no error")


@pytest.mark.parametrize(
    ("url", "statement"),
    [
        ("postgresql+asyncpg://nobody@127.0.0.1:9/nothing", "SELECT 1"),
        ("postgresql+asyncpg://nobody@/nothing?host=/nowhere", "SELECT 1"),
    ],
)
async def test_a_database_that_cannot_be_reached_is_down(url: str, statement: str) -> None:
    assert is_down(await error_of(make_engine(url), statement))


def test_a_file_that_cannot_be_opened_is_an_outage() -> None:
    with pytest.raises(sqlite3.OperationalError) as raised:
        sqlite3.connect("/nowhere/at/all.db")
    assert is_down(raised.value)


async def test_a_terminated_connection_is_an_outage(postgresql_url: str) -> None:
    ended = "SELECT pg_terminate_backend(pg_backend_pid())"
    assert is_down(await error_of(make_engine(postgresql_url), ended))


async def test_a_database_that_takes_no_connections_is_down(
    postgresql_url: str, postgres: Postgres
) -> None:
    name = make_url(postgresql_url).database
    postgres.run(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
    try:
        error = await error_of(make_engine(postgresql_url), "SELECT 1")
    finally:
        postgres.run(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
    assert is_down(error)
    assert not needs_operator(error)


async def test_a_read_only_database_is_an_outage(postgresql_url: str) -> None:
    read_only = ("SET TRANSACTION READ ONLY", "DELETE FROM lease")
    assert is_down(await error_of(make_engine(postgresql_url), *read_only))


async def test_a_lock_that_is_not_to_be_had_is_an_outage(sqlite_url: str) -> None:
    other = sqlite3.connect(sqlite_url.partition("///")[2], isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    engine = make_engine(sqlite_url)
    event.listen(engine.sync_engine, "connect", _wait_for_nobody)
    try:
        assert is_down(await error_of(engine, "SELECT 1"))
    finally:
        other.close()


def _wait_for_nobody(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA busy_timeout=0").close()


async def test_a_database_that_is_not_there_needs_an_operator(postgres: Postgres) -> None:
    error = await error_of(make_engine(postgres.url("nothing_of_this_name")), "SELECT 1")
    assert is_down(error)
    assert needs_operator(error)


@pytest.mark.parametrize(
    "statement",
    ["SELECT * FROM nothing", "SELEC", "INSERT INTO lease VALUES (NULL, NULL, NULL)"],
)
async def test_the_fault_of_a_statement_is_no_outage(database_url: str, statement: str) -> None:
    error = await error_of(make_engine(database_url), statement)
    assert isinstance(error, DBAPIError)
    assert not is_down(error)


async def test_a_statement_that_takes_too_long_is_its_own_fault(postgresql_url: str) -> None:
    slow = ("SET statement_timeout = 1", "SELECT pg_sleep(5)")
    assert not is_down(await error_of(make_engine(postgresql_url), *slow))


@pytest.mark.parametrize(
    "make",
    [
        ValueError,
        KeyError,
        ZeroDivisionError,
        SQLAlchemyError,
        FileNotFoundError,
        PermissionError,
        TimeoutError,
    ],
)
def test_a_fault_of_a_handler_is_no_outage(make: Callable[[], Exception]) -> None:
    assert not is_down(make())


def test_what_an_outage_led_to_is_an_outage() -> None:
    later = ValueError("nothing came back")
    later.__context__ = ConnectionRefusedError()
    assert is_down(later)
