"""Stories: who may tell, review, publish and withdraw one; words that identify; medical claims.

A refusal is returned as data.
"""

from bot.domain.stories.claims import medical_claim
from bot.domain.stories.reidentification import identifying_words
from bot.domain.stories.review import (
    CLAIM_LASTS,
    NUDGE_AFTER,
    claimed,
    nudged,
    reading_refused,
    reviewed,
)
from bot.domain.stories.story import (
    SHARED_LAYERS,
    Story,
    StoryRefusal,
    published,
    resubmitted,
    submitted,
    telling_refused,
    widest_audience,
    withdrawn,
)

__all__ = [
    "CLAIM_LASTS",
    "NUDGE_AFTER",
    "SHARED_LAYERS",
    "Story",
    "StoryRefusal",
    "claimed",
    "identifying_words",
    "medical_claim",
    "nudged",
    "published",
    "reading_refused",
    "resubmitted",
    "reviewed",
    "submitted",
    "telling_refused",
    "widest_audience",
    "withdrawn",
]
