"""One call of the Bot API that returns plain data: PTB's objects cost more than the call."""

from typing import Any

from telegram import Bot
from telegram.error import EndPointNotFound, InvalidToken, TelegramError
from telegram.request import BaseRequest, RequestData

# PTB's public Bot.do_api_request prints a warning if Bot has its own method for the call.
from telegram.request._requestparameter import RequestParameter


class OddAnswer(TelegramError):
    """What came is no answer of the Bot API: a proxy's page, or a server that is restarting."""


async def call(
    bot: Bot,
    method: str,
    params: dict[str, Any],
    *,
    read_timeout: float | object = BaseRequest.DEFAULT_NONE,
) -> Any:
    """Raises what PTB raises, and OddAnswer for an answer without a result.

    InvalidToken is raised for 404 too, which Telegram answers to a bad token.
    """
    fields = [RequestParameter(name, value, None) for name, value in params.items()]
    url = f"{bot.base_url}/{method}"
    try:
        return await bot.request.post(url, RequestData(fields), read_timeout=read_timeout)  # type: ignore[arg-type]
    except EndPointNotFound as error:
        raise InvalidToken(error.message) from error
    except (KeyError, TypeError, ValueError) as error:
        raise OddAnswer(type(error).__name__) from error
