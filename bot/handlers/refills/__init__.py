"""New medicine came: told by the patient, or by a leader who was allowed to; put right."""

from bot.handlers.refills import amount, by_leader, correct, report

__all__ = ["COMMANDS", "FLOWS", "PRESSES", "report"]

COMMANDS = {"bati": by_leader.begin}
FLOWS = {"came": amount.answered}
PRESSES = {
    "came_new": report.begin,
    "came_of": report.medicine_chosen,
    "came_ok": amount.confirmed,
    "bati": by_leader.begin,
    "bati_for": by_leader.patient_chosen,
    "recame": correct.begin,
    "recame_is": correct.pressed,
}
