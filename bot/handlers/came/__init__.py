"""New medicine came: told by the patient, or by a leader who was allowed to; put right."""

from bot.handlers.came import answering, correcting, leader, telling

__all__ = ["COMMANDS", "FLOWS", "PRESSES", "telling"]

COMMANDS = {"bati": leader.begin}
FLOWS = {"came": answering.answered}
PRESSES = {
    "came_new": telling.begin,
    "came_of": telling.medicine_chosen,
    "came_ok": answering.confirmed,
    "bati": leader.begin,
    "bati_for": leader.patient_chosen,
    "recame": correcting.begin,
    "recame_is": correcting.pressed,
}
