"""Staff record medicines: what is taken, handed out, changed, out of stock."""

from bot.handlers.treatment import choosing, confirming, dosing, giving, keeping, naming, stock
from bot.handlers.treatment.typed import answered

__all__ = ["COMMANDS", "FLOWS", "PRESSES"]

COMMANDS = {"dawa": choosing.begin, "rx": choosing.begin, "stock": stock.begin}
FLOWS = {"rx": answered, "stock": stock.answered}
PRESSES = {
    "rx": choosing.begin,
    "rx_for": choosing.patient_chosen,
    "rx_take": keeping.treatment_chosen,
    "rx_do": keeping.deed_chosen,
    "rx_stop": keeping.stop_answered,
    "rx_new": choosing.another,
    "rx_of": choosing.medicine_chosen,
    "rx_add": choosing.added,
    "rx_strip": choosing.strip_chosen,
    "rx_dose": dosing.dose_chosen,
    "rx_week": dosing.week_pressed,
    "rx_call": naming.name_chosen,
    "rx_given": giving.given_chosen,
    "rx_day": confirming.day_chosen,
    "rx_ok": confirming.confirmed,
    "stock": stock.begin,
    "stock_of": stock.medicine_chosen,
    "stock_is": stock.answered_with_button,
}
