"""Buttons for leaders."""

from dataclasses import dataclass
from typing import Literal

from bot.keyboards.press import Press


@dataclass(frozen=True)
class LeaderRest(Press, verb="leader_rest"):
    """Without a choice: show the leader's groups. `to` carries the account of the stand-in."""

    group: int | None = None
    choice: Literal["rest", "over", "back", "to"] | None = None
    stand_in: int | None = None


@dataclass(frozen=True)
class ShowLesson(Press, verb="leader_lesson"):
    place: int
    then: Literal["on"] | None = None
    """`on`: the next lesson takes the place of the one that was read."""
