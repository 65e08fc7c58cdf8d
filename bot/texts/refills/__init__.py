"""New medicine came: told by the patient, or by a leader who was allowed to."""

from bot.texts.refills import by_leader, report
from bot.texts.speech import Renderer

SAYS: tuple[Renderer, ...] = (
    *by_leader.SAYS,
    *report.SAYS,
)
