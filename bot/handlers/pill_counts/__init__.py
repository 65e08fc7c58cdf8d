"""Pill counts: asked, typed, tapped on the number pad, given by a helper, corrected."""

from bot.handlers.pill_counts.unasked import take_unasked_count as take_unasked_count
from bot.handlers.pill_counts.unasked import thank_for_count_in_group as thank_for_count_in_group
