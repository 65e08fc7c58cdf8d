"""The way from an empty database to today's, and back, however many start at once."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest
from alembic import command
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Column, Connection, String, inspect, text
from sqlalchemy.ext.asyncio import AsyncEngine

from db.migrate import OrphanRows, config_for, feeds_aside, migrate, revision_of
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
    await migrate(engine, "0001")
    assert await revision_of(engine) == "0001"
    assert "alert_feed" not in await names(engine)
    await migrate(engine, head)
    await migrate(engine, "-1")
    assert await revision_of(engine) != head


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
