"""Stories: told, reviewed, shared at the group's hour, taken back."""

from bot.services.stories.draft import LIMIT, Draft, letters, units
from bot.services.stories.reviewing import may_decide, review, send_for_review
from bot.services.stories.sharing import publish
from bot.services.stories.story import Refused
from bot.services.stories.taking_back import TakenBack, withdraw, withdraw_all
from bot.services.stories.telling import may_begin, story_to_change, submit

__all__ = [
    "LIMIT",
    "Draft",
    "Refused",
    "TakenBack",
    "letters",
    "may_begin",
    "may_decide",
    "publish",
    "review",
    "send_for_review",
    "story_to_change",
    "submit",
    "units",
    "withdraw",
    "withdraw_all",
]
