"""The story as others see it, its preview, and what the teller hears afterwards."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import _
from bot.keyboards import Button, data
from bot.texts.speech import Renderer, Speech, Translate, fill
from bot.texts.stories import parts
from bot.texts.stories.parts import HEARD_BY, help_button, leave_button, moment, said


def ask_preview(t: Translate, p: Mapping[str, Any]) -> Speech:
    """Exactly what will be shared; the yes carries a stamp of it."""
    kept = p["audience"] == "keep"
    warnings = [] if kept else _warnings(t, p)
    question = t(_("Shall I keep it so?")) if kept else t(_("Shall I share it so?"))
    yes = t(_("✅ Keep it so")) if kept else t(_("✅ Share it so"))
    lines = [parts.story(t, p), "", t(HEARD_BY[p["audience"]]), *warnings, f"<b>{question}</b>"]
    return said(
        p,
        "\n".join(lines),
        Button(yes, data("story_share", p["stamp"])),
        Button(t(_("✏️ Change")), data("story_edit")),
        leave_button(t),
        help_button(t),
        protect=True,
    )


def _warnings(t: Translate, p: Mapping[str, Any]) -> list[str]:
    if p["choice"] == "real":
        return []
    if p.get("voice"):
        return [t(_("Some may know you by your voice."))]
    return [t(_("Some may still guess that it is you."))]


def shared(t: Translate, p: Mapping[str, Any]) -> Speech:
    return said(p, parts.story(t, p), protect=True)


def submitted(t: Translate, p: Mapping[str, Any]) -> Speech:
    return said(
        p,
        t(_("🙏 Thank you! A leader reads it first, then I tell you."))
        + "\n"
        + t(_("You can take it back any time: /kahani")),
    )


def kept(t: Translate, p: Mapping[str, Any]) -> Speech:
    return said(p, t(_("🔒 It is kept, only for you. You find it here: /kahani")))


def approved(t: Translate, p: Mapping[str, Any]) -> Speech:
    return said(
        p,
        fill(
            t(_("🌿 Your story will be shared on {date} at {clock}. Thank you!")),
            **moment(t, p["at"]),
        )
        + "\n"
        + t(_("You can take it back any time: /kahani")),
    )


def taken_back(t: Translate, p: Mapping[str, Any]) -> Speech:
    """Stands where a story stood. An edit leaves the voice itself, so any value will do."""
    text = t(_("This story was taken back by the person who told it."))
    return Speech(text, voice="-" if p.get("voice") else None)


SAYS: tuple[Renderer, ...] = (ask_preview, shared, submitted, kept, approved, taken_back)
