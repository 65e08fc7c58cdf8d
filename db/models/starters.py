"""Conversation starters of each group."""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from db.base import Base, Id, Word, reference


class Starter(Base):
    """Which conversation starter a group has on a day."""

    __tablename__ = "starter"
    __table_args__ = (UniqueConstraint("group_id", "day"),)

    id: Mapped[Id]
    group_id: Mapped[int] = reference("peer_group.id", index=False)
    day: Mapped[date]
    key: Mapped[Word]
    state: Mapped[Word]
