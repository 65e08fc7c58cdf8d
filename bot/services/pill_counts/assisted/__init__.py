"""Help with counting: a voice or a photo of the strips goes to people who make it a number.

It goes to the clinic's nurses and coordinators, and to the group's leaders where the person allowed
it; never into a group. The first to give the number ends it, and the others see that it is done.
"""

from bot.services.pill_counts.assisted.outcomes import (
    alert_unseen,
    count_for,
    counted_after_all,
    cries_for_help,
    forget_calls,
    forget_calls_by,
    no_number,
)
from bot.services.pill_counts.assisted.requests import (
    Helper,
    NotYours,
    Over,
    call_for_help,
    may_offer_leader,
    open_call,
    show_leaders,
)

__all__ = [
    "Helper",
    "NotYours",
    "Over",
    "alert_unseen",
    "call_for_help",
    "count_for",
    "counted_after_all",
    "cries_for_help",
    "forget_calls",
    "forget_calls_by",
    "may_offer_leader",
    "no_number",
    "open_call",
    "show_leaders",
]
