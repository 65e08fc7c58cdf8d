"""Raw updates into PTB's objects; one that does not fit must not spoil the others."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from telegram import Bot, Update

log = logging.getLogger(__name__)

Raw = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An update that could not be processed, and whose it was as far as that can be told."""

    update_id: int
    sender: int | None
    error: str


def parse(bot: Bot, raw: Sequence[Raw]) -> tuple[list[Update], list[Unreadable]]:
    """Raises KeyError, TypeError or ValueError for what is no update at all."""
    updates: list[Update] = []
    unreadable: list[Unreadable] = []
    for one in raw:
        update_id = int(one["update_id"])
        try:
            updates.append(Update.de_json(one, bot))
        except Exception as error:
            # Telegram may send what this PTB does not know; it would come again for ever.
            log.error("update %d cannot be parsed: %s", update_id, type(error).__name__)
            unreadable.append(Unreadable(update_id, _sender(one), type(error).__name__))
    return updates, unreadable


def _sender(raw: Raw) -> int | None:
    for part in raw.values():
        if isinstance(part, dict) and isinstance(part.get("from"), dict):
            sender = part["from"].get("id")
            return sender if isinstance(sender, int) else None
    return None
