"""What was spoken, as one of the staff hears it, and what a leader learns of it."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import _
from bot.texts.speech import Renderer, Speech, Translate, fill


def voice(t: Translate, p: Mapping[str, Any]) -> Speech:
    """For the ears of whoever pressed, in private."""
    said = fill(
        t(_("🎧 {code}, spoken on {day} at {time}")), code=p["code"], day=p["day"], time=p["time"]
    )
    return Speech(said, voice=p["file_id"], medium=p["medium"], protect=True)


def no_voice(t: Translate, p: Mapping[str, Any]) -> Speech:
    return Speech(fill(t(_("{code}: there is nothing to hear.")), code=p["code"]), protect=True)


def voice_came(t: Translate, p: Mapping[str, Any]) -> Speech:
    """To a leader: who spoke, never what. A bot cannot tell, a person can ask."""
    said = (
        fill(t(_("🎙️ {name} sent a voice message.")), name=p["name"])
        if p["name"]
        else t(_("🎙️ Somebody in your group sent a voice message."))
    )
    return Speech(f"{said}\n" + t(_("Please ask whether all is well.")), protect=True)


SAYS: tuple[Renderer, ...] = (voice, no_voice, voice_came)
