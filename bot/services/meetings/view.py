"""The parameters that every message about a meeting needs."""

from typing import Any

from bot.domain.schedule import local_day, local_time
from db.models import Meeting


def meeting_view(meeting: Meeting) -> dict[str, Any]:
    return {
        "meeting": meeting.id,
        "group": meeting.group_id,
        "day": local_day(meeting.starts_at).isoformat(),
        "clock": f"{local_time(meeting.starts_at):%-H:%M}",
        "place": meeting.place,
    }
