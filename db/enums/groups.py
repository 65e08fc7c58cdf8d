"""Groups."""

from enum import StrEnum


class GroupKind(StrEnum):
    PEER = "peer"
    STAFF = "staff"


class GroupState(StrEnum):
    ACTIVE = "active"
    LEFT = "left"
