"""The way from an empty database to today's, and back, however many start at once."""

import asyncio
import subprocess
import sys
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Float,
    Integer,
    MetaData,
    Numeric,
    String,
    Table,
    Time,
    func,
    inspect,
    select,
    text,
)
from sqlalchemy.ext.asyncio import AsyncEngine

from db.migrate import (
    PYPROJECT,
    OrphanRows,
    UnknownRevision,
    config_for,
    feeds_aside,
    migrate,
    revision_of,
)
from db.session import make_engine

HOUSE = Path(__file__).parent.parent
BOTH = pytest.mark.parametrize("empty_url", ["sqlite", "postgresql"], indirect=True)
MIGRATE = """
import asyncio, sys
from db.migrate import migrate
from db.session import make_engine

async def main():
    engine = make_engine(sys.argv[1])
    await migrate(engine)
    await engine.dispose()

asyncio.run(main())
"""


def revisions() -> list[str]:
    """Every migration that there is, the first one first."""
    steps = ScriptDirectory.from_config(Config(toml_file=PYPROJECT)).walk_revisions()
    return [step.revision for step in steps][::-1]


async def names(engine: AsyncEngine) -> set[str]:
    def of(connection: Connection) -> set[str]:
        seen = inspect(connection)
        return {*seen.get_table_names(), *seen.get_view_names()}

    async with engine.connect() as connection:
        return await connection.run_sync(of)


async def ask(engine: AsyncEngine, sql: str):
    async with engine.connect() as connection:
        return (await connection.execute(text(sql))).scalar()


async def deployments(engine: AsyncEngine):
    async with engine.connect() as connection:
        rows = await connection.execute(text("SELECT practice, contract_version FROM deployment"))
        return [tuple(row) for row in rows]


async def test_what_is_migrated_is_what_the_models_say(engine):
    async with engine.connect() as connection:
        await connection.run_sync(lambda c: command.check(config_for(c)))


async def test_a_new_database_is_real_and_of_the_first_contract(engine):
    assert await deployments(engine) == [(False, 1)]


async def test_down_to_nothing_and_up_again(engine):
    before = await names(engine)
    assert "alert_feed" in before
    await migrate(engine, "base")
    assert await names(engine) == {"alembic_version"}
    assert await revision_of(engine) is None
    await migrate(engine)
    assert await names(engine) == before
    assert await deployments(engine) == [(False, 1)]


async def test_an_older_revision_by_its_name_is_a_step_down(engine):
    head = await revision_of(engine)
    await migrate(engine, "1_0001")
    assert await revision_of(engine) == "1_0001"
    assert "alert_feed" not in await names(engine)
    await migrate(engine, head)
    await migrate(engine, "-1")
    assert await revision_of(engine) != head


async def test_a_database_of_another_version_is_refused_and_left_as_it_is(engine):
    async with engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '0016'"))
    with pytest.raises(UnknownRevision, match="0016"):
        await migrate(engine)
    assert await revision_of(engine) == "0016"


@pytest.fixture
async def empty_engine(empty_url):
    engine = make_engine(empty_url)
    yield engine
    await engine.dispose()


def made_up(column: Column) -> object:
    """A value that the column takes; what points elsewhere points to that table's only row."""
    if column.foreign_keys:
        return None if column.nullable and column.table in column_targets(column) else 1
    match column.type:
        case Boolean():
            return True
        case Integer() | Numeric() | Float():
            return 1
        case DateTime():
            return datetime(2026, 11, 23, tzinfo=UTC)
        case Date():
            return date(2026, 11, 23)
        case Time():
            return time(10)
        case JSON():
            return {}
        case String():
            return "x" * min(3, column.type.length or 3)
    raise AssertionError(f"no value is known for {column.type!r}")


def column_targets(column: Column) -> set[Table]:
    return {key.column.table for key in column.foreign_keys}


SENSIBLE: dict[str, dict[str, object]] = {
    "alert": {"status": "triggered", "acked_by": None, "resolved_by": None, "resolved_at": None},
    "pause": {"group_id": None},
    "shift": {"on_date": None},
}
"""What the checks of a table ask for beyond the types of its columns."""


def fill(connection: Connection) -> dict[str, int]:
    """A row in each empty table; how many rows each has now."""
    known = MetaData()
    known.reflect(connection)
    rows = {}
    for table in known.sorted_tables:
        if table.name in ("alembic_version", "deployment"):
            continue  # the migrations fill these themselves
        if connection.execute(select(func.count()).select_from(table)).scalar() == 0:
            row = {c.name: made_up(c) for c in table.columns}
            connection.execute(table.insert().values(row | SENSIBLE.get(table.name, {})))
        rows[table.name] = connection.execute(select(func.count()).select_from(table)).scalar()
    return rows


