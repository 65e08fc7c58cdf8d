"""The story itself, message by message, and what replaces it after a withdrawal."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import Translator, fill
from bot.keyboards import Button, Rows, data
from bot.texts.speech import Renderer, Speech
from bot.texts.stories.phrases import help_button, teller_line


def text(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(_text(t, p), _buttons(t, p), protect=True)


def voice(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(_text(t, p), _buttons(t, p), voice=p["file"], protect=True)


def photo(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(_text(t, p), _buttons(t, p), photo=p["file"], protect=True)


def video_note(t: Translator, p: Mapping[str, Any]) -> Speech:
    """It has no caption: the teller is named in the message before it."""
    return Speech("", _buttons(t, p), voice=p["file"], medium="video_note", protect=True)


def _text(t: Translator, p: Mapping[str, Any]) -> str:
    head = [teller_line(t, p["head"])] if p.get("head") else []
    body = [fill("{body}", body=p["body"])] if p.get("body") else []
    return "\n\n".join(head + body)


def _buttons(t: Translator, p: Mapping[str, Any]) -> Rows:
    """Below the last message of a story; in the library also Back and Next."""
    end = p.get("end")
    if not end:
        return ()
    helped = (Button(t("🙏 This helped me"), data("story_helped", end["story"])),)
    if "shelf" not in end:
        return (helped,)
    here = ("story_hear", end["shelf"], end["value"], end["story"])
    turns = (
        Button(t("⬅️ Back"), data(*here, "back")),
        Button(t("Next ➡️"), data(*here, "next")),
    )
    return (helped, *((turns,) if end["of"] > 1 else ()), (help_button(t),))


def retracted(t: Translator, p: Mapping[str, Any]) -> Speech:
    """Replaces the text. An edit keeps the voice or picture, so `voice` may be anything."""
    text = t("This story was taken back by the person who told it.")
    return Speech(text, voice="-" if p.get("media") else None)


def helped(t: Translator, _p: Mapping[str, Any]) -> Speech:
    """Shown over the button for a moment."""
    return Speech(t("🙏 Thank you! It is counted, without your name."))


SAYS: tuple[Renderer, ...] = (text, voice, photo, video_note, retracted, helped)
