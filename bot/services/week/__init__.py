"""The group's week: its rhythm, and the conversation starters in it."""

from bot.services.week.rhythm import set_day
from bot.services.week.starting import another, look_ahead, say_due, skip, unskip

__all__ = ["another", "look_ahead", "say_due", "set_day", "skip", "unskip"]
