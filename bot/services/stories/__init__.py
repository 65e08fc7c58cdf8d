"""Stories: told, read, retold, heard in the library and in the group, taken back."""

from bot.services.stories.consenting import ask_again, renew
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
from bot.services.stories.listening import Place, helped, listen
from bot.services.stories.playing import Telling, heading, parts_played, play
from bot.services.stories.retelling import judge_retelling, may_retell, retell
from bot.services.stories.reviewing import claim, nudge, review
from bot.services.stories.sharing import groups_to_hear, publish, tell_group
from bot.services.stories.story import Refused
from bot.services.stories.taking_back import TakenBack, withdraw, withdraw_all, withdraw_layer
from bot.services.stories.telling import known_by, may_begin, story_to_change, submit

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
