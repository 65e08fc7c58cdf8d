"""Refills: a patient, or a leader they allowed, reports new medicine; it can be corrected."""

from bot.handlers.refills import amount, by_leader, correct, report

__all__ = ["COMMANDS", "FLOWS", "PRESSES", "report"]

COMMANDS = {"bati": by_leader.start_leader_report}
FLOWS = {"refill": amount.take_refill_text}
PRESSES = {
    "refill_new": report.start_refill_report,
    "refill_medicine": report.choose_medicine,
    "refill_confirm": amount.confirm_refill,
    "refill_by_leader": by_leader.start_leader_report,
    "refill_for": by_leader.choose_member,
    "refill_correct": correct.start_correction,
    "refill_none": correct.correct_to_nothing,
}
