"""Texts with invitation links: each link works once, within fourteen days."""

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.delivery.request import AioRequest
from bot.settings import Settings

TIMEOUT_SECONDS = 5.0
ADMIN_RIGHTS = "delete_messages+pin_messages+restrict_members+invite_users"
"""Rights that Telegram offers to grant when the bot is added by the link."""


def make_bot(settings: Settings) -> Bot:
    root = settings.api_url.rstrip("/")
    request = AioRequest(connect_timeout=TIMEOUT_SECONDS, read_timeout=TIMEOUT_SECONDS)
    return Bot(settings.token, base_url=f"{root}/bot", request=request)


async def bot_username(settings: Settings) -> str | None:
    """As Telegram says; None if there is no token or Telegram does not answer."""
    if not settings.token:
        return None
    try:
        async with make_bot(settings) as bot:
            return bot.username
    except (InvalidToken, TelegramError):
        return None


async def personal_link(settings: Settings, token: str, name: str) -> str:
    """What to give to a person: a link, or a word to send if the bot's name is not known."""
    bot = await bot_username(settings)
    if bot is None:
        return (
            f"Ask {name} to open the bot and send it: /start i_{token}\n"
            "(For a link, set GOTHIYA_TOKEN and be online. It works once, within 14 days.)"
        )
    return (
        f"Give this link to {name}. It works once, within 14 days:\n"
        f"https://t.me/{bot}?start=i_{token}"
    )


async def group_link(settings: Settings, token: str, *, staff: bool) -> str:
    """What to do to bring the bot into a chat."""
    bot = await bot_username(settings)
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
    admin = "" if staff else f"&admin={ADMIN_RIGHTS}"
    return (
        "Open this link on a phone that is in the group. It works once, within 14 days:\n"
        f"https://t.me/{bot}?startgroup=i_{token}{admin}\n{rights}"
    )
