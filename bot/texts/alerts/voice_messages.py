"""Voice messages, as played to staff, and what a leader is told about them."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import Translator
from bot.texts.speech import Renderer, Speech


def voice_message(t: Translator, p: Mapping[str, Any]) -> Speech:
    """Played in private to whoever pressed the button."""
    said = t("🎧 {code}, spoken on {day} at {time}", code=p["code"], day=p["day"], time=p["time"])
    return Speech(said, voice=p["file_id"], medium=p["medium"], protect=True)


def no_voice_message(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(t("{code}: there is nothing to hear.", code=p["code"]), protect=True)


def voice_message_sent(t: Translator, p: Mapping[str, Any]) -> Speech:
    """To a leader, who can ask the person: who sent it, never what it says."""
    said = (
        t("🎙️ {name} sent a voice message.", name=p["name"])
        if p["name"]
        else t("🎙️ Somebody in your group sent a voice message.")
    )
    return Speech(f"{said}\n" + t("Please ask whether all is well."), protect=True)


SAYS: tuple[Renderer, ...] = (voice_message, no_voice_message, voice_message_sent)
