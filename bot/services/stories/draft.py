"""A story while it is being told: it lives in the dialogue, no row exists yet."""

import json
import unicodedata
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from typing import Any

from db.enums import StoryAudience, StoryKind, StoryName
from db.models import Story

LIMIT = 3500
"""UTF-16 units that a story may have, so that it fits into one message with its name."""


@dataclass(slots=True)
class Draft:
    group_id: int
    parts: list[str] = field(default_factory=list)
    file_id: str | None = None
    file_unique_id: str | None = None
    name_choice: str | None = None
    shown_name: str | None = None
    audience: str | None = None
    story_id: int | None = None
    """The story that this is a new version of; None: a new story."""
    version: int = 0
    cut_at: float | None = None
    """When a text came that was too long: phones send such a text in several messages."""

    @property
    def body(self) -> str:
        return "\n".join(self.parts)

    @property
    def kind(self) -> StoryKind:
        return StoryKind.VOICE if self.file_id else StoryKind.TEXT

    @property
    def missing(self) -> str:
        """The next question to ask; `preview` once everything is said."""
        if not self.parts and not self.file_id:
            return "tell"
        if self.name_choice is None:
            return "name"
        return "preview" if self.audience else "audience"

    @property
    def stamp(self) -> str:
        """Names exactly this wording and these choices: a yes to another preview is no yes."""
        said = {**asdict(self), "cut_at": None}
        return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:12]

    def data(self) -> dict[str, Any]:
        return asdict(self)

    def forget_words(self) -> None:
        self.parts, self.file_id, self.file_unique_id, self.cut_at = [], None, None, None

    def write_to(self, story: Story) -> None:
        story.kind = self.kind
        story.body = None if self.file_id else self.body
        story.file_id = self.file_id
        story.file_unique_id = self.file_unique_id
        story.name_choice = StoryName(self.name_choice or StoryName.NONE)
        story.shown_name = self.shown_name
        story.audience = StoryAudience(self.audience or StoryAudience.KEEP)

    @classmethod
    def of(cls, story: Story) -> "Draft":
        """To be told again: the choices stay, the words are new."""
        return cls(
            story.group_id,
            name_choice=story.name_choice,
            shown_name=story.shown_name,
            audience=story.audience,
            story_id=story.id,
            version=story.version,
        )


def letters(text: str) -> int:
    """Letters and vowel signs: what makes words, in any script."""
    return sum(unicodedata.category(sign)[0] in "LM" for sign in text)


def units(text: str) -> int:
    """Length as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2
