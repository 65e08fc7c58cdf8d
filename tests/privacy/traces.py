"""Finds where something that was said is still stored, in any column of any table."""

from typing import Any

from sqlalchemy import String, Table, cast, select

from db.base import Base
from db.enums import AlertStatus
from db.models import Alert
from tests.village import Village

Row = dict[str, Any]


async def everything(village: Village) -> dict[str, list[Row]]:
    """Every row of every table, by its name."""
    found = {}
    async with village.sessions() as session:
        for table in Base.metadata.sorted_tables:
            rows = await session.execute(select(table).order_by(*table.primary_key))
            found[table.name] = [dict(row._mapping) for row in rows]
    return found


async def traces(village: Village, marker: str) -> set[str]:
    """Every `table.column` that holds the marker; rows of an open alert are left out."""
    found = set()
    async with village.sessions() as session:
        still_open = set(
            await session.scalars(select(Alert.id).where(Alert.status != AlertStatus.RESOLVED))
        )
        for table in Base.metadata.sorted_tables:
            for row in (await session.execute(_as_text(table))).mappings():
                if _alert_of(table, row) in still_open:
                    continue
                found |= {
                    f"{table.name}.{name}" for name, value in row.items() if marker in (value or "")
                }
    return found


def _as_text(table: Table) -> Any:
    return select(*(cast(column, String).label(column.name) for column in table.columns))


def _alert_of(table: Table, row: Any) -> int | None:
    column = {
        "alert": "id",
        "alert_event": "alert_id",
        "voice_message": "alert_id",
        "outbox": "alert_id",
    }
    number = row[column[table.name]] if table.name in column else None
    return int(number) if number is not None else None
