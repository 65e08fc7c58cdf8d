"""Treatments: staff start, change and stop medicines, and record what they dispense."""

from bot.handlers.treatments import choose, confirm, dispense, dose, manage, spoken_name
from bot.handlers.treatments.steps import FLOW
from bot.handlers.treatments.typed_answers import take_answer

__all__ = ["COMMANDS", "FLOWS", "PRESSES"]

COMMANDS = {"dawa": choose.start_medicine_entry, "rx": choose.start_medicine_entry}
FLOWS = {FLOW: take_answer}
PRESSES = {
    "treatment": choose.start_medicine_entry,
    "treatment_for": choose.choose_patient,
    "treatment_open": manage.choose_treatment,
    "treatment_action": manage.choose_action,
    "treatment_stop": manage.confirm_stop,
    "treatment_other": choose.choose_another_medicine,
    "medicine": choose.choose_medicine,
    "treatment_add": choose.add_new_medicine,
    "treatment_strip": choose.choose_strip_size,
    "treatment_dose": dose.choose_dose,
    "treatment_week": dose.tap_weekday,
    "treatment_name": spoken_name.choose_spoken_name,
    "treatment_given": dispense.choose_dispensed,
    "treatment_day": confirm.choose_day,
    "treatment_confirm": confirm.confirm_entry,
}
