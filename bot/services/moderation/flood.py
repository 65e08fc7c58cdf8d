"""Whether somebody wrote too many messages within a minute, counted over all processes."""

from datetime import datetime

from sqlalchemy import and_, case, delete
from sqlalchemy.dialects import postgresql, sqlite

from bot.domain.moderation.flood import FLOOD_LIMIT, FLOOD_WINDOW, person_key
from db.models import FloodRun, Group
from db.session import UnitOfWork


async def exceeds_flood_limit(
    session: UnitOfWork, group: Group, person_id: int, weight: int, *, at: datetime
) -> bool:
    """One statement counts, decides and resets, so that only one of several processes acts."""
    dialect = session.get_bind().dialect.name
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    total = FloodRun.number + weight
    running = FloodRun.since > at - FLOOD_WINDOW
    number = await session.scalar(
        insert(FloodRun)
        .values(key=person_key(person_id, group.join_token), since=at, number=weight)
        .on_conflict_do_update(
            index_elements=[FloodRun.key],
            set_={
                "number": case(
                    (and_(running, total >= FLOOD_LIMIT), 0), (running, total), else_=weight
                ),
                "since": case((running, FloodRun.since), else_=at),
            },
        )
        .returning(FloodRun.number)
    )
    return number == 0


async def delete_old_flood_runs(session: UnitOfWork, before: datetime) -> None:
    await session.execute(delete(FloodRun).where(FloodRun.since < before))
