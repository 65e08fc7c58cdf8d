"""Sentences a life may depend on: a clinician must have read them before patients do."""

from bot.i18n import _
from bot.texts import menu
from bot.texts.alerts import replies
from bot.texts.sentences import SENTENCES

CARDS = "bot.texts.alerts.cards"
"""Read by staff and leaders, who are not in danger themselves."""

DANGER = frozenset(
    name
    for name, one in SENTENCES.items()
    if one.words.__module__.startswith("bot.texts.alerts.") and one.words.__module__ != CARDS
) | {menu.update_failed.name}
"""Templates that a person in danger reads."""

SUICIDE = frozenset({replies.not_alone.name})
SUICIDE_SENTENCES = frozenset({_("💛 Do you feel like that now?"), _("Somebody who listens")})
"""Sentences of templates that serve other dangers, too."""
