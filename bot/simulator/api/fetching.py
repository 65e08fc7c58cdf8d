"""How updates reach the bot: by polling or by a webhook."""

import re
from typing import Any

from bot.simulator.api.call import MethodCall, method
from bot.simulator.errors import bad_request
from bot.simulator.updates import Webhook

SECRET = re.compile(r"[\w-]{0,256}\Z", re.ASCII)
LOCAL = re.compile(r"http://(127\.0\.0\.1|localhost|\[::1\])(:\d+)?(/|\Z)")
LONGEST_POLL_SECONDS = 50


def _set_allowed_updates(call: MethodCall) -> None:
    """Without the parameter the earlier choice stays; an empty list is Telegram's default."""
    allowed = call.structure("allowed_updates")
    if allowed is None:
        return
    if not isinstance(allowed, list):
        raise bad_request("can't parse allowed_updates: expected an array of String")
    call.bot.updates.allowed = [str(kind) for kind in allowed]


@method("getUpdates")
async def get_updates(call: MethodCall) -> list[dict[str, Any]]:
    limit = max(1, min(call.number("limit", 100) or 100, 100))
    _set_allowed_updates(call)
    wait = max(0, min(call.number("timeout"), LONGEST_POLL_SECONDS))
    return await call.bot.updates.fetch(call.number("offset"), limit, wait)


@method("setWebhook")
def set_webhook(call: MethodCall) -> bool:
    url, secret = call.text("url"), call.text("secret_token")
    if url and not (url.startswith("https://") or LOCAL.match(url)):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if not SECRET.match(secret):
        raise bad_request("secret token contains unallowed characters")
    _set_allowed_updates(call)
    if call.flag("drop_pending_updates"):
        call.bot.updates.pending.clear()
    connections = call.number("max_connections", 40)
    call.bot.updates.set_webhook(Webhook(url, secret, connections) if url else None)
    call.world.webhooks.restart_delivery(call.bot)
    return True


@method("deleteWebhook")
def delete_webhook(call: MethodCall) -> bool:
    if call.flag("drop_pending_updates"):
        call.bot.updates.pending.clear()
    call.bot.updates.set_webhook(None)
    call.world.webhooks.restart_delivery(call.bot)
    return True


@method("getWebhookInfo")
def get_webhook_info(call: MethodCall) -> dict[str, Any]:
    hook = call.bot.updates.webhook
    shown: dict[str, Any] = {
        "url": hook.url if hook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(call.bot.updates.pending),
    }
    if call.bot.updates.allowed:
        shown["allowed_updates"] = call.bot.updates.allowed
    if hook:
        shown["max_connections"] = hook.max_connections
        if hook.last_error:
            shown["last_error_date"], shown["last_error_message"] = hook.last_error
    return shown


@method("logOut")
@method("close")
def log_out(call: MethodCall) -> bool:
    return True
