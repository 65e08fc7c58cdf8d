"""Patients: what staff see of one, and what they record about one."""

from bot.texts.patients import status as status
from bot.texts.patients import view as view
