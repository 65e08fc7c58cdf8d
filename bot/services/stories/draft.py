"""A story while it is being told. It waits in a row of its own, whatever else comes between."""

import json
import unicodedata
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import delete

from bot.domain import stories as rules
from db.enums import StoryAudience, StoryKind, StoryName
from db.models import Story, StoryDraft
from db.session import Unit

LIMIT = 3500
"""UTF-16 units that all words of a story may have, so that they fit into one message."""
PARTS = 10
"""Messages that a story may have."""
SPOKEN = (StoryKind.VOICE, StoryKind.VIDEO_NOTE)
"""What one is known by."""
KEPT_FOR = timedelta(days=30)


@dataclass(slots=True)
class Draft:
    group_id: int
    """0: not chosen yet."""
    parts: list[dict[str, Any]] = field(default_factory=list)
    told: bool = False
    """The teller said that this was all."""
    name_choice: str | None = None
    shown_name: str | None = None
    layers: list[str] = field(default_factory=list)
    """Who may hear it, tapped one by one."""
    layers_chosen: bool = False
    retell: bool | None = None
    """Whether a leader shall tell it in their own voice; None: not asked."""
    theme: str | None = None
    prompt: str | None = None
    story_id: int | None = None
    """The story that this is a new version of; None: a new story."""
    version: int = 0
    cut_at: float | None = None
    """When a text came that was too long: phones send such a text in several messages."""

    @property
    def body(self) -> str:
        return "\n".join(part["body"] for part in self.parts if part.get("body"))

    @property
    def kind(self) -> StoryKind:
        kinds = {part["kind"] for part in self.parts}
        return StoryKind(kinds.pop()) if len(kinds) == 1 else StoryKind.MIXED

    @property
    def spoken(self) -> bool:
        return any(part["kind"] in SPOKEN for part in self.parts)

    @property
    def pictured(self) -> bool:
        return any(part["kind"] in (StoryKind.PHOTO, StoryKind.VIDEO_NOTE) for part in self.parts)

    @property
    def shared(self) -> bool:
        return bool(self.layers)

    @property
    def missing(self) -> str:
        """The next question to ask; `preview` once everything is said."""
        if not self.group_id:
            return "group"
        if not self.parts or not self.told:
            return "tell"
        if self.name_choice is None:
            return "name"
        if not self.layers_chosen:
            return "audience"
        if self.retell is None and self.spoken and self.shared:
            return "retell"
        return "preview"

    @property
    def stamp(self) -> str:
        """Names exactly this wording and these choices: a yes to another preview is no yes."""
        said = {**asdict(self), "cut_at": None}
        return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:12]

    @property
    def consents(self) -> frozenset[StoryAudience]:
        """What the yes under the preview says yes to."""
        return frozenset({StoryAudience.KEEP, *map(StoryAudience, self.layers)})

    def forget_words(self) -> None:
        self.parts, self.told, self.retell, self.cut_at = [], False, None, None

    def write_to(self, story: Story) -> None:
        story.kind = self.kind
        story.body = self.body or None
        story.parts = self.parts
        story.retell = bool(self.retell and self.spoken and self.shared)
        story.retelling = story.retold_by = None
        story.name_choice = StoryName(self.name_choice or StoryName.NONE)
        story.shown_name = self.shown_name
        story.audience = rules.widest(self.consents)
        story.theme = self.theme

    @classmethod
    def of(cls, story: Story, layers: frozenset[StoryAudience]) -> "Draft":
        """To be told again: the choices stay, the words are new."""
        return cls(
            story.group_id,
            name_choice=story.name_choice,
            shown_name=story.shown_name,
            layers=sorted(layer.value for layer in layers & rules.SHARED),
            layers_chosen=True,
            theme=story.theme,
            story_id=story.id,
            version=story.version,
        )


async def open_draft(session: Unit, account_id: int) -> Draft | None:
    row = await session.get(StoryDraft, account_id)
    return Draft(**row.data) if row else None


async def keep_draft(session: Unit, account_id: int, draft: Draft, *, now: datetime) -> None:
    row = await session.get(StoryDraft, account_id)
    if row is None:
        row = StoryDraft(account_id=account_id, data={}, saved_at=now)
        session.add(row)
    row.data, row.saved_at = asdict(draft), now
    await session.flush()


async def drop_draft(session: Unit, account_id: int) -> None:
    row = await session.get(StoryDraft, account_id)
    if row is not None:
        await session.delete(row)
        await session.flush()


async def forget_drafts(session: Unit, *, now: datetime) -> None:
    """What nobody went on with for a month."""
    await session.execute(delete(StoryDraft).where(StoryDraft.saved_at < now - KEPT_FOR))


def letters(text: str) -> int:
    """Letters and vowel signs: what makes words, in any script."""
    return sum(unicodedata.category(sign)[0] in "LM" for sign in text)


def units(text: str) -> int:
    """Length as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2
