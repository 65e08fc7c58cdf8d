"""A clinic's sheet is held against the tables, and written."""

from bot.services.patients.importing.lookup import look_up
from bot.services.patients.importing.write import write

__all__ = ["look_up", "write"]
