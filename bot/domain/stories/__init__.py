"""Stories: who may tell, read, share and take back; what gives a teller away; what needs a doctor.

A refusal is returned as data.
"""

from bot.domain.stories.claims import medical_claim
from bot.domain.stories.reidentification import known_by
from bot.domain.stories.review import (
    CLAIM_LASTS,
    WAITS_AT_MOST,
    claimed,
    left_waiting,
    may_read,
    reviewed,
)
from bot.domain.stories.story import (
    SHARED,
    Story,
    StoryRefusal,
    may_tell,
    published,
    submitted,
    told_again,
    widest,
    withdrawn,
)

__all__ = [
    "CLAIM_LASTS",
    "SHARED",
    "WAITS_AT_MOST",
    "Story",
    "StoryRefusal",
    "claimed",
    "known_by",
    "left_waiting",
    "may_read",
    "may_tell",
    "medical_claim",
    "published",
    "reviewed",
    "submitted",
    "told_again",
    "widest",
    "withdrawn",
]
