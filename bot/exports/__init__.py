"""Files for people outside: rows in, text out."""

from bot.exports.table import csv_text

__all__ = ["csv_text"]
