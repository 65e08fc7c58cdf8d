"""/baithak: when a group meets, for its leader and the clinic; everybody else may ask."""

from bot.handlers.meetings import card, planning, resting, ruling

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
    "meet_rule": ruling.begin,
    "meet_keep": ruling.chosen,
    "meet_rest": resting.chosen,
    "meet_go": resting.goes_on,
}
