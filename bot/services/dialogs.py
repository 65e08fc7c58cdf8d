"""Dialogues: what the bot waits for from a person. In the database, so that it survives a restart.

    @dataclass(frozen=True)
    class StockDialog(Dialog, flow="stock"):
        tag: str

A field that is added with a default, or one that goes, changes nothing for open dialogues. Where
an old one cannot be understood any more, its `format_version` is raised, and it ends politely.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar

from bot.typed_json import Unfit, from_json, to_json
from db.models import OpenDialog
from db.session import UnitOfWork

DIALOG_LASTS = timedelta(hours=48)
"""A count asked for in the evening may be answered two days later, when the network is back."""

DIALOGS: dict[str, type["Dialog"]] = {}
"""Every kind of dialogue by its flow."""

log = logging.getLogger(__name__)


class Dialog:
    """What was asked and answered so far. Subclasses are frozen dataclasses."""

    flow: ClassVar[str]
    format_version: ClassVar[int]
    """Of the stored form."""

    def __init_subclass__(cls, *, flow: str, format_version: int = 1) -> None:
        if flow in DIALOGS:
            raise ValueError(f"two dialogues are called {flow}")
        cls.flow, cls.format_version = flow, format_version
        DIALOGS[flow] = cls


@dataclass(frozen=True)
class UnreadableDialog(Dialog, flow="unreadable"):
    """Another version of Gothiya asked the question; the answer cannot be understood."""

    was: str


@dataclass(frozen=True, slots=True)
class StoredDialog:
    """A dialogue as JSON."""

    flow: str
    data: dict[str, Any]
    version: int


def stored_dialog(dialog: Dialog) -> StoredDialog:
    return StoredDialog(dialog.flow, to_json(dialog), dialog.format_version)


def restored_dialog(stored: StoredDialog) -> Dialog:
    kind = DIALOGS.get(stored.flow)
    if kind is None or kind.format_version != stored.version:
        log.warning("dialogue %s of version %s is unknown", stored.flow, stored.version)
        return UnreadableDialog(stored.flow)
    try:
        return from_json(stored.data, kind)
    except Unfit as error:
        log.warning("dialogue %s does not fit: %s", stored.flow, error)
        return UnreadableDialog(stored.flow)


def wait_for(session: UnitOfWork, account_id: int, dialog: Dialog, *, now: datetime) -> None:
    stored = stored_dialog(dialog)
    session.replace(
        OpenDialog,
        account_id,
        {
            "account_id": account_id,
            "flow": stored.flow,
            "data": stored.data,
            "version": stored.version,
            "expires_at": now + DIALOG_LASTS,
        },
    )


def stop_waiting(session: UnitOfWork, account_id: int) -> None:
    session.replace(OpenDialog, account_id, None)
