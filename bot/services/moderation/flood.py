"""Whether somebody's messages of a minute became too many, in whichever processes they came."""

from datetime import datetime

from sqlalchemy import and_, case, delete
from sqlalchemy.dialects import postgresql, sqlite

from bot.domain.moderation import MANY, WINDOW, person_key
from db.models import FloodRun, Group
from db.session import Unit


async def becomes_too_much(
    session: Unit, group: Group, person_id: int, weight: int, *, at: datetime
) -> bool:
    """One statement counts, decides, and begins anew: of several processes one hears yes."""
    dialect = session.get_bind().dialect.name
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    total = FloodRun.number + weight
    running = FloodRun.since > at - WINDOW
    number = await session.scalar(
        insert(FloodRun)
        .values(key=person_key(person_id, group.join_token), since=at, number=weight)
        .on_conflict_do_update(
            index_elements=[FloodRun.key],
            set_={
                "number": case((and_(running, total >= MANY), 0), (running, total), else_=weight),
                "since": case((running, FloodRun.since), else_=at),
            },
        )
        .returning(FloodRun.number)
    )
    return number == 0


async def forget_runs(session: Unit, before: datetime) -> None:
    await session.execute(delete(FloodRun).where(FloodRun.since < before))
