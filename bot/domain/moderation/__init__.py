"""Keeping a group kind: what is looked for in its messages, and what follows from a finding."""

from bot.domain.moderation.anonymity import gives_away
from bot.domain.moderation.claims import Card, card, cards, claim_in
from bot.domain.moderation.flood import MANY, WINDOW, Flood, person_key
from bot.domain.moderation.rules import (
    MUTED_FOR,
    REPORTS_AN_HOUR,
    Verdict,
    judge,
    may_hide,
    mode_of,
    standard_mode,
)

__all__ = [
    "MANY",
    "MUTED_FOR",
    "REPORTS_AN_HOUR",
    "WINDOW",
    "Card",
    "Flood",
    "Verdict",
    "card",
    "cards",
    "claim_in",
    "gives_away",
    "judge",
    "may_hide",
    "mode_of",
    "person_key",
    "standard_mode",
]
