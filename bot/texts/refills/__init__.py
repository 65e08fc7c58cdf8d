"""Refills: new medicine, reported by the patient, a caregiver or a leader they allowed."""

from bot.texts.refills import by_leader as by_leader
from bot.texts.refills import report as report
