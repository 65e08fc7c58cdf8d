"""`gothiya run`: the bot, by long polling or webhook, until it is told to stop."""

import argparse
import asyncio
import logging
import secrets
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from bot.app import Gothiya
from bot.cli.exit_codes import CONFIGURATION, DONE, PART_ENDED
from bot.cli.http import listen_address, serve_http
from bot.cli.logs import log_to_stderr
from bot.cli.settings import engine_for, load_settings
from bot.cli.shutdown import StopSignal
from bot.cli.starting import Start
from bot.cli.usage import Command, Mistake, Parser
from bot.faults import error_location
from bot.i18n import CatalogueMissing, translator
from bot.intake.webhook import Webhook
from bot.settings import Settings
from bot.texts.review.status import review_standings
from bot.token_check import TokenRefused
from db.enums import Language

log = logging.getLogger(__name__)

STATEMENT_SECONDS = 30.0
"""A server that vanished without a word is noticed after this time."""


def arguments(parser: Parser) -> None:
    parser.add_argument(
        "--webhook",
        metavar="URL",
        help="the https address at which Telegram reaches us; without it the bot polls",
    )


def run(given: argparse.Namespace) -> int:
    settings = load_settings(token=True)
    webhook = webhook_url(given.webhook, settings) if given.webhook else None
    log_to_stderr()
    require_catalogues()
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
        raise Mistake(
            "the compiled catalogues are missing: run `make demo` once", CONFIGURATION
        ) from None


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
    asyncio.get_running_loop().set_exception_handler(_log_forgotten_error)
    engine = engine_for(settings, statement_seconds=STATEMENT_SECONDS)
    postgres = engine.dialect.name == "postgresql"
    app = Gothiya(settings, engine=engine, shared=webhook is not None and postgres)
    warn_about_unchecked_texts()
    with StopSignal() as stopping:
        try:
            return await _start_and_run(app, settings, webhook, stopping)
        except TokenRefused:
            raise Mistake(
                "Telegram refuses GOTHIYA_TOKEN: put the one @BotFather shows now", CONFIGURATION
            ) from None
        finally:
            await app.close()


async def _start_and_run(
    app: Gothiya, settings: Settings, url: str | None, stopping: StopSignal
) -> int:
    # Telegram gets the secret at every start; several processes must be configured with the same.
    secret = settings.webhook_secret or secrets.token_urlsafe(24)
    hook = app.webhook(secret) if url else None
    async with serve_http(app, hook, *listen_address(settings)):
        if not await Start(app, settings, stopping, polls=url is None).wait():
            return DONE
        if url:
            await app.announce_webhook(url, secret)
        log.info("@%s listens, by %s", app.bot.username, "webhook" if url else "polling")
        return await run_until_stopped(app, stopping, hook)


async def run_until_stopped(
    app: Gothiya, stopping: StopSignal, webhook: Webhook | None = None
) -> int:
    """Returns PART_ENDED if a part ended that never should. Raises TokenRefused."""
    try:
        await app.run(stopping.event, webhook=webhook)
    except TokenRefused:
        raise
    except Exception as error:
        log.critical("a part ended: %s", error_location(error))
        return PART_ENDED
    if not stopping.requested:
        log.critical("a part ended by itself")
        return PART_ENDED
    log.info("stopped")
    return DONE


def _log_forgotten_error(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """asyncio's own handler would log the task with the text of its error."""
    error = context.get("exception")
    log.error("in the background: %s", error_location(error) if error else context["message"])


COMMAND = Command("The bot itself: long polling, or --webhook behind a proxy.", arguments, run)
