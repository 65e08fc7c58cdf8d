"""Staff record medicines: what is taken, handed out, changed."""

from bot.handlers.treatments import choose, confirm, dispense, dose, manage, name
from bot.handlers.treatments.typed import answered

__all__ = ["COMMANDS", "FLOWS", "PRESSES"]

COMMANDS = {"dawa": choose.begin, "rx": choose.begin}
FLOWS = {"rx": answered}
PRESSES = {
    "rx": choose.begin,
    "rx_for": choose.patient_chosen,
    "rx_take": manage.treatment_chosen,
    "rx_do": manage.deed_chosen,
    "rx_stop": manage.stop_answered,
    "rx_new": choose.another,
    "rx_of": choose.medicine_chosen,
    "rx_add": choose.added,
    "rx_strip": choose.strip_chosen,
    "rx_dose": dose.dose_chosen,
    "rx_week": dose.week_pressed,
    "rx_call": name.name_chosen,
    "rx_given": dispense.given_chosen,
    "rx_day": confirm.day_chosen,
    "rx_ok": confirm.confirmed,
}
