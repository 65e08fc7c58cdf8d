"""What leaders read and decide, and what the teller hears of it."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import _
from bot.keyboards import Button, data
from bot.texts.speech import Renderer, Speech, Translate, fill
from bot.texts.stories import parts
from bot.texts.stories.parts import help_button, moment, said

REASONS = {
    "names": _("Somebody else is named in it."),
    "medicine": _("It tells others what medicine to take or leave."),
    "unclear": _("A part of it is hard to understand."),
    "hurts": _("It could hurt somebody."),
    "not_here": _("It does not fit this group."),
}
READY = {
    "ask_change": ("names", "medicine", "unclear"),
    "decline": ("hurts", "medicine", "not_here"),
}
"""The reasons offered for each decision."""

FOR_AUDIENCE = {
    "group": _("For this group."),
    "same_illness": _("For this group and others with this illness."),
}


def to_review(t: Translate, p: Mapping[str, Any]) -> Speech:
    ids = (p["story"], p["version"])
    head = fill(t(_("📬 A story for “{group}”. Shall it be shared?")), group=p["group"])
    lines = [head, t(FOR_AUDIENCE[p["audience"]]), "", parts.story(t, p)]
    return said(
        p,
        "\n".join(lines),
        Button(t(_("✅ Share it")), data("story_ok", *ids)),
        Button(t(_("✏️ Ask for a change")), data("story_ask", *ids)),
        Button(t(_("❌ Do not share")), data("story_no", *ids)),
        protect=True,
    )


def ask_reason(t: Translate, p: Mapping[str, Any]) -> Speech:
    ids = (p["decision"], p["story"], p["version"])
    asks = p["decision"] == "ask_change"
    question = t(_("What should be changed?")) if asks else t(_("Why not share it?"))
    ready = [Button(t(REASONS[r]), data("story_why", *ids, r)) for r in READY[p["decision"]]]
    own = Button(t(_("✍️ Write my own words")), data("story_why", *ids, "own"))
    return said(p, question, *ready, own)


def ask_own_reason(t: Translate, p: Mapping[str, Any]) -> Speech:
    return said(p, t(_("Please write it in your own words. The teller will read it.")))


def reviewed(t: Translate, p: Mapping[str, Any]) -> Speech:
    """To the leader who decided."""
    if p["decision"] == "approve":
        sentence = t(_("✅ Thank you! The group hears it on {date} at {clock}."))
        return said(p, fill(sentence, **moment(t, p["at"])))
    if p["decision"] == "ask_change":
        return said(p, t(_("🙏 Thank you! I ask the teller for the change.")))
    return said(p, t(_("🙏 Thank you! I tell it gently.")))


def no_stories(t: Translate, p: Mapping[str, Any]) -> Speech:
    return said(p, t(_("No story is waiting for you now.")))


def change_asked(t: Translate, p: Mapping[str, Any]) -> Speech:
    lines = [
        t(_("🙏 Your story was read with care. One wish before it is shared:")),
        _reason(t, p),
        t(_("Would you like to tell it once more?")),
    ]
    return said(
        p,
        "\n".join(lines),
        Button(t(_("✏️ Tell it again")), data("story_again", p["story"], p["version"])),
        Button(t(_("↩️ Take it back")), data("story_back", p["story"])),
        help_button(t),
    )


def declined(t: Translate, p: Mapping[str, Any]) -> Speech:
    lines = [
        t(_("🙏 Thank you for your story. It will not be shared in the group.")),
        _reason(t, p),
        t(_("Your story is still worth much. You may tell another.")),
    ]
    return said(
        p,
        "\n".join(lines),
        Button(t(_("🗣 Tell another")), data("story_tell")),
        Button(t(_("↩️ Take it back")), data("story_back", p["story"])),
        help_button(t),
    )


def please_delete(t: Translate, p: Mapping[str, Any]) -> Speech:
    """Only people may delete an old voice message; its words are already replaced."""
    return said(
        p,
        fill(t(_("A voice story in “{group}” was taken back.")), group=p["group"])
        + "\n"
        + t(_("It is too old for me. Please delete it there.")),
    )


def _reason(t: Translate, p: Mapping[str, Any]) -> str:
    reason = str(p["reason"])
    return f"👉 {t(REASONS[reason])}" if reason in REASONS else fill("👉 “{words}”", words=reason)


SAYS: tuple[Renderer, ...] = (
    to_review,
    ask_reason,
    ask_own_reason,
    reviewed,
    no_stories,
    change_asked,
    declined,
    please_delete,
)
