"""Sentences on which a life may hang: a clinician must have read them before patients do."""

from bot.i18n import _
from bot.texts import TEMPLATES

CARDS = "bot.texts.alerts.cards"
"""For staff and leaders, who are in no danger."""

DANGER = frozenset(
    name
    for name, function in TEMPLATES.items()
    if function.__module__.startswith("bot.texts.alerts.") and function.__module__ != CARDS
) | {"menu.sorry"}
"""Templates that a person in danger is shown."""

SUICIDE = frozenset({"alerts.not_alone"})
SUICIDE_SENTENCES = frozenset({_("💛 Do you feel like that now?"), _("Somebody who listens")})
"""Of templates that serve other dangers, too."""
