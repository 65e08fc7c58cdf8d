"""Quiet hours: the night, in which only an emergency may ring."""

from datetime import datetime, time

from bot.domain.schedule import local_time, next_at

# People get up early for work in the fields. After nine at night only an emergency may ring.
QUIET_FROM = time(21)
QUIET_UNTIL = time(6)


def is_quiet(now: datetime) -> bool:
    """Whether it is night: from 21:00 up to, not including, 06:00."""
    clock = local_time(now)
    return clock >= QUIET_FROM or clock < QUIET_UNTIL


def after_quiet(now: datetime) -> datetime:
    """`now` by day; at night the next 06:00."""
    if not is_quiet(now):
        return now
    return next_at(QUIET_UNTIL.hour, QUIET_UNTIL.minute, now)


def after_night(now: datetime, wakes: time) -> datetime:
    """`now` by day; from 21:00 on, and before `wakes`, the next `wakes`."""
    clock = local_time(now)
    if wakes <= clock < QUIET_FROM:
        return now
    return next_at(wakes.hour, wakes.minute, now)
