"""Moderation: what is not allowed in a group, and what is done about it."""

from enum import StrEnum


class ModerationRule(StrEnum):
    """What is not allowed in a group; bot/domain/moderation/rules.toml says how each is found."""

    PERSONAL = "personal"
    DOSE_ADVICE = "dose_advice"
    CURE_SALE = "cure_sale"
    LINK = "link"
    FORWARDED = "forwarded"
    FLOOD = "flood"
    ABUSE = "abuse"
    MONEY = "money"


class ModerationMode(StrEnum):
    """Off: not checked. Watch: a leader is told. Act: the bot acts at once and tells a leader."""

    OFF = "off"
    WATCH = "watch"
    ACT = "act"


class CaseState(StrEnum):
    """The state of a reported message, or of one that a check found."""

    OPEN = "open"
    HIDDEN = "hidden"
    CLOSED = "closed"


class SanctionKind(StrEnum):
    WORD = "word"
    HIDE = "hide"
    MUTE = "mute"
    REMOVE = "remove"


class SanctionState(StrEnum):
    """What Telegram has done so far. STUCK: revoked here, but Telegram refused to undo it."""

    ASKED = "asked"
    DONE = "done"
    REFUSED = "refused"
    UNDOING = "undoing"
    STUCK = "stuck"
    OVER = "over"
