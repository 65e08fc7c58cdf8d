"""Conversation starters."""

from enum import StrEnum


class StarterState(StrEnum):
    """The state of one conversation starter."""

    PLANNED = "planned"
    SKIPPED = "skipped"
    POSTED = "posted"