def count(connection: Connection, tables: Iterable[str]) -> dict[str, int]:
    return {
        name: connection.execute(text(f"SELECT COUNT(*) FROM {name}")).scalar() for name in tables
    }


@BOTH
@pytest.mark.parametrize("revision", revisions())
async def test_a_filled_database_is_upgraded_from_each_migration(empty_engine, revision):
    await migrate(empty_engine, revision)
    async with empty_engine.begin() as connection:
        before = await connection.run_sync(fill)
    assert len(before) > 50
    await migrate(empty_engine)
    async with empty_engine.connect() as connection:
        after = await connection.run_sync(count, before)
        await connection.run_sync(lambda c: command.check(config_for(c)))
    assert after == before


@BOTH
async def test_four_tasks_at_once_migrate_once(empty_url):
    engines = [make_engine(empty_url) for _ in range(4)]
    await asyncio.gather(*(migrate(engine) for engine in engines))
    assert await deployments(engines[0]) == [(False, 1)]
    for engine in engines:
        await engine.dispose()


def migrate_in_processes(url: str, how_many: int) -> list[str]:
    """What each wrote to its error output; nothing is right."""
    command = [sys.executable, "-W", "error", "-c", MIGRATE, url]
    started = [
        subprocess.Popen(command, cwd=HOUSE, stderr=subprocess.PIPE, text=True)
        for _ in range(how_many)
    ]
    return [process.communicate()[1] for process in started]


@pytest.mark.process
@BOTH
async def test_four_processes_at_once_migrate_once(empty_url):
    assert await asyncio.to_thread(migrate_in_processes, empty_url, 4) == [""] * 4
    engine = make_engine(empty_url)
    assert await deployments(engine) == [(False, 1)]
    await engine.dispose()


CLINIC = """INSERT INTO clinic
(id, name, phone, ambulance, opens_hour, closes_hour, practice, created_at)
VALUES (1, 'Ganiyari', '1', '108', 9, 17, false, '2026-11-23')"""
STAFF = """INSERT INTO staff (id, clinic_id, name, role, on_call)
VALUES (1, 1, 'Meena', 'nurse', true)"""


def rebuild_clinic(connection: Connection) -> None:
    operations = Operations(MigrationContext.configure(connection))
    with (
        feeds_aside(connection),
        operations.batch_alter_table("clinic", recreate="always") as batch,
    ):
        batch.add_column(Column("district", String(80)))


async def test_rebuilding_a_parent_table_keeps_its_children_and_the_views(sqlite_url, monkeypatch):
    engine = make_engine(sqlite_url)
    async with engine.begin() as connection:
        await connection.execute(text(CLINIC))
        await connection.execute(text(STAFF))
    before = await names(engine)
    monkeypatch.setattr("db.migrate._run", lambda connection, _revision: rebuild_clinic(connection))
    await migrate(engine)
    assert await ask(engine, "SELECT district IS NULL FROM clinic") == 1
    assert await ask(engine, "SELECT name FROM staff WHERE clinic_id = 1") == "Meena"
    assert await names(engine) == before
    assert await ask(engine, "SELECT COUNT(*) FROM refill_feed") == 0
    assert await ask(engine, "PRAGMA foreign_keys") == 1
    await engine.dispose()


async def test_a_migration_that_leaves_orphans_is_undone(sqlite_url, monkeypatch):
    engine = make_engine(sqlite_url)
    async with engine.begin() as connection:
        await connection.execute(text(CLINIC))
        await connection.execute(text(STAFF))
    monkeypatch.setattr(
        "db.migrate._run", lambda c, _revision: c.execute(text("DELETE FROM clinic"))
    )
    with pytest.raises(OrphanRows, match="a row of staff points to a row of clinic"):
        await migrate(engine)
    assert await ask(engine, "SELECT COUNT(*) FROM clinic") == 1
    assert await ask(engine, "PRAGMA foreign_keys") == 1
    await engine.dispose()


async def test_the_views_come_back_with_their_meaning(postgresql_url):
    engine = make_engine(postgresql_url)
    meaning = "SELECT obj_description('refill_feed'::regclass)"
    before = await ask(engine, meaning)
    assert before

    def set_aside(connection: Connection) -> None:
        with feeds_aside(connection):
            connection.execute(text("ALTER TABLE patient ALTER COLUMN name TYPE varchar(90)"))

    async with engine.begin() as connection:
        await connection.run_sync(set_aside)
    assert await ask(engine, meaning) == before
    await engine.dispose()
