"""Sentences about pill counts: question, answer, result, assisted counts, follow-up questions."""

from bot.texts.pill_counts import answer as answer
from bot.texts.pill_counts import assisted as assisted
from bot.texts.pill_counts import followup as followup
from bot.texts.pill_counts import question as question
from bot.texts.pill_counts import result as result
