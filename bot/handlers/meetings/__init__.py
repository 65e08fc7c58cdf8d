"""/baithak: when a group meets, for its leader and the clinic; everybody else may ask."""

from bot.handlers.meetings import attendance as attendance
from bot.handlers.meetings import card, monthly_rule, pause, planning
from bot.handlers.meetings import rsvp as rsvp
from bot.handlers.meetings import summary as summary

COMMANDS = {"baithak": card.begin, "meeting": card.begin}
FLOWS = {"baithak": planning.answered}
PRESSES = {
    "meet": card.show,
    "meet_off": card.call_it_off,
    "meet_plan": planning.begin,
    "meet_haat": planning.haat_chosen,
    "meet_day": planning.day_chosen,
    "meet_at": planning.clock_chosen,
    "meet_place": planning.place_chosen,
    "meet_ok": planning.confirmed,
    "meet_rule": monthly_rule.begin,
    "meet_keep": monthly_rule.chosen,
    "meet_rest": pause.chosen,
    "meet_go": pause.goes_on,
}
