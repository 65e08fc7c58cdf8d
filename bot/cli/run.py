"""`gothiya run`: the bot, by long polling or webhook, until it is told to stop."""

import argparse
import asyncio
import logging
import secrets
from collections.abc import Callable
from urllib.parse import urlsplit

from telegram.error import InvalidToken, TelegramError

from bot.app import Gothiya
from bot.cli.http import listen_address, serve_http
from bot.cli.logs import log_to_stderr
from bot.cli.settings import engine_for, load_settings, migrate_database
from bot.cli.shutdown import StopSignal
from bot.cli.usage import Command, Mistake, Parser
from bot.delivery.outcomes import TokenRefused
from bot.i18n import CatalogueMissing, translator
from bot.intake.webhook import Webhook
from bot.settings import Settings
from bot.texts.review.status import review_standings
from db.enums import Language
from db.models import Deployment
from db.session import Sessions, begin

log = logging.getLogger(__name__)

PART_ENDED = 70
TOKEN_REFUSED = 78
"""A supervisor need not restart the bot: only an operator can put this right."""
LONGEST_PAUSE_SECONDS = 30.0


def arguments(parser: Parser) -> None:
    parser.add_argument(
        "--webhook",
        metavar="URL",
        help="the https address at which Telegram reaches us; without it the bot polls",
    )


def run(given: argparse.Namespace) -> int:
    settings = load_settings(token=True)
    webhook = webhook_url(given.webhook, settings) if given.webhook else None
    require_catalogues()
    log_to_stderr()
    with asyncio.Runner(loop_factory=loop_factory()) as runner:
        return runner.run(serve(settings, webhook))


def loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """uvloop, which has a fifth more throughput; None, asyncio's own, if it is not installed."""
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop


def webhook_url(url: str, settings: Settings) -> str:
    """Where Telegram will post; an address without a path gets the usual one.

    A Bot API server of one's own may also post over plain http, for example on the same machine.
    """
    parts = urlsplit(url)
    own = settings.api_url != Settings().api_url
    if parts.scheme not in ({"https", "http"} if own else {"https"}) or not parts.hostname:
        raise Mistake(f"--webhook {url}: Telegram needs an address like https://bot.example.org")
    return url if parts.path.strip("/") else url.rstrip("/") + "/telegram"


def require_catalogues() -> None:
    try:
        for language in (Language.HINDI, Language.CHHATTISGARHI):
            translator(language)
    except CatalogueMissing:
        raise Mistake("the compiled catalogues are missing: run `make demo` once", 1) from None


def warn_about_unchecked_texts() -> None:
    """At every start the log names the danger sentences without a clinician's mark."""
    for status in review_standings():
        if status.unchecked:
            log.warning(
                "%s: %d danger sentences lack a clinician's mark (gothiya texts export)",
                status.language,
                status.unchecked,
            )


async def serve(settings: Settings, webhook: str | None) -> int:
    engine = engine_for(settings)
    await migrate_database(engine)
    postgres = engine.dialect.name == "postgresql"
    app = Gothiya(settings, engine=engine, shared=webhook is not None and postgres)
    await _refuse_practice_database(app.sessions)
    warn_about_unchecked_texts()
    with StopSignal() as stopping:
        try:
            return await _start_and_run(app, settings, webhook, stopping)
        except (InvalidToken, TokenRefused):
            raise Mistake(
                "Telegram refuses GOTHIYA_TOKEN: put the one @BotFather shows now", TOKEN_REFUSED
            ) from None
        finally:
            await app.close()


async def _start_and_run(
    app: Gothiya, settings: Settings, url: str | None, stopping: StopSignal
) -> int:
    if not await _started(app, stopping):
        return 0
    # Telegram gets the secret at every start; several processes must be configured with the same.
    secret = settings.webhook_secret or secrets.token_urlsafe(24)
    hook = app.webhook(secret) if url else None
    async with serve_http(app, hook, *listen_address(settings)):
        if url:
            await app.announce_webhook(url, secret)
        log.info("@%s listens, by %s", app.bot.username, "webhook" if url else "polling")
        return await run_until_stopped(app, stopping, hook)


async def run_until_stopped(
    app: Gothiya, stopping: StopSignal, webhook: Webhook | None = None
) -> int:
    """Returns 0 if a stop was requested, else PART_ENDED: a part ended that never should."""
    try:
        await app.run(stopping.event, webhook=webhook)
    except (InvalidToken, TokenRefused):
        raise
    except Exception as error:
        log.critical("a part ended: %s", type(error).__name__, exc_info=error)
        return PART_ENDED
    if not stopping.requested:
        log.critical("a part ended by itself")
        return PART_ENDED
    log.info("stopped")
    return 0


async def _started(app: Gothiya, stopping: StopSignal) -> bool:
    """Retry until Telegram answers. False if a stop was requested before that."""
    pause = 1.0
    while not stopping.requested:
        try:
            await app.start()
        except (InvalidToken, TokenRefused):
            raise
        except TelegramError as error:
            log.warning("Telegram does not answer (%s): again soon", type(error).__name__)
            await stopping.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
        else:
            return True
    return False


async def _refuse_practice_database(sessions: Sessions) -> None:
    """Raises Mistake: the database is for practice, and must not be used with real people."""
    async with begin(sessions) as session:
        deployment = await session.get(Deployment, 1)
    if deployment is not None and deployment.practice:
        raise Mistake("this database was made by `gothiya demo`: give run one of its own")


COMMAND = Command("The bot itself: long polling, or --webhook behind a proxy.", arguments, run)
