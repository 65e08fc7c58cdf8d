"""The life of an alert: what it is (state), and who is told next and what may be done (machine)."""

from bot.domain.alerts.machine import (
    act,
    page_key,
    page_wanted,
    raised,
    recurred,
    said,
    source_cleared,
    step_failed,
    tick,
)
from bot.domain.alerts.moves import MOVES, Move
from bot.domain.alerts.state import (
    DEFAULT_LADDERS,
    AlertState,
    Change,
    Effect,
    Happened,
    Ladder,
    Page,
    PageFallback,
    PageRung,
    Reason,
    Refused,
    Then,
)

__all__ = [
    "DEFAULT_LADDERS",
    "MOVES",
    "AlertState",
    "Change",
    "Effect",
    "Happened",
    "Ladder",
    "Move",
    "Page",
    "PageFallback",
    "PageRung",
    "Reason",
    "Refused",
    "Then",
    "act",
    "page_key",
    "page_wanted",
    "raised",
    "recurred",
    "said",
    "source_cleared",
    "step_failed",
    "tick",
]
