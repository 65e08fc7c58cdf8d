"""Playing: a story as the messages that carry it, its parts in the order they were told."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.services.outbox import To, enqueue
from db.enums import OutboxClass, StoryKind
from db.models import Story
from db.queries.stories.airing import row_of
from db.session import Unit

TEMPLATES = {
    StoryKind.TEXT: "stories.words",
    StoryKind.VOICE: "stories.voice",
    StoryKind.PHOTO: "stories.photo",
    StoryKind.VIDEO_NOTE: "stories.video_note",
}
Piece = tuple[str, dict[str, Any]]
"""A template and what it needs."""


@dataclass(frozen=True, slots=True)
class Telling:
    """To whom a story is played, and why that is allowed. `layer` None: its teller or a reader."""

    to: To
    layer: str | None = None
    klass: OutboxClass = OutboxClass.REPLY
    head: dict[str, Any] | None = None
    """Who tells it, above the story."""
    end: dict[str, Any] | None = None
    """What the buttons under it need; None: no buttons."""
    dedup_key: str | None = None


def heading(story: Story, *, afar: bool = False, retold: bool = False) -> dict[str, Any]:
    language = story.language if afar else None
    return {"name": story.shown_name, "afar": afar, "language": language, "retold": retold}


async def play(
    session: Unit,
    story: Story | None,
    telling: Telling,
    parts: Sequence[dict[str, Any]],
    *,
    now: datetime,
) -> None:
    """The first message carries the class; the others go out only once it has.

    `story` None: it is a draft, of which no row exists yet.
    """
    pieces = list(pieces_of(parts, telling.head or {}))
    pieces[-1][1]["end"] = telling.end
    first: int | None = None
    for place, (template, params) in enumerate(pieces):
        enqueue(
            session,
            telling.klass if place == 0 else OutboxClass.REPLY,
            telling.to,
            template,
            params,
            dedup_key=telling.dedup_key if place == 0 else None,
            target_outbox_id=first,
            story_id=story.id if story else None,
            story_layer=telling.layer,
            patient_id=story.patient_id if story and telling.layer else None,
            now=now,
        )
        if place == 0 and telling.dedup_key is not None and len(pieces) > 1:
            await session.flush_deferred()
            first = await row_of(session, telling.dedup_key)


def pieces_of(parts: Sequence[dict[str, Any]], head: dict[str, Any]) -> Iterator[Piece]:
    """Words that follow one another are one message; a picture that speaks for itself has none."""
    waiting: dict[str, Any] | None = {"head": head}
    words: list[str] = []
    for part in parts:
        kind = StoryKind(part["kind"])
        if kind is StoryKind.TEXT:
            words.append(part["body"])
            continue
        if words or (waiting and kind is StoryKind.VIDEO_NOTE):
            yield "stories.words", {**(waiting or {}), "body": "\n".join(words) or None}
            words, waiting = [], None
        yield TEMPLATES[kind], {**(waiting or {}), "body": part.get("body"), "file": part["file"]}
        waiting = None
    if words:
        yield "stories.words", {**(waiting or {}), "body": "\n".join(words)}


def parts_played(story: Story) -> list[dict[str, Any]]:
    """What others hear: the parts, or what the leader made of them. Empty: nothing yet."""
    return list((story.retelling if story.retell else story.parts) or [])
