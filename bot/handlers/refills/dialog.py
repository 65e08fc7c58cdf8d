"""What the bot waits for while a refill is reported or corrected."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from bot.services.dialogs import Dialog


class RefillChoice(StrEnum):
    MEMBER = "member"
    MEDICINE = "medicine"


@dataclass(frozen=True)
class RefillChoiceDialog(Dialog, flow="refill_choice"):
    """A tap says for which member, or which medicine came."""

    step: RefillChoice
    leader: bool = False
    """A leader reports it for a member."""
    pills: Fraction | None = None
    """The number that was typed before the question."""


@dataclass(frozen=True)
class RefillDialog(Dialog, flow="refill"):
    """How many came?"""

    patient: int
    treatment: int
    leader: bool
    pills: Fraction | None = None
    """The number that was read back."""


@dataclass(frozen=True)
class RefillCorrectionDialog(Dialog, flow="refill_correction"):
    """How many came in truth?"""

    dispensing: int
