"""Groups, their meetings, their week, and how they are kept kind."""

from enum import StrEnum


class GroupKind(StrEnum):
    PEER = "peer"
    STAFF = "staff"


class GroupState(StrEnum):
    ACTIVE = "active"
    LEFT = "left"


class MeetingState(StrEnum):
    PLANNED = "planned"
    HELD = "held"
    CALLED_OFF = "called_off"


class NeedTopic(StrEnum):
    """What a group lacks together."""

    MEDICINE = "medicine"
    TRANSPORT = "transport"
    OTHER = "other"


class NeedState(StrEnum):
    """How far a need has come. RAISED: its leader has not put it into one sentence yet."""

    RAISED = "raised"
    OPEN = "open"
    SENT = "sent"
    ANSWERED = "answered"
    PROMISED = "promised"
    SOLVED = "solved"
    JOINED = "joined"
    SET_ASIDE = "set_aside"


class HouseRule(StrEnum):
    """What a group does not want to read; what each looks for stands in bot/domain/moderation."""

    PERSONAL = "personal"
    DOSE_ADVICE = "dose_advice"
    CURE_SALE = "cure_sale"
    LINK = "link"
    FORWARDED = "forwarded"
    FLOOD = "flood"
    ABUSE = "abuse"
    MONEY = "money"


class HouseMode(StrEnum):
    """Off: not looked at. Watch: a leader is told. Act: done at once, and a leader is told."""

    OFF = "off"
    WATCH = "watch"
    ACT = "act"


class CaseState(StrEnum):
    """A message that somebody minded."""

    OPEN = "open"
    HIDDEN = "hidden"
    CLOSED = "closed"


class SanctionKind(StrEnum):
    WORD = "word"
    HIDE = "hide"
    MUTE = "mute"
    REMOVE = "remove"


class SanctionState(StrEnum):
    """How far Telegram is with it. STUCK: taken back here, but Telegram refused to undo it."""

    ASKED = "asked"
    DONE = "done"
    REFUSED = "refused"
    UNDOING = "undoing"
    STUCK = "stuck"
    OVER = "over"


class StarterState(StrEnum):
    """A conversation starter of one day in one group."""

    PLANNED = "planned"
    SKIPPED = "skipped"
    SAID = "said"
