"""Erasing what a person said, on their wish: once, whole, and for nobody else.

It goes: their counts, answers, voices, pictures, stories and choices. It stays: what the clinic
entered itself, and alerts, of which closed ones lose their words. Numbers that others read (how
many came, how many say "me too", how many a story helped) stay as they are: if they fell by one,
they would tell who was among them.
"""

from bot.services.privacy.erasure.erase import erase
from bot.services.privacy.erasure.on_request import erase_on_request
from bot.services.privacy.erasure.patients import named_by_clinic

__all__ = ["erase", "erase_on_request", "named_by_clinic"]
