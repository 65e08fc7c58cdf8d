"""Needs of a group."""

from enum import StrEnum


class NeedTopic(StrEnum):
    """What a group lacks."""

    MEDICINE = "medicine"
    TRANSPORT = "transport"
    OTHER = "other"


class NeedState(StrEnum):
    """The state of a need. RAISED: the leader has not put it into one sentence yet."""

    RAISED = "raised"
    OPEN = "open"
    SENT = "sent"
    ANSWERED = "answered"
    PROMISED = "promised"
    SOLVED = "solved"
    JOINED = "joined"
    SET_ASIDE = "set_aside"
