"""The story itself, message by message, as everybody hears it, and where it is taken away."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import _
from bot.keyboards import Button, Rows, data
from bot.texts.speech import Renderer, Speech, Translate, fill
from bot.texts.stories.parts import help_button, teller


def words(t: Translate, p: Mapping[str, Any]) -> Speech:
    return Speech(_text(t, p), _buttons(t, p), protect=True)


def voice(t: Translate, p: Mapping[str, Any]) -> Speech:
    return Speech(_text(t, p), _buttons(t, p), voice=p["file"], protect=True)


def photo(t: Translate, p: Mapping[str, Any]) -> Speech:
    return Speech(_text(t, p), _buttons(t, p), photo=p["file"], protect=True)


def video_note(t: Translate, p: Mapping[str, Any]) -> Speech:
    """It carries no words: who tells it stands in a message before."""
    return Speech("", _buttons(t, p), voice=p["file"], medium="video_note", protect=True)


def _text(t: Translate, p: Mapping[str, Any]) -> str:
    head = [teller(t, p["head"])] if p.get("head") else []
    body = [fill("{body}", body=p["body"])] if p.get("body") else []
    return "\n\n".join(head + body)


def _buttons(t: Translate, p: Mapping[str, Any]) -> Rows:
    """Under the last message of a story that others hear; in the library also the way on."""
    end = p.get("end")
    if not end:
        return ()
    helped = (Button(t(_("🙏 This helped me")), data("story_helped", end["story"])),)
    if "shelf" not in end:
        return (helped,)
    here = ("story_hear", end["shelf"], end["value"], end["story"])
    turns = (
        Button(t(_("⬅️ Back")), data(*here, "back")),
        Button(t(_("Next ➡️")), data(*here, "next")),
    )
    return (helped, *((turns,) if end["of"] > 1 else ()), (help_button(t),))


def taken_back(t: Translate, p: Mapping[str, Any]) -> Speech:
    """Stands where words stood. An edit leaves a voice or picture itself, so any value will do."""
    text = t(_("This story was taken back by the person who told it."))
    return Speech(text, voice="-" if p.get("media") else None)


def thanks(t: Translate, _p: Mapping[str, Any]) -> Speech:
    """A passing word over the button."""
    return Speech(t(_("🙏 Thank you! It is counted, without your name.")))


SAYS: tuple[Renderer, ...] = (words, voice, photo, video_note, taken_back, thanks)
