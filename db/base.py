"""What every table shares: constraint names, column types, the declarative base."""

from datetime import UTC, datetime
from fractions import Fraction
from typing import Annotated, Any

from sqlalchemy import (
    BigInteger,
    DateTime,
    ForeignKey,
    Integer,
    MetaData,
    Numeric,
    String,
    Table,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.types import JSON, TypeDecorator

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, stored in UTC. Naive values are refused: SQLite would drop the offset silently."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a naive datetime cannot be stored: {value!r}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)


class Pills(TypeDecorator[Fraction]):
    """A number of pills. Pills are cut in halves and quarters, which two decimals hold exactly."""

    impl = Numeric(9, 2, asdecimal=False)
    cache_ok = True

    def process_bind_param(self, value: Fraction | int | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if Fraction(value) * 4 % 1:
            raise ValueError(f"pills come in quarters, not {value}")
        return float(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Fraction | None:
        return None if value is None else Fraction(value).limit_denominator(4)


# SQLite numbers rows automatically only if the column is declared INTEGER.
BigId = BigInteger().with_variant(Integer, "sqlite")

Id = Annotated[int, mapped_column(BigId, primary_key=True)]
Instant = Annotated[datetime, mapped_column(UtcDateTime)]
Word = Annotated[str, mapped_column(String(40))]
"""A member of one of db.enums, by value."""


def reference(target: str, *, index: bool = True, nullable: bool = False) -> Any:
    return mapped_column(BigId, ForeignKey(target), index=index, nullable=nullable)


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {  # noqa: RUF012
        datetime: UtcDateTime,
        Fraction: Pills,
        dict[str, Any]: JSON,
    }


def table_of(model: type[Base]) -> Table:
    return Base.metadata.tables[model.__tablename__]
