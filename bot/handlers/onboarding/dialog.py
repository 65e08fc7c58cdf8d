"""What is known of somebody who joins, from question to question."""

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.context import Turn
from bot.services.dialogs import Dialog
from db.enums import HolderRole

NAME = re.compile(r"[^\W\d_][\w .'\u0900-\u097F-]{0,38}")
"""A name starts with a letter; names of the village fit into 39 characters."""


class JoinStep(StrEnum):
    LANGUAGE = "language"
    NOTICE = "notice"
    ROLE = "role"
    NAME = "name"


@dataclass(frozen=True)
class JoinDialog(Dialog, flow="onboarding"):
    """How a person came to the bot, and what they have answered so far."""

    step: JoinStep = JoinStep.LANGUAGE
    clinic: int | None = None
    """None until it is known which clinic the person belongs to."""
    group: int | None = None
    """The group whose link was followed."""
    invite: str | None = None
    """The token of the invitation that was followed."""
    vouched: bool = False
    """Whether that invitation is one into the group, so that nobody has to be in its chat."""
    role: HolderRole | None = None
    """Who takes the medicine, once the person has said it."""

    @property
    def clinic_id(self) -> int:
        assert self.clinic is not None
        return self.clinic


def joining_at(turn: Turn, step: JoinStep) -> JoinDialog | None:
    """None if the pressed button does not belong to the step asked now."""
    dialog = turn.dialog_of(JoinDialog)
    return dialog if dialog is not None and dialog.step is step else None


def telegram_name(turn: Turn) -> str | None:
    """The first name that Telegram knows; None if it cannot serve as a name here."""
    name = " ".join((turn.user.first_name or "").split())[:39] if turn.user else ""
    return name if NAME.fullmatch(name) else None
