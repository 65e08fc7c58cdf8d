"""`gothiya doctor`: looks at everything a running bot needs, and says what to do."""

import argparse
from collections.abc import AsyncIterator, Sequence

from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from bot.cli.doctor.database import look_at_database, look_at_people, look_at_poller
from bot.cli.doctor.finding import Finding, mend, ok
from bot.cli.doctor.telegram import look_at_telegram
from bot.cli.doctor.texts import look_at_texts
from bot.cli.usage import Command, Parser
from bot.settings import BadSetting, Settings, async_url, read_settings
from db.models import Group
from db.session import begin, make_engine, make_sessions

SOMETHING_TO_MEND = 1


def arguments(_parser: Parser) -> None:
    """Nothing to choose."""


async def run(_given: argparse.Namespace) -> int:
    worst = 0
    async for finding in examine():
        print(finding)
        worst = max(worst, finding.badness)
    return SOMETHING_TO_MEND if worst == mend("", "").badness else 0


async def examine() -> AsyncIterator[Finding]:
    try:
        settings = read_settings(token=False)
    except BadSetting as wrong:
        yield mend("settings", str(wrong))
        return
    yield ok("settings", "all are understood")
    for finding in look_at_texts():
        yield finding
    async for finding in _with_database(settings):
        yield finding


async def _with_database(settings: Settings) -> AsyncIterator[Finding]:
    """Telegram is asked in any case; about groups only where the database tells of them."""
    groups: Sequence[Group] = ()
    try:
        engine = make_engine(async_url(settings.database_url))
    except (ArgumentError, ImportError):
        yield mend("database", "GOTHIYA_DATABASE_URL is not understood")
        engine = None
    if engine is not None:
        try:
            found = await look_at_database(engine)
            yield found
            if not found.badness:
                async with begin(make_sessions(engine)) as session:
                    findings, groups = await look_at_people(session)
                    findings.append(await look_at_poller(session))
                for finding in findings:
                    yield finding
        except (SQLAlchemyError, OSError) as error:
            yield mend("database", f"does not answer ({type(error).__name__})")
        finally:
            await engine.dispose()
    async for finding in look_at_telegram(settings, groups):
        yield finding


COMMAND = Command("Looks whether everything a running bot needs is in order.", arguments, run)
