"""A database that another version of Gothiya made is refused in one line and left as it is."""

import asyncio

import pytest
from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncConnection

from db.session import make_engine
from tests.cli.conftest import Operator

OTHER = "0016"


def contents(url: str, *statements: str) -> dict[str, list[str]]:
    """The rows of every table, after these statements."""

    def read(connection: Connection) -> dict[str, list[str]]:
        tables = inspect(connection).get_table_names()
        return {
            table: sorted(map(repr, connection.exec_driver_sql(f'SELECT * FROM "{table}"')))
            for table in tables
        }

    async def run() -> dict[str, list[str]]:
        engine = make_engine(url)
        connection: AsyncConnection
        async with engine.begin() as connection:
            for statement in statements:
                await connection.execute(text(statement))
            found = await connection.run_sync(read)
        await engine.dispose()
        return found

    return asyncio.run(run())


@pytest.fixture
def before(settled: Operator, database_url: str) -> dict[str, list[str]]:
    """The contents of the operator's database, which is at the revision of another version."""
    return contents(database_url, f"UPDATE alembic_version SET version_num = '{OTHER}'")


@pytest.mark.parametrize(
    "words",
    [
        ("clinic", "list"),
        ("clinic", "add", "Ganiyari", "--phone", "104"),
        ("explain", "--report"),
    ],
    ids=" ".join,
)
def test_a_command_refuses_it_in_one_line_and_changes_nothing(
    operator: Operator,
    before: dict[str, list[str]],
    database_url: str,
    words: tuple[str, ...],
) -> None:
    answer = operator(*words)
    assert (answer.code, answer.out) == (78, "")
    (line,) = answer.err.splitlines()
    assert line.startswith(f"gothiya: the database is at revision {OTHER}")
    assert "another version made it" in line
    assert line.endswith("look at GOTHIYA_DATABASE_URL")
    assert contents(database_url) == before


def test_the_doctor_says_so_and_changes_nothing(
    operator: Operator, before: dict[str, list[str]], database_url: str
) -> None:
    answer = operator("doctor")
    assert answer.code == 1
    said = f"to mend  database: is at revision {OTHER}, made by another version of Gothiya"
    assert [line for line in answer.lines if " database: " in line] == [said]
    assert contents(database_url) == before
