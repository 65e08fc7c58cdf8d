"""Stories: what they are made of, who may hear and review them, and their states."""

from enum import StrEnum


class StoryKind(StrEnum):
    TEXT = "text"
    VOICE = "voice"
    PHOTO = "photo"
    VIDEO_NOTE = "video_note"
    MIXED = "mixed"


class StoryName(StrEnum):
    """Which name goes with a story when it is shared."""

    REAL = "real"
    CHOSEN = "chosen"
    NONE = "none"


class StoryAudience(StrEnum):
    """Who may hear a story, narrowest first. Each layer is asked for and consented to by itself."""

    KEEP = "keep"
    GROUP = "group"
    SAME_ILLNESS = "same_illness"
    OUTSIDE = "outside"


class StoryTheme(StrEnum):
    WARNING = "warning"
    COURAGE = "courage"
    DAILY = "daily"
    TOGETHER = "together"
    RIGHTS = "rights"


class StoryReader(StrEnum):
    LEADER = "leader"
    CLINIC = "clinic"


class StoryState(StrEnum):
    SUBMITTED = "submitted"
    CHANGE_ASKED = "change_asked"
    APPROVED = "approved"
    PUBLISHED = "published"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class ReviewDecision(StrEnum):
    APPROVE = "approve"
    ASK_CHANGE = "ask_change"
    DECLINE = "decline"
