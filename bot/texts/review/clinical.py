"""Sentences a life may depend on: a clinician must have read them before patients do."""

from bot.i18n import _
from bot.texts import TEMPLATES, menu
from bot.texts.alerts import replies

CARDS = "bot.texts.alerts.cards"
"""Read by staff and leaders, who are not in danger themselves."""

DANGER = frozenset(
    name
    for name, function in TEMPLATES.items()
    if function.__module__.startswith("bot.texts.alerts.") and function.__module__ != CARDS
) | {menu.update_failed.name}
"""Templates that a person in danger reads."""

SUICIDE = frozenset({replies.not_alone.name})
SUICIDE_SENTENCES = frozenset({_("💛 Do you feel like that now?"), _("Somebody who listens")})
"""Sentences of templates that serve other dangers, too."""
