"""Upgrades a database to the newest schema, safely even if several processes start at once."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from db.clinic_role import clinics_with_role, drop_clinic_views, make_clinic_views

PYPROJECT = Path(__file__).parent.parent / "pyproject.toml"
LOCK = 0x60741A
"""The key of our advisory lock in PostgreSQL."""


class OrphanRows(Exception):
    """A migration left rows that refer to missing rows; it was rolled back."""


class UnknownRevision(Exception):
    """The database was made by a version of Gothiya whose migrations this one does not have."""


async def migrate(engine: AsyncEngine, revision: str = "head") -> None:
    """Upgrade, or downgrade when the revision is older or starts with `-`.

    Raises:
        OrphanRows: on SQLite, where foreign keys are not checked during the migration.
        UnknownRevision: nothing was changed.
    """
    async with engine.connect() as connection, _keys_unwatched(connection), connection.begin():
        if connection.dialect.name == "postgresql":
            await connection.execute(text(f"SELECT pg_advisory_xact_lock({LOCK})"))
            await connection.run_sync(_run_beside_clinic_views, revision)
        else:
            await connection.run_sync(_run, revision)
        await connection.run_sync(_check_keys)


async def revision_of(engine: AsyncEngine) -> str | None:
    """The revision of the database. None if it is empty."""
    async with engine.connect() as connection:
        return await connection.run_sync(_current)


def config_for(connection: Connection) -> Config:
    config = Config(toml_file=PYPROJECT)
    attributes: dict[str, Any] = config.attributes
    attributes["connection"] = connection
    return config


@contextmanager
def feeds_aside(connection: Connection) -> Iterator[None]:
    """Drop every view and create it again afterwards: for a migration that rebuilds a table."""
    sqlite = connection.dialect.name == "sqlite"
    rows = connection.execute(text(_SQLITE_VIEWS if sqlite else _POSTGRESQL_VIEWS)).all()
    for name, _definition, _meaning in reversed(rows):
        connection.exec_driver_sql(f"DROP VIEW {name}")
    yield
    for name, definition, meaning in rows:
        connection.exec_driver_sql(definition)
        if meaning:
            connection.exec_driver_sql(f"COMMENT ON VIEW {name} IS '{meaning}'")


# In the order in which they were created, so that a view comes after those it reads.
_SQLITE_VIEWS = "SELECT name, sql, NULL FROM sqlite_master WHERE type = 'view' ORDER BY rowid"
_POSTGRESQL_VIEWS = """
SELECT relname, 'CREATE VIEW ' || relname || ' AS ' || pg_get_viewdef(oid),
  obj_description(oid, 'pg_class')
FROM pg_class WHERE relkind = 'v' AND relnamespace = current_schema()::regnamespace ORDER BY oid
"""


@asynccontextmanager
async def _keys_unwatched(connection: AsyncConnection) -> AsyncIterator[None]:
    """Foreign keys are not checked on SQLite: there the rebuild of a table deletes its children."""
    if connection.dialect.name != "sqlite":
        yield
        return
    # It has no effect inside a transaction, so it is run outside of it, by the driver itself.
    driver = (await connection.get_raw_connection()).driver_connection
    assert driver is not None
    await (await driver.execute("PRAGMA foreign_keys=OFF")).close()
    try:
        yield
    finally:
        await (await driver.execute("PRAGMA foreign_keys=ON")).close()


def _run_beside_clinic_views(connection: Connection, revision: str) -> None:
    """The views of clinics' own roles depend on those of the contract, which may change."""
    newest = ScriptDirectory.from_config(config_for(connection)).get_current_head()
    if revision == "head" and _current(connection) == newest:
        return
    clinics = clinics_with_role(connection)
    drop_clinic_views(connection, clinics)
    _run(connection, revision)
    make_clinic_views(connection, clinics)


def _run(connection: Connection, revision: str) -> None:
    config, current = config_for(connection), _current(connection)
    if current is not None and not is_known(config, current):
        raise UnknownRevision(
            f"the database is at revision {current}, which this version of Gothiya does not know:"
            " another version made it, and only that version can use it"
        )
    if revision.startswith("-") or _is_older(config, revision, current):
        command.downgrade(config, revision)
    else:
        command.upgrade(config, revision)


def _current(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def is_known(config: Config, revision: str) -> bool:
    """Whether this version of Gothiya has that revision."""
    steps = ScriptDirectory.from_config(config).walk_revisions()
    return revision in {step.revision for step in steps}


def _is_older(config: Config, revision: str, current: str | None) -> bool:
    if revision == "base" or current is None:
        return revision == "base"
    script = ScriptDirectory.from_config(config)
    passed = [step.revision for step in script.iterate_revisions(current, "base")]
    return revision in passed[1:]


def _check_keys(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    orphan = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if orphan is not None:
        raise OrphanRows(f"a row of {orphan[0]} points to a row of {orphan[2]} that is not there")
