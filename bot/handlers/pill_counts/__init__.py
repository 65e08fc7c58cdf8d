"""Pill counts: asked, typed, tapped on the number pad, given by a helper, corrected."""

from bot.handlers.pill_counts import assisted, followup
from bot.handlers.pill_counts.answer import take_count_answer
from bot.handlers.pill_counts.ask import (
    correct_count,
    postpone_count,
    start_count,
    start_count_of_patient,
    switch_person_of_count,
)
from bot.handlers.pill_counts.buttons import (
    choose_strip_size,
    confirm_count,
    press_pad_key,
    report_refill_before_count,
    skip_medicine,
)
from bot.handlers.pill_counts.unasked import (
    choose_counted_medicine,
    take_unasked_count,
    thank_for_count_in_group,
)

__all__ = [
    "COMMANDS",
    "FLOWS",
    "KEYS",
    "PRESSES",
    "take_unasked_count",
    "thank_for_count_in_group",
]

COMMANDS = {"goli": start_count}
KEYS = {"count": start_count}
FLOWS = {"count": take_count_answer}
PRESSES = {
    "count_start": start_count_of_patient,
    "count_person": switch_person_of_count,
    "count_later": postpone_count,
    "count_skip": skip_medicine,
    "count_fix": correct_count,
    "count_pad": press_pad_key,
    "count_confirm": confirm_count,
    "count_strip": choose_strip_size,
    "count_refill": report_refill_before_count,
    "count_which": choose_counted_medicine,
    "count_fewer": followup.answer_fewer_than_possible,
    "count_hard": followup.answer_what_was_hard,
    "count_storage": followup.answer_storage,
    "assisted_leader": assisted.allow_leader_to_count,
    "assisted_enter": assisted.start_assisted_count,
    "assisted_none": assisted.say_no_number,
    "assisted_cry": assisted.say_cry_for_help,
}
