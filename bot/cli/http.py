"""What `gothiya run` serves over HTTP: its health, and the webhook if there is one."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from bot.app import Gothiya
from bot.cli.exit_codes import TRY_LATER
from bot.cli.usage import Mistake
from bot.console.health import Health
from bot.intake.webhook import Webhook
from bot.settings import Settings


def listen_address(settings: Settings) -> tuple[str, int]:
    host, _, port = settings.listen.rpartition(":")
    return host.strip("[]"), int(port)


@asynccontextmanager
async def serve_http(
    app: Gothiya, webhook: Webhook | None, host: str, port: int
) -> AsyncIterator[None]:
    server = web.Application()
    server.router.add_get("/healthz", Health(app.sessions, app.beats, app.clock).answer)
    if webhook is not None:
        server.router.add_post("/telegram", webhook.receive)
    runner = web.AppRunner(server, access_log=None, shutdown_timeout=2.0)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
    except (OSError, OverflowError):
        await runner.cleanup()
        raise Mistake(
            f"{host}:{port} cannot be listened on: set GOTHIYA_LISTEN to a free port", TRY_LATER
        ) from None
    try:
        yield
    finally:
        await runner.cleanup()
