"""A story as the messages that carry it, its parts in the order in which they were told."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.services.outbox import To, enqueue
from db.enums import OutboxClass, StoryKind
from db.models import Story
from db.queries.stories.publishing import outbox_id_of_key
from db.session import UnitOfWork

TEMPLATES = {
    StoryKind.TEXT: "stories.text",
    StoryKind.VOICE: "stories.voice",
    StoryKind.PHOTO: "stories.photo",
    StoryKind.VIDEO_NOTE: "stories.video_note",
}
StoryMessage = tuple[str, dict[str, Any]]
"""A template and its parameters."""


@dataclass(frozen=True, slots=True)
class Playback:
    """To whom a story is played, and on which consent."""

    to: To
    layer: str | None = None
    """The layer of consent that allows it; None for its teller and its reviewers."""
    klass: OutboxClass = OutboxClass.REPLY
    head: dict[str, Any] | None = None
    """The line above the story that names the teller."""
    end: dict[str, Any] | None = None
    """Parameters of the buttons below the story; None if it has none."""
    dedup_key: str | None = None


def story_heading(
    story: Story, *, other_group: bool = False, retold: bool = False
) -> dict[str, Any]:
    language = story.language if other_group else None
    return {
        "name": story.shown_name,
        "other_group": other_group,
        "language": language,
        "retold": retold,
    }


async def play_story(
    session: UnitOfWork,
    story: Story | None,
    playback: Playback,
    parts: Sequence[dict[str, Any]],
    *,
    now: datetime,
) -> None:
    """Queue the messages of a story. Only the first has the class and the deduplication key of the
    playback; the others are sent after it.

    `story` is None for a draft, which has no row in the table yet.
    """
    messages = list(messages_of(parts, playback.head or {}))
    messages[-1][1]["end"] = playback.end
    first: int | None = None
    for place, (template, params) in enumerate(messages):
        enqueue(
            session,
            playback.klass if place == 0 else OutboxClass.REPLY,
            playback.to,
            template,
            params,
            dedup_key=playback.dedup_key if place == 0 else None,
            target_outbox_id=first,
            story_id=story.id if story else None,
            story_layer=playback.layer,
            patient_id=story.patient_id if story and playback.layer else None,
            now=now,
        )
        if place == 0 and playback.dedup_key is not None and len(messages) > 1:
            await session.flush_queued()
            first = await outbox_id_of_key(session, playback.dedup_key)


def messages_of(parts: Sequence[dict[str, Any]], head: dict[str, Any]) -> Iterator[StoryMessage]:
    """Texts that follow one another become one message. The head goes with the first message; a
    video note has no caption, so its head is a message of its own.
    """
    waiting: dict[str, Any] | None = {"head": head}
    words: list[str] = []
    for part in parts:
        kind = StoryKind(part["kind"])
        if kind is StoryKind.TEXT:
            words.append(part["body"])
            continue
        if words or (waiting and kind is StoryKind.VIDEO_NOTE):
            yield "stories.text", {**(waiting or {}), "body": "\n".join(words) or None}
            words, waiting = [], None
        yield TEMPLATES[kind], {**(waiting or {}), "body": part.get("body"), "file": part["file"]}
        waiting = None
    if words:
        yield "stories.text", {**(waiting or {}), "body": "\n".join(words)}


def played_parts(story: Story) -> list[dict[str, Any]]:
    """What others hear: the retelling if the teller wants one, else the parts. It may be empty."""
    return list((story.retelling if story.retell else story.parts) or [])
