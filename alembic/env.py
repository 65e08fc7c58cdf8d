"""Runs the migrations on the connection that db.migrate hands over."""

from typing import Any

from alembic import context
from alembic.autogenerate.api import AutogenContext

from db.base import Base, Pills, UtcDateTime
from db.models import Account  # noqa: F401  importing one model imports them all


def render_item(type_: str, item: Any, _context: AutogenContext) -> str | bool:
    """Write our column types as plain ones: a migration imports no application code."""
    if type_ == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if type_ == "type" and isinstance(item, Pills):
        return "sa.Numeric(9, 2, asdecimal=False)"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_item=render_item,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
