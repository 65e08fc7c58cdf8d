"""/sabha: a meeting on the phone of its leader or of the clinic."""

from bot.handlers.sabha import counting, ending, members, register, typed

COMMANDS = {"sabha": members.begin}
FLOWS = {"sabha": typed.heard}
PRESSES = {
    "sabha": members.opened,
    "sabha_now": members.begun,
    "sabha_page": members.turned,
    "sabha_here": members.marked,
    "sabha_new": members.newcomer,
    "sabha_who": counting.chosen,
    "sabha_pad": counting.dialled,
    "sabha_left": counting.entered,
    "sabha_lines": register.confirmed,
    "sabha_end": ending.over,
}
