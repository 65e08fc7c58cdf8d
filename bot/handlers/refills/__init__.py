"""Refills: a patient, or a leader they allowed, reports new medicine; it can be corrected."""

from bot.handlers.refills import report as report
