"""Parses raw updates into PTB's objects; one that cannot be parsed does not stop the others."""

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from telegram import Bot, Update

log = logging.getLogger(__name__)

Raw = dict[str, Any]
UNSTORABLE = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class FailedUpdate:
    """An update that could not be processed, and its sender if that is known."""

    update_id: int
    sender: int | None
    error: str
    text: str = ""
    """What the person wrote; it is read for danger and not stored with the failure."""


def parse(bot: Bot, raw: Sequence[Raw]) -> tuple[list[Update], list[FailedUpdate]]:
    """The parsed updates, and those that could not be parsed.

    Raises KeyError, TypeError or ValueError for data that is no update at all.
    """
    updates: list[Update] = []
    failed: list[FailedUpdate] = []
    for one in raw:
        update_id = int(one["update_id"])
        try:
            updates.append(Update.de_json(_storable(one), bot))
        except Exception as error:
            # Telegram may send a kind of update that this PTB does not know. If it raised here,
            # the same update would be fetched again for ever.
            log.error("update %d cannot be parsed: %s", update_id, type(error).__name__)
            failed.append(FailedUpdate(update_id, _sender(one), type(error).__name__, _text(one)))
    return updates, failed


def _storable(value: Any) -> Any:
    """Without signs that no database can store and no font show: NUL and halves of a pair."""
    if isinstance(value, str):
        return UNSTORABLE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {key: _storable(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_storable(part) for part in value]
    return value


def text_of(update: Update) -> str:
    message = update.effective_message
    return (message.text or message.caption or "") if message is not None else ""


def _text(raw: Raw) -> str:
    for part in raw.values():
        if isinstance(part, dict):
            text = part.get("text") or part.get("caption")
            return text if isinstance(text, str) else ""
    return ""


def _sender(raw: Raw) -> int | None:
    for part in raw.values():
        if isinstance(part, dict) and isinstance(part.get("from"), dict):
            sender = part["from"].get("id")
            return sender if isinstance(sender, int) else None
    return None
