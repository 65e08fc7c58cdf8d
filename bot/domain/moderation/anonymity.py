"""What the bot says to a whole group in somebody's words names nobody and gives no number away."""

from collections.abc import Mapping

from bot.domain.meetings.register import names_somebody
from bot.domain.moderation.rules import finds
from bot.domain.reading.explain import read
from db.enums import HouseRule

NOT_ALOUD = (HouseRule.PERSONAL, HouseRule.LINK)


def gives_away(text: str, names: Mapping[int, str]) -> str | None:
    """`name` or `personal`, for what the text must lose first; None: all may read it.

    `names` are those of the group, by patient.
    """
    if names_somebody(text, names):
        return "name"
    unwanted = {finding for rule in NOT_ALOUD for finding in finds(rule)}
    return "personal" if unwanted.intersection(read(text).flags) else None
