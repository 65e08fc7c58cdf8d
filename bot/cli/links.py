"""Links that let people in: single use, fourteen days."""

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.delivery.request import AioRequest
from bot.settings import Settings

SECONDS = 5.0
ADMIN = "delete_messages+pin_messages+restrict_members+invite_users"
"""What Telegram offers to grant together with adding the bot."""


def bot_for(settings: Settings) -> Bot:
    root = settings.api_url.rstrip("/")
    request = AioRequest(connect_timeout=SECONDS, read_timeout=SECONDS)
    return Bot(settings.token, base_url=f"{root}/bot", request=request)


async def username(settings: Settings) -> str | None:
    """The bot's, asked of Telegram; None: no token, or nobody answers."""
    if not settings.token:
        return None
    try:
        async with bot_for(settings) as bot:
            return bot.username
    except (InvalidToken, TelegramError):
        return None


async def personal(settings: Settings, token: str, name: str) -> str:
    """What the operator hands to a person."""
    bot = await username(settings)
    if bot is None:
        return (
            f"Ask {name} to open the bot and send it: /start i_{token}\n"
            "(For a link, set GOTHIYA_TOKEN and be online. It works once, within 14 days.)"
        )
    return (
        f"Give this link to {name}. It works once, within 14 days:\n"
        f"https://t.me/{bot}?start=i_{token}"
    )


async def into_group(settings: Settings, token: str, *, staff: bool) -> str:
    """What the operator does to bring the bot into a chat."""
    bot = await username(settings)
    rights = (
        "No special rights are needed there."
        if staff
        else "Make it an administrator with the rights to delete and to pin messages."
    )
    if bot is None:
        return (
            f"Add the bot to the chat, then write there: /start@<the bot's name> i_{token}\n"
            f"{rights}\n"
            "(For a link, set GOTHIYA_TOKEN and be online. It works once, within 14 days.)"
        )
    admin = "" if staff else f"&admin={ADMIN}"
    return (
        "Open this link on a phone that is in the group. It works once, within 14 days:\n"
        f"https://t.me/{bot}?startgroup=i_{token}{admin}\n{rights}"
    )
