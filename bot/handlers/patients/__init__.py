"""Patients: staff look one up, and record that one moved, is treated elsewhere, or died."""

from bot.handlers.patients import lookup as lookup
from bot.handlers.patients import status as status
