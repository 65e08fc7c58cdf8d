"""Treatments: staff record which medicines a patient takes, and how."""

from bot.texts.treatments import ask as ask
from bot.texts.treatments import confirm as confirm
from bot.texts.treatments import dose as dose
from bot.texts.treatments import unclear as unclear
