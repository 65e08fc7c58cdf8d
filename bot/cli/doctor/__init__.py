"""`gothiya doctor`: checks everything that a running bot needs, and says what to do."""

import argparse
from collections.abc import AsyncIterator, Sequence

from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from bot.cli.database_file import create_files_privately
from bot.cli.doctor.database import check_clinics, check_database, check_files, check_running
from bot.cli.doctor.finding import Finding, mend, ok
from bot.cli.doctor.telegram import check_telegram
from bot.cli.doctor.texts import check_texts
from bot.cli.usage import Command, Parser
from bot.settings import BadSetting, Settings, async_url, read_settings
from db.models import Group
from db.session import begin, make_engine, make_sessions

EXIT_TO_MEND = 1


def arguments(_parser: Parser) -> None:
    """It takes no arguments."""


async def run(_given: argparse.Namespace) -> int:
    worst = 0
    async for finding in examine():
        print(finding)
        worst = max(worst, finding.severity)
    return EXIT_TO_MEND if worst == mend("", "").severity else 0


async def examine() -> AsyncIterator[Finding]:
    try:
        settings = read_settings(token=False)
    except BadSetting as wrong:
        yield mend("settings", str(wrong))
        return
    yield ok("settings", "all are understood")
    for finding in check_texts():
        yield finding
    async for finding in _examine_database_and_telegram(settings):
        yield finding


async def _examine_database_and_telegram(settings: Settings) -> AsyncIterator[Finding]:
    """Telegram is checked even if the database is not usable, but then without the groups."""
    groups: Sequence[Group] = ()
    try:
        create_files_privately()
        engine = make_engine(async_url(settings.database_url))
    except (ArgumentError, ImportError):
        yield mend("database", "GOTHIYA_DATABASE_URL is not understood")
        engine = None
    if engine is not None:
        try:
            found = await check_database(engine)
            yield found
            for finding in check_files(engine.url):
                yield finding
            if not found.severity:
                async with begin(make_sessions(engine)) as session:
                    findings, groups = await check_clinics(session)
                    findings += await check_running(session)
                for finding in findings:
                    yield finding
        except (SQLAlchemyError, OSError) as error:
            yield mend("database", f"does not answer ({type(error).__name__})")
        finally:
            await engine.dispose()
    async for finding in check_telegram(settings, groups):
        yield finding


COMMAND = Command("Looks whether everything a running bot needs is in order.", arguments, run)
