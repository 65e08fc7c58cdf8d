"""The story itself, message by message, and what replaces it after a withdrawal."""

from dataclasses import dataclass
from typing import Literal

from bot.i18n import Translator, fill
from bot.keyboards import Button, Rows
from bot.keyboards.stories import HearStory, MarkHelped, Shelf
from bot.texts.sentences import sentence
from bot.texts.speech import Speech
from bot.texts.stories.phrases import Heading, help_button, teller_line


@dataclass(frozen=True, slots=True)
class InLibrary:
    """Where in the library somebody hears a story."""

    shelf: Shelf | Literal["all"]
    value: str | None
    """None on the shelf of all stories."""
    of: int
    """How many stories stand on the shelf."""


@dataclass(frozen=True, slots=True)
class End:
    """The last message of a story, with its buttons."""

    story: int
    library: InLibrary | None = None
    """None in a group."""


@sentence
def text(t: Translator, *, head: Heading | None, body: str | None, end: End | None) -> Speech:
    return Speech(_text(t, head, body), _buttons(t, end), protect=True)


@sentence
def voice(
    t: Translator, *, file: str, head: Heading | None, body: str | None, end: End | None
) -> Speech:
    return Speech(_text(t, head, body), _buttons(t, end), voice=file, protect=True)


@sentence
def photo(
    t: Translator, *, file: str, head: Heading | None, body: str | None, end: End | None
) -> Speech:
    return Speech(_text(t, head, body), _buttons(t, end), photo=file, protect=True)


@sentence
def video_note(t: Translator, *, file: str, end: End | None) -> Speech:
    """It has no caption: the teller is named in the message before it."""
    return Speech("", _buttons(t, end), voice=file, medium="video_note", protect=True)


def _text(t: Translator, head: Heading | None, body: str | None) -> str:
    lines = [teller_line(t, head)] if head else []
    if body:
        lines.append(fill("{body}", body=body))
    return "\n\n".join(lines)


def _buttons(t: Translator, end: End | None) -> Rows:
    """Below the last message of a story; in the library also Back and Next."""
    if end is None:
        return ()
    helped = (Button(t("🙏 This helped me"), MarkHelped(end.story)),)
    if end.library is None:
        return (helped,)
    shelf, value = end.library.shelf, end.library.value
    turns = (
        Button(t("⬅️ Back"), HearStory(shelf, value, end.story, "back")),
        Button(t("Next ➡️"), HearStory(shelf, value, end.story, "next")),
    )
    return (helped, *((turns,) if end.library.of > 1 else ()), (help_button(t),))


@sentence
def retracted(t: Translator, *, media: bool) -> Speech:
    """Replaces the text. An edit keeps the voice or picture, so `voice` may be anything."""
    text = t("This story was taken back by the person who told it.")
    return Speech(text, voice="-" if media else None)


@sentence
def helped(t: Translator) -> Speech:
    """Shown over the button for a moment."""
    return Speech(t("🙏 Thank you! It is counted, without your name."))
