"""Conversation starters: the catalogue, which one comes next, and on which day."""

from bot.domain.starters.catalogue import Starter, next_starter, starter_of_key, starters_for
from bot.domain.starters.schedule import WEEK, next_day, next_hour_on

__all__ = [
    "WEEK",
    "Starter",
    "next_day",
    "next_hour_on",
    "next_starter",
    "starter_of_key",
    "starters_for",
]
