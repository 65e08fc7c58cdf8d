"""Checks with Telegram: the token, privacy mode, the bot's rights in each group, the clock."""

from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from email.utils import parsedate_to_datetime

import aiohttp
from telegram import Bot, User
from telegram.error import BadRequest, Forbidden, InvalidToken, TelegramError

from bot.cli.doctor.finding import Finding, mend, ok, warning
from bot.cli.invite_links import make_bot
from bot.cli.output import now
from bot.services.groups import missing_rights, rights_of
from bot.settings import Settings
from db.enums import GroupKind
from db.models import Group

TOLERATED_SKEW_SECONDS = 30
TIMEOUT = aiohttp.ClientTimeout(total=5)


async def check_telegram(settings: Settings, groups: Sequence[Group]) -> AsyncIterator[Finding]:
    yield await _clock(settings)
    if not settings.token:
        yield mend(
            "token", "GOTHIYA_TOKEN is missing: put the token that @BotFather gave you there"
        )
        return
    try:
        async with make_bot(settings) as bot:
            yield ok("token", f"it is @{bot.username}'s")
            yield _privacy_mode(bot.bot)
            for group in groups:
                yield await _rights(bot, group)
    except InvalidToken:
        yield mend("token", "Telegram refuses it: put the one @BotFather shows now")
    except TelegramError as error:
        yield mend("telegram", f"does not answer at {settings.api_url} ({type(error).__name__})")


def _privacy_mode(me: User) -> Finding:
    if me.can_read_all_group_messages:
        return ok("privacy mode", "is off: the bot hears the groups")
    return warning(
        "privacy mode",
        "is on: the bot hears only groups where it is an administrator."
        " @BotFather, /setprivacy, Disable; then add it to the groups anew",
    )


async def _rights(bot: Bot, group: Group) -> Finding:
    about = f"group {group.title}"
    try:
        member = await bot.get_chat_member(group.chat_id or 0, bot.id)
    except (BadRequest, Forbidden):
        return mend(about, f"the bot is not in it; gothiya group add gives a link (no. {group.id})")
    if group.kind == GroupKind.STAFF:
        return ok(about, "the bot is in")
    missing = missing_rights({"status": member.status, **rights_of(member)})
    if missing:
        return mend(about, f"make the bot an administrator there; it lacks {', '.join(missing)}")
    return ok(about, "the bot is an administrator with its rights")


async def _clock(settings: Settings) -> Finding:
    try:
        async with (
            aiohttp.ClientSession(timeout=TIMEOUT) as web,
            web.get(settings.api_url, allow_redirects=False) as answer,
        ):
            there = parsedate_to_datetime(answer.headers["Date"])
    except (aiohttp.ClientError, TimeoutError, KeyError, ValueError):
        return warning("clock", f"could not be compared: nothing answers at {settings.api_url}")
    skew = abs(now() - there)
    if skew > timedelta(seconds=TOLERATED_SKEW_SECONDS):
        return mend("clock", f"differs by {int(skew.total_seconds())} s: turn on time sync (NTP)")
    return ok("clock", "is right")
