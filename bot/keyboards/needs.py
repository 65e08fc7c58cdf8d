"""Buttons of needs. `version`: of the need as it was shown, so that an old button is refused."""

from dataclasses import dataclass
from typing import Literal

from bot.keyboards.press import Press
from db.enums import NeedTopic


@dataclass(frozen=True)
class ListNeeds(Press, verb="need"):
    pass


@dataclass(frozen=True)
class OpenNeed(Press, verb="need_one"):
    need: int


@dataclass(frozen=True)
class StartNeed(Press, verb="need_say"):
    pass


@dataclass(frozen=True)
class ChooseNeedGroup(Press, verb="need_group"):
    group: int


@dataclass(frozen=True)
class ChooseNeedTopic(Press, verb="need_about"):
    topic: NeedTopic


@dataclass(frozen=True)
class JoinNeed(Press, verb="need_me"):
    need: int


@dataclass(frozen=True)
class ShareFirstWords(Press, verb="need_as_said"):
    need: int
    version: int


@dataclass(frozen=True)
class WordNeed(Press, verb="need_word"):
    need: int
    version: int


@dataclass(frozen=True)
class ChooseSameNeed(Press, verb="need_same"):
    need: int
    version: int


@dataclass(frozen=True)
class MergeNeed(Press, verb="need_into"):
    need: int
    version: int
    into: int


@dataclass(frozen=True)
class SetNeedAside(Press, verb="need_aside"):
    need: int
    version: int


@dataclass(frozen=True)
class SendNeed(Press, verb="need_send"):
    """Without a recipient: ask for one."""

    need: int
    version: int
    to: Literal["clinic"] | None = None


@dataclass(frozen=True)
class SendNeedByHand(Press, verb="need_by_hand"):
    need: int
    version: int


@dataclass(frozen=True)
class AnswerNeed(Press, verb="need_answer"):
    need: int
    version: int


@dataclass(frozen=True)
class PromiseNeed(Press, verb="need_promise"):
    """Without days: ask until when."""

    need: int
    version: int
    days: Literal[7, 14, 30] | None = None


@dataclass(frozen=True)
class SolveNeed(Press, verb="need_solve"):
    need: int
    version: int


@dataclass(frozen=True)
class ReopenNeed(Press, verb="need_reopen"):
    need: int
    version: int
