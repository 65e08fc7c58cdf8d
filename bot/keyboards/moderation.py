"""Buttons of moderation: a case's card, rules, reports, requests to join."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from bot.keyboards.press import Press


class CaseAction(StrEnum):
    THANK = "thank"
    WORD = "word"
    HIDE = "hide"
    RESTORE = "restore"
    MUTE = "mute"
    UNMUTE = "unmute"
    ASK = "ask"
    CLOSE = "close"


@dataclass(frozen=True)
class DecideCase(Press, verb="moderation"):
    """`version`: of the card, so that an outdated one decides nothing."""

    action: CaseAction
    case: int
    version: int


@dataclass(frozen=True)
class DecideRemoval(Press, verb="remove"):
    step: Literal["ask", "yes", "no", "back"]
    case: int
    version: int


@dataclass(frozen=True)
class ObjectTo(Press, verb="object_to"):
    case: int


@dataclass(frozen=True)
class ReportForward(Press, verb="report_forward"):
    answer: Literal["yes", "no"]


@dataclass(frozen=True)
class Rules(Press, verb="rules"):
    """Without a group it shows the rules."""

    group: int | None = None
    change: Literal["edit", "standard"] | None = None


@dataclass(frozen=True)
class AnswerJoinRequest(Press, verb="join_request"):
    request: int
    answer: Literal["yes", "no"]
