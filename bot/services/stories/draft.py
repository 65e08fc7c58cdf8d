"""A story while it is being told. It has its own row, so other dialogues do not overwrite it."""

import json
import unicodedata
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

from sqlalchemy import delete

from bot.domain import stories as rules
from db.enums import StoryAudience, StoryKind, StoryName
from db.models import Story, StoryDraft
from db.session import UnitOfWork

MAX_UNITS = 3500
"""Longest text of a story, in UTF-16 units, so that it fits into one message."""
MAX_PARTS = 10
"""Most messages that a story may consist of."""
SPOKEN_KINDS = (StoryKind.VOICE, StoryKind.VIDEO_NOTE)
"""Parts in which the teller's voice can be recognised."""


class StoryStep(StrEnum):
    """What the teller is asked."""

    GROUP = "group"
    TELL = "tell"
    NAME = "name"
    OWN_NAME = "own_name"
    AUDIENCE = "audience"
    RETELL = "retell"
    EDIT = "edit"
    PREVIEW = "preview"


@dataclass(slots=True)
class Draft:
    group_id: int
    """0 if no group is chosen yet."""
    parts: list[dict[str, Any]] = field(default_factory=list)
    complete: bool = False
    """Whether the teller said that this was all."""
    name_choice: str | None = None
    shown_name: str | None = None
    layers: list[str] = field(default_factory=list)
    """The audiences that the teller has switched on."""
    audience_confirmed: bool = False
    retell: bool | None = None
    """Whether a leader shall retell it in their own voice; None if not asked yet."""
    theme: str | None = None
    prompt: str | None = None
    story_id: int | None = None
    """The story of which this is a new version; None for a new story."""
    version: int = 0
    cut_at: float | None = None
    """When a text was too long: a phone sends the rest of it as further messages."""

    @property
    def body(self) -> str:
        return "\n".join(part["body"] for part in self.parts if part.get("body"))

    @property
    def kind(self) -> StoryKind:
        kinds = {part["kind"] for part in self.parts}
        return StoryKind(kinds.pop()) if len(kinds) == 1 else StoryKind.MIXED

    @property
    def spoken(self) -> bool:
        return any(part["kind"] in SPOKEN_KINDS for part in self.parts)

    @property
    def pictured(self) -> bool:
        return any(part["kind"] in (StoryKind.PHOTO, StoryKind.VIDEO_NOTE) for part in self.parts)

    @property
    def shared(self) -> bool:
        return bool(self.layers)

    @property
    def next_step(self) -> StoryStep:
        """The question to ask next; `preview` if nothing is missing."""
        if not self.group_id:
            return StoryStep.GROUP
        if not self.parts or not self.complete:
            return StoryStep.TELL
        if self.name_choice is None:
            return StoryStep.NAME
        if not self.audience_confirmed:
            return StoryStep.AUDIENCE
        if self.retell is None and self.spoken and self.shared:
            return StoryStep.RETELL
        return StoryStep.PREVIEW

    @property
    def stamp(self) -> str:
        """A hash of the wording and the choices: consent to another preview does not count."""
        content = {**asdict(self), "cut_at": None}
        return sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:12]

    @property
    def consents(self) -> frozenset[StoryAudience]:
        """The layers to which the button below the preview consents."""
        return frozenset({StoryAudience.KEEP, *map(StoryAudience, self.layers)})

    def clear_parts(self) -> None:
        self.parts, self.complete, self.retell, self.cut_at = [], False, None, None

    def write_to(self, story: Story) -> None:
        story.kind = self.kind
        story.body = self.body or None
        story.parts = self.parts
        story.retell = bool(self.retell and self.spoken and self.shared)
        story.retelling = story.retold_by = None
        story.name_choice = StoryName(self.name_choice or StoryName.NONE)
        story.shown_name = self.shown_name
        story.audience = rules.widest_audience(self.consents)
        story.theme = self.theme

    @classmethod
    def from_story(cls, story: Story, layers: frozenset[StoryAudience]) -> "Draft":
        """A new version of a story: the choices stay, the parts are told again."""
        return cls(
            story.group_id,
            name_choice=story.name_choice,
            shown_name=story.shown_name,
            layers=sorted(layer.value for layer in layers & rules.SHARED_LAYERS),
            audience_confirmed=True,
            theme=story.theme,
            story_id=story.id,
            version=story.version,
        )


async def load_draft(session: UnitOfWork, account_id: int) -> Draft | None:
    row = await session.get(StoryDraft, account_id)
    return Draft(**row.data) if row else None


async def save_draft(session: UnitOfWork, account_id: int, draft: Draft, *, now: datetime) -> None:
    row = await session.get(StoryDraft, account_id)
    if row is None:
        row = StoryDraft(account_id=account_id, data={}, saved_at=now)
        session.add(row)
    row.data, row.saved_at = asdict(draft), now
    await session.flush()


async def delete_draft(session: UnitOfWork, account_id: int) -> None:
    row = await session.get(StoryDraft, account_id)
    if row is not None:
        await session.delete(row)
        await session.flush()


async def delete_old_drafts(session: UnitOfWork, before: datetime) -> None:
    """Delete drafts that nobody went on with since."""
    await session.execute(delete(StoryDraft).where(StoryDraft.saved_at < before))


def count_letters(text: str) -> int:
    """Number of letters and vowel signs, in any script."""
    return sum(unicodedata.category(sign)[0] in "LM" for sign in text)


def utf16_units(text: str) -> int:
    """The length as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2
