"""The group's week: its rhythm, and the conversation starters in it."""

from bot.services.starters.post import another, look_ahead, say_due, skip, unskip
from bot.services.starters.schedule import set_day

__all__ = ["another", "look_ahead", "say_due", "set_day", "skip", "unskip"]
