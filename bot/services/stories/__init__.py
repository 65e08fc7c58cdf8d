"""Stories: told, read, retold, heard in the library and in the group, taken back."""

from bot.services.stories.consent import ask_again, renew
from bot.services.stories.draft import (
    LIMIT,
    PARTS,
    Draft,
    drop_draft,
    forget_drafts,
    keep_draft,
    letters,
    open_draft,
    units,
)
from bot.services.stories.library import Place, helped, listen
from bot.services.stories.playback import Telling, heading, parts_played, play
from bot.services.stories.publishing import groups_to_hear, publish, tell_group
from bot.services.stories.retelling import judge_retelling, may_retell, retell
from bot.services.stories.review import claim, nudge, review
from bot.services.stories.story import Refused
from bot.services.stories.submission import known_by, may_begin, story_to_change, submit
from bot.services.stories.withdrawal import TakenBack, withdraw, withdraw_all, withdraw_layer

__all__ = [
    "LIMIT",
    "PARTS",
    "Draft",
    "Place",
    "Refused",
    "TakenBack",
    "Telling",
    "ask_again",
    "claim",
    "drop_draft",
    "forget_drafts",
    "groups_to_hear",
    "heading",
    "helped",
    "judge_retelling",
    "keep_draft",
    "known_by",
    "letters",
    "listen",
    "may_begin",
    "may_retell",
    "nudge",
    "open_draft",
    "parts_played",
    "play",
    "publish",
    "renew",
    "retell",
    "review",
    "story_to_change",
    "submit",
    "tell_group",
    "units",
    "withdraw",
    "withdraw_all",
    "withdraw_layer",
]
