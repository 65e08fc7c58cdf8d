"""Refills: new medicine, reported by the patient, a caregiver or a leader they allowed."""

from bot.texts.refills import by_leader, report
from bot.texts.speech import Renderer

SAYS: tuple[Renderer, ...] = (
    *by_leader.SAYS,
    *report.SAYS,
)
