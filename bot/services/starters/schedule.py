"""Which day is for what; the leader says so."""

from datetime import datetime

from bot.services.audit import note
from db.models import Group
from db.session import Unit

Actor = tuple[str, int | None]


def set_day(
    session: Unit, group: Group, what: str, weekday: int | None, *, actor: Actor, now: datetime
) -> None:
    """`what`: `starter` or `story`. None: no starters; stories on any day."""
    if what == "starter":
        group.starter_weekday = weekday
    else:
        group.story_weekday = weekday
    detail = f"{what}:{weekday}"
    note(session, "week", ("group", group.id), actor=actor, detail=detail, now=now)
