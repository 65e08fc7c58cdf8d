"""One call of the Bot API that returns plain data: PTB's objects cost more than the call."""

from typing import Any

from telegram import Bot
from telegram.error import EndPointNotFound, InvalidToken
from telegram.request import BaseRequest, RequestData

# PTB's public Bot.do_api_request prints a warning if Bot has its own method for the call.
from telegram.request._requestparameter import RequestParameter


async def call(
    bot: Bot,
    method: str,
    params: dict[str, Any],
    *,
    read_timeout: float | object = BaseRequest.DEFAULT_NONE,
) -> Any:
    """Raises what PTB raises, but InvalidToken for 404, which Telegram answers to a bad token."""
    fields = [RequestParameter(name, value, None) for name, value in params.items()]
    url = f"{bot.base_url}/{method}"
    try:
        return await bot.request.post(url, RequestData(fields), read_timeout=read_timeout)  # type: ignore[arg-type]
    except EndPointNotFound as error:
        raise InvalidToken(error.message) from error
