"""The group's week: what is said on which day, and which conversation starter comes next."""

from bot.domain.starters.catalogue import Starter, starter, starters_for, suggest
from bot.domain.starters.schedule import WEEK, next_day, next_strike

__all__ = ["WEEK", "Starter", "next_day", "next_strike", "starter", "starters_for", "suggest"]
