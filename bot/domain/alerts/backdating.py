"""Earlier times to choose from, for something that staff did before they recorded it."""

from datetime import datetime, time, timedelta
from typing import Literal

from bot.domain.schedule import instant, local_day

MORNING, EVENING = time(9), time(18)

Earlier = Literal["hour", "morning", "evening", "yesterday"]


def backdate_choices(now: datetime, since: datetime) -> dict[Earlier, datetime]:
    """Time of each choice, by name; only choices between `since` and `now`."""
    today = local_day(now)
    yesterday = today - timedelta(days=1)
    choices: dict[Earlier, datetime] = {
        "hour": now - timedelta(hours=1),
        "morning": instant(today, MORNING),
        "evening": instant(yesterday, EVENING),
        "yesterday": instant(yesterday, MORNING),
    }
    return {name: at for name, at in choices.items() if since <= at < now}
