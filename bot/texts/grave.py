"""Sentences on which a life may hang: a clinician must have read them before patients do."""

from bot.i18n import _

DANGER = frozenset(
    {
        "alerts.emergency",
        "alerts.same_day",
        "alerts.routine",
        "alerts.call_card",
        "alerts.lifeline",
        "alerts.in_group",
        "alerts.taken",
        "alerts.closed",
        "alerts.all_well",
        "alerts.ask_now",
        "alerts.ask_help",
        "alerts.ask_urgent",
        "menu.sorry",
    }
)
"""Templates that a person in danger is shown."""

SUICIDE = frozenset({"alerts.not_alone"})
SUICIDE_SENTENCES = frozenset({_("💛 Do you feel like that now?"), _("Somebody who listens")})
"""Of templates that serve other dangers, too."""
