"""A clinic's sheet is held against the tables, and written."""

from bot.services.importing.knowing import look_up
from bot.services.importing.writing import write

__all__ = ["look_up", "write"]
