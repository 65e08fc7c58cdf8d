"""Buttons of a recording session."""

from dataclasses import dataclass
from typing import Literal

from bot.keyboards.press import Press
from db.enums import Language


@dataclass(frozen=True)
class ChooseRecordingLanguage(Press, verb="recording"):
    language: Language


@dataclass(frozen=True)
class GoToPrompt(Press, verb="recording_step"):
    step: Literal["keep", "again", "skip", "back", "end"]
