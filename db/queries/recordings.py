"""Recordings: at most one for each prompt and language."""

from collections.abc import Sequence

from sqlalchemy import select

from db.models import Recording
from db.session import UnitOfWork


async def recordings(session: UnitOfWork) -> Sequence[Recording]:
    return list(await session.scalars(select(Recording).order_by(Recording.id)))
