"""The methods of the Bot API. Importing this package registers all of them in `call.METHODS`."""

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
