"""What is known of somebody who joins, kept in the dialogue from question to question."""

import re
from dataclasses import asdict, dataclass
from typing import Any

from bot.context import Turn

FLOW = "onboarding"
NAME = re.compile(r"[^\W\d_][\w .'\u0900-\u097F-]{0,38}")
"""A name starts with a letter; names of the village fit into 39 characters."""


@dataclass(frozen=True, slots=True)
class JoinContext:
    """How a person came to the bot, and what they have answered so far."""

    clinic: int | None = None
    """None until it is known which clinic the person belongs to."""
    group: int | None = None
    """The group whose link was followed."""
    invite: str | None = None
    """The token of the invitation that was followed."""
    role: str | None = None
    """A HolderRole, once the person has said who takes the medicine."""
    renamed_patient: int | None = None
    """A former patient whose name was erased and is asked for again."""

    @property
    def clinic_id(self) -> int:
        assert self.clinic is not None
        return self.clinic

    def stored(self) -> dict[str, Any]:
        """As the dialogue stores it, without what is not known."""
        return {name: value for name, value in asdict(self).items() if value is not None}


def ask_next(turn: Turn, step: str, context: JoinContext) -> None:
    """Remember the context until this step is answered."""
    turn.wait(FLOW, step, **context.stored())


def context_at(turn: Turn, step: str) -> JoinContext | None:
    """The stored context; None if the pressed button does not belong to the step asked now."""
    waiting = turn.me.waiting
    if waiting is None or waiting.flow != FLOW or waiting.step != step:
        return None
    return JoinContext(**waiting.data)


def telegram_name(turn: Turn) -> str | None:
    """The first name that Telegram knows; None if it cannot serve as a name here."""
    name = " ".join((turn.user.first_name or "").split())[:39] if turn.user else ""
    return name if NAME.fullmatch(name) else None
