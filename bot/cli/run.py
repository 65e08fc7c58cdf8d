"""`gothiya run`: the real bot, by long polling or webhook, until it is told to stop."""

import argparse
import asyncio
import logging
import secrets
from collections.abc import Callable
from urllib.parse import urlsplit

from telegram.error import InvalidToken, TelegramError

from bot.app import Gothiya
from bot.cli.http import listen, open_doors
from bot.cli.logs import log_to_stderr
from bot.cli.settings import bring_up_to_date, engine_for, settings_or_mistake
from bot.cli.shutdown import Stopping
from bot.cli.usage import Command, Mistake, Parser
from bot.delivery.outcomes import TokenRefused
from bot.i18n import CatalogueMissing, translator
from bot.intake.webhook import Webhook
from bot.settings import Settings
from bot.texts.review.status import standings
from db.enums import Language
from db.models import Deployment
from db.session import Sessions, begin

log = logging.getLogger(__name__)

PART_ENDED = 70
TOKEN_REFUSED = 78
"""A supervisor need not start us again: only an operator can mend it."""
LONGEST_PAUSE = 30.0


def arguments(parser: Parser) -> None:
    parser.add_argument(
        "--webhook",
        metavar="URL",
        help="the https address at which Telegram reaches us; without it the bot polls",
    )


def run(given: argparse.Namespace) -> int:
    settings = settings_or_mistake(token=True)
    webhook = webhook_url(given.webhook, settings) if given.webhook else None
    require_catalogues()
    log_to_stderr()
    with asyncio.Runner(loop_factory=loop_factory()) as runner:
        return runner.run(serve(settings, webhook))


def loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """uvloop carries a fifth more; where it is not to be had, asyncio's own loop does."""
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop


def webhook_url(url: str, settings: Settings) -> str:
    """Where Telegram will post; an address without a path gets ours.

    A Bot API server of one's own may also post over plain http, as beside us on one machine.
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


def warn_of_unchecked() -> None:
    """The operator hears at every start which danger sentences no clinician has marked."""
    for each in standings():
        if each.unchecked:
            log.warning(
                "%s: %d danger sentences lack a clinician's mark (gothiya texts export)",
                each.language,
                each.unchecked,
            )


async def serve(settings: Settings, webhook: str | None) -> int:
    engine = engine_for(settings)
    await bring_up_to_date(engine)
    postgres = engine.dialect.name == "postgresql"
    app = Gothiya(settings, engine=engine, shared=webhook is not None and postgres)
    await _require_real(app.sessions)
    warn_of_unchecked()
    with Stopping() as stopping:
        try:
            return await _live(app, settings, webhook, stopping)
        except (InvalidToken, TokenRefused):
            raise Mistake(
                "Telegram refuses GOTHIYA_TOKEN: put the one @BotFather shows now", TOKEN_REFUSED
            ) from None
        finally:
            await app.close()


async def _live(app: Gothiya, settings: Settings, url: str | None, stopping: Stopping) -> int:
    if not await _known_to_telegram(app, stopping):
        return 0
    # Telegram is told the secret at every start; several processes must be given one in common.
    secret = settings.webhook_secret or secrets.token_urlsafe(24)
    hook = app.webhook(secret) if url else None
    async with open_doors(app, hook, *listen(settings)):
        if url:
            await app.announce_webhook(url, secret)
        log.info("@%s listens, by %s", app.bot.username, "webhook" if url else "polling")
        return await run_until_stopped(app, stopping, hook)


async def run_until_stopped(
    app: Gothiya, stopping: Stopping, webhook: Webhook | None = None
) -> int:
    """0 when we were asked to stop; else a part ended that never should."""
    try:
        await app.run(stopping.event, webhook=webhook)
    except (InvalidToken, TokenRefused):
        raise
    except Exception as error:
        log.critical("a part ended: %s", type(error).__name__, exc_info=error)
        return PART_ENDED
    if not stopping.asked:
        log.critical("a part ended by itself")
        return PART_ENDED
    log.info("stopped")
    return 0


async def _known_to_telegram(app: Gothiya, stopping: Stopping) -> bool:
    """Wait for the network to come up. False: told to stop meanwhile."""
    pause = 1.0
    while not stopping.asked:
        try:
            await app.start()
        except (InvalidToken, TokenRefused):
            raise
        except TelegramError as error:
            log.warning("Telegram does not answer (%s): again soon", type(error).__name__)
            await stopping.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
        else:
            return True
    return False


async def _require_real(sessions: Sessions) -> None:
    """A database says what it is for; a practice one must not meet real people."""
    async with begin(sessions) as session:
        deployment = await session.get(Deployment, 1)
    if deployment is not None and deployment.practice:
        raise Mistake("this database was made by `gothiya demo`: give run one of its own")


COMMAND = Command("The bot itself: long polling, or --webhook behind a proxy.", arguments, run)
