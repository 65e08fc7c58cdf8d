"""A story as the messages that carry it, its parts in the order in which they were told."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.services.outbox import To, enqueue
from bot.texts.sentences import Message
from bot.texts.stories import playback as texts
from bot.texts.stories.phrases import Heading
from bot.texts.stories.playback import End
from db.enums import Language, OutboxClass, StoryKind
from db.models import Story
from db.queries.stories.publishing import outbox_id_of_key
from db.session import UnitOfWork


@dataclass(frozen=True, slots=True)
class Playback:
    """To whom a story is played, and on which consent."""

    to: To
    head: Heading
    layer: str | None = None
    """The layer of consent that allows it; None for its teller and its reviewers."""
    klass: OutboxClass = OutboxClass.REPLY
    end: End | None = None
    """The buttons below the story; None if it has none."""
    dedup_key: str | None = None


@dataclass(frozen=True, slots=True)
class _Piece:
    """What one message holds of a story."""

    kind: StoryKind
    head: Heading | None
    body: str | None
    file: str = ""
    """Empty for a text."""

    def message(self, end: End | None) -> Message:
        match self.kind:
            case StoryKind.VOICE:
                return texts.voice(file=self.file, head=self.head, body=self.body, end=end)
            case StoryKind.PHOTO:
                return texts.photo(file=self.file, head=self.head, body=self.body, end=end)
            case StoryKind.VIDEO_NOTE:
                return texts.video_note(file=self.file, end=end)
        return texts.text(head=self.head, body=self.body, end=end)


def story_heading(story: Story, *, other_group: bool = False, retold: bool = False) -> Heading:
    return Heading(
        story.shown_name,
        other_group=other_group,
        language=Language(story.language) if other_group else None,
        retold=retold,
    )


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
    pieces = list(_pieces_of(parts, playback.head))
    first: int | None = None
    for place, piece in enumerate(pieces):
        enqueue(
            session,
            playback.klass if place == 0 else OutboxClass.REPLY,
            playback.to,
            piece.message(playback.end if place == len(pieces) - 1 else None),
            dedup_key=playback.dedup_key if place == 0 else None,
            target_outbox_id=first,
            story_id=story.id if story else None,
            story_layer=playback.layer,
            patient_id=story.patient_id if story and playback.layer else None,
            now=now,
        )
        if place == 0 and playback.dedup_key is not None and len(pieces) > 1:
            await session.flush_queued()
            first = await outbox_id_of_key(session, playback.dedup_key)


def _pieces_of(parts: Sequence[dict[str, Any]], head: Heading) -> Iterator[_Piece]:
    """Texts that follow one another become one message. The head goes with the first message; a
    video note has no caption, so its head is a message of its own.
    """
    waiting: Heading | None = head
    words: list[str] = []
    for part in parts:
        kind = StoryKind(part["kind"])
        if kind is StoryKind.TEXT:
            words.append(part["body"])
            continue
        if words or (waiting and kind is StoryKind.VIDEO_NOTE):
            yield _Piece(StoryKind.TEXT, waiting, "\n".join(words) or None)
            words, waiting = [], None
        yield _Piece(kind, waiting, part.get("body"), part["file"])
        waiting = None
    if words:
        yield _Piece(StoryKind.TEXT, waiting, "\n".join(words))


def played_parts(story: Story) -> list[dict[str, Any]]:
    """What others hear: the retelling if the teller wants one, else the parts. It may be empty."""
    return list((story.retelling if story.retell else story.parts) or [])
