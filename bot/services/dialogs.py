"""Dialogues: the answer that the bot waits for. In the database, so that it survives a restart."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from db.models import Dialog
from db.session import UnitOfWork

DIALOG_LASTS = timedelta(hours=48)
"""A count asked for in the evening may be answered two days later, when the network is back."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """The bot waits for an answer in `flow` at `step`; `data` is what was answered so far."""

    flow: str
    step: str
    data: dict[str, Any] = field(default_factory=dict)
    version: int = 1


def wait_for(session: UnitOfWork, account_id: int, waiting: Waiting, *, now: datetime) -> None:
    session.replace(
        Dialog.__table__,  # type: ignore[arg-type]
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
    session.replace(Dialog.__table__, account_id, None)  # type: ignore[arg-type]
