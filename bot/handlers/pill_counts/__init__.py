"""Pill counts: asked, typed, tapped on the number pad, given by a helper, corrected."""

from bot.handlers.pill_counts import answer as answer
from bot.handlers.pill_counts import ask as ask
from bot.handlers.pill_counts import assisted as assisted
from bot.handlers.pill_counts import buttons as buttons
from bot.handlers.pill_counts import followup as followup
from bot.handlers.pill_counts import unasked as unasked
from bot.handlers.pill_counts.unasked import take_unasked_count as take_unasked_count
from bot.handlers.pill_counts.unasked import thank_for_count_in_group as thank_for_count_in_group
