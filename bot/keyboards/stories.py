"""Buttons of stories: telling, review, retelling, listening, withdrawal."""

from dataclasses import dataclass
from typing import Literal

from bot.keyboards.press import Press
from db.enums import StoryAudience, StoryName

Reason = Literal["names", "medicine", "unclear", "hurts", "not_here"]
"""Why a story should be changed, or is not shared: the reasons that a reviewer is offered."""
Objection = Literal["ask_change", "decline"]
"""The decisions of a reviewer that need a reason."""
Shelf = Literal["theme", "illness", "language"]
"""By what the library is sorted."""


@dataclass(frozen=True)
class ShowStoryMenu(Press, verb="story"):
    pass


@dataclass(frozen=True)
class StartStory(Press, verb="story_new"):
    pass


@dataclass(frozen=True)
class ResumeStory(Press, verb="story_resume"):
    pass


@dataclass(frozen=True)
class ChooseStoryGroup(Press, verb="story_group"):
    group: int


@dataclass(frozen=True)
class ChoosePrompt(Press, verb="story_prompt"):
    prompt: str


@dataclass(frozen=True)
class ShowMorePrompts(Press, verb="story_prompts"):
    start: int


@dataclass(frozen=True)
class FinishStory(Press, verb="story_done"):
    pass


@dataclass(frozen=True)
class DiscardStory(Press, verb="story_discard"):
    pass


@dataclass(frozen=True)
class ChooseStoryName(Press, verb="story_name"):
    name: StoryName


@dataclass(frozen=True)
class ToggleAudience(Press, verb="story_layer"):
    audience: StoryAudience


@dataclass(frozen=True)
class ConfirmAudience(Press, verb="story_layers_done"):
    pass


@dataclass(frozen=True)
class ChooseStoryVoice(Press, verb="story_voice"):
    voice: Literal["own", "leader"]


@dataclass(frozen=True)
class EditDraft(Press, verb="story_edit"):
    what: Literal["tell", "name", "audience"] | None = None
    """None asks what to change."""


@dataclass(frozen=True)
class ShareStory(Press, verb="story_share"):
    stamp: str
    """Of the preview above the button: the consent counts only for that."""


@dataclass(frozen=True)
class ShowStoriesToReview(Press, verb="story_inbox"):
    pass


@dataclass(frozen=True)
class OpenForReview(Press, verb="story_read"):
    story: int
    version: int


@dataclass(frozen=True)
class ApproveStory(Press, verb="story_approve"):
    story: int
    version: int


@dataclass(frozen=True)
class AskForChange(Press, verb="story_change"):
    story: int
    version: int


@dataclass(frozen=True)
class DeclineStory(Press, verb="story_decline"):
    story: int
    version: int


@dataclass(frozen=True)
class ChooseReason(Press, verb="story_reason"):
    decision: Objection
    story: int
    version: int
    reason: Reason | Literal["own"]
    """`own`: the reviewer writes it."""


@dataclass(frozen=True)
class StartRetelling(Press, verb="story_retell"):
    story: int


@dataclass(frozen=True)
class AnswerRetelling(Press, verb="story_retold"):
    story: int
    version: int
    answer: Literal["yes", "no"]


@dataclass(frozen=True)
class ChooseShelf(Press, verb="story_shelf"):
    shelf: Shelf | None = None
    """None asks which kind of shelf."""


@dataclass(frozen=True)
class HearStory(Press, verb="story_hear"):
    shelf: Shelf | Literal["all"]
    value: str | None
    """None on the shelf of all stories."""
    story: int | None = None
    """The story heard last; None at the beginning of the shelf."""
    step: Literal["next", "back"] | None = None


@dataclass(frozen=True)
class MarkHelped(Press, verb="story_helped"):
    story: int


@dataclass(frozen=True)
class ListMyStories(Press, verb="story_mine"):
    pass


@dataclass(frozen=True)
class ShowMyStory(Press, verb="story_show"):
    story: int


@dataclass(frozen=True)
class RewriteStory(Press, verb="story_rewrite"):
    story: int
    version: int


@dataclass(frozen=True)
class RenewStory(Press, verb="story_renew"):
    story: int


@dataclass(frozen=True)
class NarrowAudience(Press, verb="story_narrow"):
    story: int
    audience: StoryAudience


@dataclass(frozen=True)
class WithdrawStory(Press, verb="story_withdraw"):
    story: int
    answer: Literal["yes", "no"] | None = None
    """None asks first."""
