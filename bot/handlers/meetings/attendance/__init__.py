"""/sabha: a meeting on the phone of its leader or of the clinic."""

from bot.handlers.meetings.attendance import close, counts, members, register, typed

COMMANDS = {"sabha": members.begin}
FLOWS = {"sabha": typed.heard}
PRESSES = {
    "sabha": members.opened,
    "sabha_now": members.begun,
    "sabha_page": members.turned,
    "sabha_here": members.marked,
    "sabha_new": members.newcomer,
    "sabha_who": counts.chosen,
    "sabha_pad": counts.dialled,
    "sabha_left": counts.entered,
    "sabha_lines": register.confirmed,
    "sabha_end": close.over,
}
