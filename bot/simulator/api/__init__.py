"""The Bot API, one module per noun."""

from bot.simulator.api import (
    callbacks,
    copying,
    editing,
    fetching,
    groups,
    lookups,
    media,
    members,
    profile,
    reactions,
    sending,
)

__all__ = [
    "callbacks",
    "copying",
    "editing",
    "fetching",
    "groups",
    "lookups",
    "media",
    "members",
    "profile",
    "reactions",
    "sending",
]
