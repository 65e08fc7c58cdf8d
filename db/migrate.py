"""Brings a database to the newest shape, safely when several processes start at once."""

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncEngine

PYPROJECT = Path(__file__).parent.parent / "pyproject.toml"
LOCK = 0x60741A
"""Our number among PostgreSQL's advisory locks."""


async def migrate(engine: AsyncEngine, revision: str = "head") -> None:
    """Upgrade, or downgrade when the revision is older or starts with `-`."""
    async with engine.connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:
            # A batch rebuild of a table would delete its children; no effect inside a transaction.
            driver = (await connection.get_raw_connection()).driver_connection
            assert driver is not None
            await driver.execute("PRAGMA foreign_keys=OFF")
        async with connection.begin():
            if not sqlite:
                await connection.execute(text(f"SELECT pg_advisory_xact_lock({LOCK})"))
            await connection.run_sync(_run, revision)
        if sqlite:
            await driver.execute("PRAGMA foreign_keys=ON")


async def revision_of(engine: AsyncEngine) -> str | None:
    """The revision the database is at; None: empty."""
    from alembic.runtime.migration import MigrationContext

    def current(connection: Connection) -> str | None:
        return MigrationContext.configure(connection).get_current_revision()

    async with engine.connect() as connection:
        return await connection.run_sync(current)


def _run(connection: Connection, revision: str) -> None:
    config = config_for(connection)
    down = revision.startswith("-") or revision == "base"
    (command.downgrade if down else command.upgrade)(config, revision)


def config_for(connection: Connection) -> Config:
    config = Config(toml_file=PYPROJECT)
    attributes: dict[str, Any] = config.attributes
    attributes["connection"] = connection
    return config
