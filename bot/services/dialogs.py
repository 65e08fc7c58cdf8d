"""Dialogues: what the bot waits for from a person. In the database, so that it survives a restart.

    @dataclass(frozen=True)
    class StockDialog(Dialog, flow="stock"):
        tag: str

A field that is added with a default, or one that goes, changes nothing for open dialogues. Where
an old one cannot be understood any more, its `version` is raised, and it ends politely.
"""

import logging
from dataclasses import dataclass, field
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
    version: ClassVar[int]

    def __init_subclass__(cls, *, flow: str, version: int = 1) -> None:
        if flow in DIALOGS:
            raise ValueError(f"two dialogues are called {flow}")
        cls.flow, cls.version = flow, version
        DIALOGS[flow] = cls


@dataclass(frozen=True)
class UnreadableDialog(Dialog, flow="unreadable"):
    """Another version of Gothiya asked the question; the answer cannot be understood."""

    was: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A dialogue as it is stored."""

    flow: str
    step: str
    data: dict[str, Any] = field(default_factory=dict)
    version: int = 1


def stored_dialog(dialog: Dialog) -> Waiting:
    return Waiting(dialog.flow, "", to_json(dialog), dialog.version)


def restored_dialog(waiting: Waiting) -> Dialog:
    kind = DIALOGS.get(waiting.flow)
    if kind is None or kind.version != waiting.version:
        log.warning("dialogue %s of version %s is unknown", waiting.flow, waiting.version)
        return UnreadableDialog(waiting.flow)
    try:
        return from_json(waiting.data, kind)
    except Unfit as error:
        log.warning("dialogue %s does not fit: %s", waiting.flow, error)
        return UnreadableDialog(waiting.flow)


def wait_for(session: UnitOfWork, account_id: int, waiting: Waiting, *, now: datetime) -> None:
    session.replace(
        OpenDialog,
        account_id,
        {
            "account_id": account_id,
            "flow": waiting.flow,
            "step": waiting.step,
            "data": waiting.data,
            "version": waiting.version,
            "expires_at": now + DIALOG_LASTS,
        },
    )


def stop_waiting(session: UnitOfWork, account_id: int) -> None:
    session.replace(OpenDialog, account_id, None)
