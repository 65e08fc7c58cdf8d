"""How often the bot may speak first: three times a week to a person, once a day to a group."""

from collections.abc import Collection
from datetime import datetime, timedelta

from bot.domain.quiet_hours import QUIET_UNTIL, after_quiet
from bot.domain.schedule import instant, local_day
from db.enums import OutboxClass

PER_WEEK = 3
WEEK = timedelta(days=7)
BOT_INITIATED = frozenset({OutboxClass.REMINDER, OutboxClass.STORY})
"""Classes with which the bot speaks first. Replies, alerts and emergencies have no budget."""


def room_at(kind: str, spent: Collection[datetime], now: datetime) -> datetime:
    """When one more message may be sent: `now`, or a later moment that is not at night.

    `kind` is `account` or `group`; `spent` are the moments of the messages sent before.
    """
    earliest = now
    if kind == "group":
        today = local_day(now)
        if any(local_day(at) == today for at in spent):
            earliest = instant(today + timedelta(days=1), QUIET_UNTIL)
    else:
        recent = sorted(at for at in spent if now - at < WEEK)
        if len(recent) >= PER_WEEK:
            earliest = recent[-PER_WEEK] + WEEK
    return after_quiet(earliest)


def has_room(kind: str, spent: Collection[datetime], now: datetime) -> bool:
    return room_at(kind, spent, now) == now
