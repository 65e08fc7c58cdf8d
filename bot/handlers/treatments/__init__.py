"""Treatments: staff start, change and stop medicines, and record what they dispense."""

from bot.handlers.treatments import choose as choose
from bot.handlers.treatments import confirm as confirm
from bot.handlers.treatments import details as details
from bot.handlers.treatments import manage as manage
from bot.handlers.treatments import typed_answers as typed_answers
