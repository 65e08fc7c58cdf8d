"""Before the bot repeats somebody's words to a group: do they name a member or give a number?"""

from collections.abc import Mapping
from typing import Literal

from bot.domain.meetings.register import names_somebody
from bot.domain.moderation.rules import findings_of
from bot.domain.reading.explain import read
from db.enums import ModerationRule

NOT_IN_PUBLIC = (ModerationRule.PERSONAL, ModerationRule.LINK)


def gives_away(text: str, names: Mapping[int, str]) -> Literal["name", "personal"] | None:
    """`name` or `personal` for what must be taken out first; None if everybody may read the text.

    `names`: the names of the group's members, by patient.
    """
    if names_somebody(text, names):
        return "name"
    unwanted = {finding for rule in NOT_IN_PUBLIC for finding in findings_of(rule)}
    return "personal" if unwanted.intersection(read(text).flags) else None
