"""The settings and the database of a command; whatever is wrong with them is said in one line."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.cli.database_file import close_to_others, create_files_privately
from bot.cli.exit_codes import CONFIGURATION, TRY_LATER
from bot.cli.usage import Mistake
from bot.domain.adherence import BadRules, use_rules
from bot.domain.call_list import call_rules_in_use
from bot.settings import BadSetting, Settings, async_url, read_settings
from db.migrate import OrphanRows, UnknownRevision, migrate
from db.outage import is_down, needs_operator
from db.session import UnitOfWork, begin, make_engine, make_sessions


class NoDatabase(Mistake):
    """The database does not answer, or refuses us."""


def load_settings(*, token: bool) -> Settings:
    """Also puts its rules into use. Raises Mistake."""
    try:
        settings = read_settings(token=token)
        use_rules(Path(settings.rules) if settings.rules else None)
        call_rules_in_use()
    except BadSetting as wrong:
        raise Mistake(str(wrong), CONFIGURATION) from None
    except BadRules as wrong:
        raise Mistake(f"GOTHIYA_RULES: {wrong}", CONFIGURATION) from None
    return settings


def engine_for(settings: Settings, *, statement_seconds: float | None = None) -> AsyncEngine:
    """For a database that others on this machine cannot read.

    `statement_seconds`: the longest a statement may take on PostgreSQL. Raises Mistake.
    """
    try:
        engine = make_engine(async_url(settings.database_url), statement_seconds)
    except (ArgumentError, ImportError) as error:
        raise Mistake(
            "GOTHIYA_DATABASE_URL is not understood"
            f" ({type(error).__name__}): try sqlite+aiosqlite:///gothiya.db",
            CONFIGURATION,
        ) from None
    folder = Path(engine.url.database or ".").absolute().parent
    if engine.dialect.name == "sqlite" and not folder.is_dir():
        raise Mistake(
            f"GOTHIYA_DATABASE_URL names a file in {folder}, and there is no such folder",
            CONFIGURATION,
        )
    create_files_privately()
    close_to_others(engine.url)
    return engine


async def migrate_database(engine: AsyncEngine) -> None:
    """To the newest revision. Raises Mistake: another version made it; NoDatabase."""
    try:
        await migrate(engine)
    except (UnknownRevision, OrphanRows) as error:
        await engine.dispose()
        raise Mistake(f"{error}; look at GOTHIYA_DATABASE_URL", CONFIGURATION) from None
    except Exception as error:
        await engine.dispose()
        if not is_down(error):
            raise
        raise NoDatabase(
            f"the database does not answer ({_why(error)}): look at GOTHIYA_DATABASE_URL",
            CONFIGURATION if needs_operator(error) else TRY_LATER,
        ) from None


@asynccontextmanager
async def transaction() -> AsyncIterator[tuple[Settings, UnitOfWork]]:
    """A transaction on the migrated database, committed when the block is left."""
    settings = load_settings(token=False)
    engine = engine_for(settings)
    await migrate_database(engine)
    try:
        async with begin(make_sessions(engine)) as session:
            yield settings, session
    finally:
        await engine.dispose()


def _why(error: Exception) -> str:
    """The first line of the driver's own message, which contains no password."""
    cause = getattr(error, "orig", None) or error
    first = str(cause).splitlines()[0] if str(cause) else ""
    return f"{type(cause).__name__}: {first}"[:160] if first else type(cause).__name__
