"""How updates reach the bot: it polls, or it names a webhook."""

import re
from typing import Any

from bot.simulator.api.ask import Ask, method
from bot.simulator.errors import bad
from bot.simulator.updates import Webhook

SECRET = re.compile(r"[\w-]{0,256}\Z", re.ASCII)
LOCAL = re.compile(r"http://(127\.0\.0\.1|localhost|\[::1\])(:\d+)?(/|\Z)")
LONGEST_POLL = 50


def _allow(ask: Ask) -> None:
    """Left out, the previous choice stays; an empty list means Telegram's default."""
    allowed = ask.structure("allowed_updates")
    if allowed is None:
        return
    if not isinstance(allowed, list):
        raise bad("can't parse allowed_updates: expected an array of String")
    ask.bot.updates.allowed = [str(kind) for kind in allowed]


@method("getUpdates")
async def get_updates(ask: Ask) -> list[dict[str, Any]]:
    limit = max(1, min(ask.number("limit", 100) or 100, 100))
    _allow(ask)
    wait = max(0, min(ask.number("timeout"), LONGEST_POLL))
    return await ask.bot.updates.fetch(ask.number("offset"), limit, wait)


@method("setWebhook")
def set_webhook(ask: Ask) -> bool:
    url, secret = ask.text("url"), ask.text("secret_token")
    if url and not (url.startswith("https://") or LOCAL.match(url)):
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if not SECRET.match(secret):
        raise bad("secret token contains unallowed characters")
    _allow(ask)
    if ask.flag("drop_pending_updates"):
        ask.bot.updates.pending.clear()
    connections = ask.number("max_connections", 40)
    ask.bot.updates.hook(Webhook(url, secret, connections) if url else None)
    ask.world.webhooks.follow(ask.bot)
    return True


@method("deleteWebhook")
def delete_webhook(ask: Ask) -> bool:
    if ask.flag("drop_pending_updates"):
        ask.bot.updates.pending.clear()
    ask.bot.updates.hook(None)
    ask.world.webhooks.follow(ask.bot)
    return True


@method("getWebhookInfo")
def get_webhook_info(ask: Ask) -> dict[str, Any]:
    hook = ask.bot.updates.webhook
    shown: dict[str, Any] = {
        "url": hook.url if hook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(ask.bot.updates.pending),
    }
    if ask.bot.updates.allowed:
        shown["allowed_updates"] = ask.bot.updates.allowed
    if hook:
        shown["max_connections"] = hook.max_connections
        if hook.last_error:
            shown["last_error_date"], shown["last_error_message"] = hook.last_error
    return shown


@method("logOut")
@method("close")
def log_out(ask: Ask) -> bool:
    return True
