"""The start of `gothiya run`: it waits for the database and for Telegram, which may come later."""

import asyncio
import logging

from telegram.error import InvalidToken, TelegramError

from bot.app import Gothiya
from bot.cli.exit_codes import CONFIGURATION
from bot.cli.settings import NoDatabase, engine_for, migrate_database
from bot.cli.shutdown import StopSignal
from bot.cli.usage import Mistake
from bot.intake.patience import with_patience
from bot.settings import Settings
from bot.token_check import TokenCheck
from db.models import Deployment
from db.session import begin

log = logging.getLogger(__name__)

SHORTEST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
DATABASE_PAUSE = 2.0
"""The longest while only the database is missed: cries for help are answered so often."""
NOBODY_ELSE_SECONDS = 5.0
"""After so long without a database no other process serves the bot: we answer cries for help."""
DATABASE_SECONDS = 600.0
"""Then the supervisor starts us anew."""


class Start:
    def __init__(
        self, app: Gothiya, settings: Settings, stopping: StopSignal, *, polls: bool
    ) -> None:
        self._app = app
        self._settings = settings
        self._stopping = stopping
        self._polls = polls
        self._token = TokenCheck(app.bot)
        self._telegram = False
        self._began = asyncio.get_running_loop().time()

    async def wait(self) -> bool:
        """Wait until both answer. False if a stop was requested before.

        Raises Mistake for what waiting does not mend, and TokenRefused.
        """
        database = False
        pause = SHORTEST_PAUSE
        while not self._stopping.requested:
            if not database:
                database = await with_patience(self._database_answers(), self._answer_cries)
            self._telegram = self._telegram or await self._telegram_answers()
            if database and self._telegram:
                return True
            await self._answer_cries()
            await self._stopping.sleep(max(pause, 0.0 if self._telegram else self._token.pause))
            pause = min(pause * 2, DATABASE_PAUSE if self._telegram else LONGEST_PAUSE)
        return False

    async def _answer_cries(self) -> None:
        """While the database does not answer."""
        self._telegram = self._telegram or await self._telegram_answers()
        if self._telegram and self._polls and self._waited > NOBODY_ELSE_SECONDS:
            await self._app.polling.answer_without_database()

    @property
    def _waited(self) -> float:
        return asyncio.get_running_loop().time() - self._began

    async def _database_answers(self) -> bool:
        try:
            await self._migrate()
            await self._refuse_practice_database()
            await self._app.take_over()
        except NoDatabase as missing:
            if missing.code == CONFIGURATION or self._waited > DATABASE_SECONDS:
                raise
            log.error("%s; waiting", missing)
            return False
        return True

    async def _migrate(self) -> None:
        """On an engine of its own, as a migration may take longer than the bot's statements."""
        engine = engine_for(self._settings)
        try:
            await migrate_database(engine)
        finally:
            await engine.dispose()

    async def _refuse_practice_database(self) -> None:
        """Raises Mistake: the database is for practice, and must not be used with real people."""
        async with begin(self._app.sessions) as session:
            deployment = await session.get(Deployment, 1)
        if deployment is not None and deployment.practice:
            raise Mistake(
                "this database was made by `gothiya demo`: give run one of its own", CONFIGURATION
            )

    async def _telegram_answers(self) -> bool:
        try:
            await self._app.bot.initialize()
            if self._polls:
                await self._app.bot.delete_webhook()
        except InvalidToken:
            await self._token.accepted()  # Counted there; what it says is tried above, next time.
            return False
        except (TelegramError, KeyError, TypeError, ValueError) as error:
            log.warning("Telegram does not answer (%s): again soon", type(error).__name__)
            return False
        return True
