"""Where a route may be used: in private, in a peer group's chat, in the staff chat."""

from enum import Flag, auto

from bot.context import Turn
from db.enums import GroupKind


class Place(Flag):
    NOWHERE = 0
    PRIVATE = auto()
    GROUP = auto()
    STAFF_CHAT = auto()


ALSO_IN_GROUP = Place.PRIVATE | Place.GROUP
ALSO_IN_STAFF_CHAT = Place.PRIVATE | Place.STAFF_CHAT


def place_of(turn: Turn) -> Place:
    """NOWHERE: a chat that the bot does not know."""
    if turn.is_private:
        return Place.PRIVATE
    if turn.group is None:
        return Place.NOWHERE
    return Place.STAFF_CHAT if turn.group.kind == GroupKind.STAFF else Place.GROUP
