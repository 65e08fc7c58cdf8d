"""Needs: raised by one, said by many, carried by the leader until somebody answers."""

from bot.services.needs.forward import carry, remind_of_promises
from bot.services.needs.need import NeedRefused, NeedView, roles_of, seen_by, view_of
from bot.services.needs.report import me_too, raise_need
from bot.services.needs.wording import join_needs, set_aside, word_need

__all__ = [
    "NeedRefused",
    "NeedView",
    "carry",
    "join_needs",
    "me_too",
    "raise_need",
    "remind_of_promises",
    "roles_of",
    "seen_by",
    "set_aside",
    "view_of",
    "word_need",
]
