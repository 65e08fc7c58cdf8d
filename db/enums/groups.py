"""Groups."""

from enum import StrEnum


class GroupKind(StrEnum):
    PEER = "peer"
    STAFF = "staff"


class GroupState(StrEnum):
    ACTIVE = "active"
    LEFT = "left"


class BotRight(StrEnum):
    """What the bot needs in a group, by Telegram's names."""

    ADMINISTRATOR = "administrator"
    """Not a right, but what all the others need."""
    DELETE_MESSAGES = "can_delete_messages"
    PIN_MESSAGES = "can_pin_messages"
    RESTRICT_MEMBERS = "can_restrict_members"
    INVITE_USERS = "can_invite_users"
