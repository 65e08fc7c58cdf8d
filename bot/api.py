"""One call of the Bot API, answered with plain data: PTB's objects cost more than the call."""

from typing import Any

from telegram import Bot
from telegram.error import EndPointNotFound, InvalidToken
from telegram.request import BaseRequest, RequestData

# Public PTB offers only Bot.do_api_request, which warns for every method that Bot has a name for.
from telegram.request._requestparameter import RequestParameter


async def call(
    bot: Bot,
    method: str,
    params: dict[str, Any],
    *,
    read_timeout: float | object = BaseRequest.DEFAULT_NONE,
) -> Any:
    """Raises what PTB raises; a method that Telegram does not find means a token it refuses."""
    fields = [RequestParameter(name, value, None) for name, value in params.items()]
    url = f"{bot.base_url}/{method}"
    try:
        return await bot.request.post(url, RequestData(fields), read_timeout=read_timeout)  # type: ignore[arg-type]
    except EndPointNotFound as error:
        raise InvalidToken(error.message) from error
