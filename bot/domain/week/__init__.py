"""The group's week: what is said on which day, and which conversation starter comes next."""

from bot.domain.week.rhythm import WEEK, next_day, next_strike
from bot.domain.week.starters import Starter, starter, starters_for, suggest

__all__ = ["WEEK", "Starter", "next_day", "next_strike", "starter", "starters_for", "suggest"]
