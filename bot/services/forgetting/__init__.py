"""Erasing what a person said, on their wish: once, whole, and for nobody else.

It goes: their counts, answers, voices, pictures, stories and choices. It stays: what the clinic
entered itself, and alerts, of which closed ones lose their words. Numbers that others read (how
many came, how many say "me too", how many a story helped) stay as they are: if they fell by one,
they would tell who was among them.
"""

from bot.services.forgetting.erasing import erase
from bot.services.forgetting.patients import named_by_clinic
from bot.services.forgetting.requested import erase_on_request

__all__ = ["erase", "erase_on_request", "named_by_clinic"]
