"""Meetings of a group."""

from enum import StrEnum


class MeetingState(StrEnum):
    PLANNED = "planned"
    HELD = "held"
    CALLED_OFF = "called_off"
