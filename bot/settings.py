"""Settings from the environment or a .env file; a wrong one raises an error of one clear line."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dotenv import dotenv_values

PREFIX = "GOTHIYA_"
TOKEN_SHAPE = re.compile(r"\d+:[A-Za-z0-9_-]{30,}")
PLACEHOLDERS = {"", "changeme", "change-me", "secret", "token", "your-token", "xxx", "todo"}
SECRET_LENGTH = 16


class BadSetting(Exception):
    """Names the setting and says what it should be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    token: str = ""
    """May be empty only if Telegram is not needed."""
    database_url: str = "sqlite+aiosqlite:///gothiya.db"
    api_url: str = "https://api.telegram.org"
    """Root of a Bot API server."""
    webhook_secret: str = ""
    listen: str = "127.0.0.1:8443"
    """Where the webhook and the health page listen."""
    send_rate: float = 29.8
    """Messages a second over all chats; 0 is no limit, only for a Bot API server of one's own."""
    rules: str = ""
    """A file that replaces the standard rules for what is reported to the clinic."""


KNOWN = {PREFIX + name.upper(): name for name in Settings.__dataclass_fields__}


def read_settings(
    environment: Mapping[str, str] = os.environ, file: Path = Path(".env"), *, token: bool = True
) -> Settings:
    """The environment wins over the file. Raises BadSetting."""
    found = {**{k: v or "" for k, v in dotenv_values(file).items()}, **environment}
    ours = {key: value.strip() for key, value in found.items() if key.startswith(PREFIX)}
    for key in ours:
        if key not in KNOWN:
            raise BadSetting(f"{key} is not a setting. Known: {', '.join(sorted(KNOWN))}")
    values: dict[str, Any] = {KNOWN[key]: value for key, value in ours.items()}
    settings = Settings(**values | _rate(values))
    _check(settings, token)
    return settings


def _rate(values: Mapping[str, str]) -> dict[str, float]:
    if "send_rate" not in values:
        return {}
    try:
        rate = float(values["send_rate"])
    except ValueError:
        rate = -1.0
    if not 0 <= rate <= 1000:
        raise BadSetting("GOTHIYA_SEND_RATE must be a number of messages a second, such as 29.8")
    return {"send_rate": rate}


def _check(settings: Settings, token: bool) -> None:
    if token and settings.token.lower() in PLACEHOLDERS:
        raise BadSetting("GOTHIYA_TOKEN is missing: put the token that @BotFather gave you there")
    if settings.token and not TOKEN_SHAPE.fullmatch(settings.token):
        raise BadSetting("GOTHIYA_TOKEN is not a bot token: it looks like 123456:ABC... (35 signs)")
    if not settings.api_url.startswith(("http://", "https://")):
        raise BadSetting("GOTHIYA_API_URL must start with http:// or https://")
    if not settings.database_url.startswith(("sqlite", "postgresql")):
        raise BadSetting(
            "GOTHIYA_DATABASE_URL must start with sqlite+aiosqlite:/// or postgresql+asyncpg://"
        )
    secret = settings.webhook_secret
    if secret and (secret.lower() in PLACEHOLDERS or len(secret) < SECRET_LENGTH):
        raise BadSetting(
            f"GOTHIYA_WEBHOOK_SECRET needs {SECRET_LENGTH} signs or more, made at random"
        )
    host, _, port = settings.listen.rpartition(":")
    if not host or not port.isdigit():
        raise BadSetting("GOTHIYA_LISTEN must be host:port, such as 127.0.0.1:8443")


def async_url(url: str) -> str:
    """The same URL with the asynchronous driver that Gothiya uses."""
    for plain, full in (
        ("postgresql://", "postgresql+asyncpg://"),
        ("sqlite://", "sqlite+aiosqlite://"),
    ):
        if url.startswith(plain):
            return full + url.removeprefix(plain)
    return url
