"""What readers see and decide, what a leader is asked to retell, and what the teller hears."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import _
from bot.keyboards import Button, data
from bot.texts.speech import Renderer, Speech, Translate, fill
from bot.texts.stories.parts import LISTENERS, help_button, moment, said

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


def to_review(t: Translate, p: Mapping[str, Any]) -> Speech:
    """Without the story: it opens for one reader at a time."""
    lines = [fill(t(_("📬 A story for “{group}” waits to be read.")), group=p["group"])]
    if p["clinic"]:
        lines.append(t(_("The clinic should look at this one.")))
    read = Button(t(_("👀 I read it now")), data("story_read", p["story"], p["version"]))
    return said("\n".join(lines), read)


def inbox(t: Translate, p: Mapping[str, Any]) -> Speech:
    """`stories`: id, version, group, days waiting; the longest waiting first."""
    lines, buttons = [t(_("📬 These wait to be read:"))], []
    for number, (id_, version, group, days) in enumerate(p["stories"], 1):
        late = "⏰ " if days >= 3 else ""
        since = fill(t(_("waiting for {days} days")), days=days) if days else t(_("new today"))
        lines.append(f"{number}. {fill('{group}', group=group)}: {since}")
        label = f"{number}. {late}" + t(_("👀 I read it now"))
        buttons.append(Button(label, data("story_read", id_, version)))
    return said("\n".join(lines), *buttons, help_button(t))


def left_waiting(t: Translate, p: Mapping[str, Any]) -> Speech:
    """To the staff's chat. Nothing of the story stands in it."""
    sentence = t(_("⏰ A story of “{group}” has waited for {days} days. Please read it: /kahani"))
    return said(fill(sentence, group=p["group"], days=p["days"]))


def ask_decision(t: Translate, p: Mapping[str, Any]) -> Speech:
    ids = (p["story"], p["version"])
    heard = ", ".join(t(LISTENERS[each]) for each in LISTENERS if each in p["layers"])
    lines = [fill(t(_("For “{group}”. The teller allows: {heard}")), group=p["group"], heard=heard)]
    if p["retell"]:
        lines.append(t(_("🎙 The teller wants a leader to tell it.")))
    if p["medical"]:
        lines.append(t(_("⚠️ It speaks of medicine. Is that right so?")))
    question = t(_("Shall it be shared?"))
    lines.append(f"<b>{question}</b>")
    return said(
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
    return said(question, *ready, own)


def ask_own_reason(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return said(t(_("Please write it in your own words. The teller will read it.")))


def reviewed(t: Translate, p: Mapping[str, Any]) -> Speech:
    """To the reader who decided."""
    if p["decision"] == "ask_change":
        return said(t(_("🙏 Thank you! I ask the teller for the change.")))
    if p["decision"] == "decline":
        return said(t(_("🙏 Thank you! I tell it gently.")))
    if p["handed_on"]:
        return said(t(_("✅ Thank you! Now the clinic looks at it too.")))
    if p["at"] is None:
        return said(t(_("✅ Thank you! Now a leader records it.")))
    sentence = t(_("✅ Thank you! It can be heard from {date} at {clock}."))
    return said(fill(sentence, **moment(t, p["at"])))


def ask_retelling(t: Translate, p: Mapping[str, Any]) -> Speech:
    lines = [
        fill(t(_("🎙 A voice story for “{group}” is ready.")), group=p["group"]),
        t(_("The teller wants you to say it in your voice.")),
    ]
    return said("\n".join(lines), Button(t(_("🎙 Record it now")), data("story_retell", p["story"])))


def record_now(t: Translate, _p: Mapping[str, Any]) -> Speech:
    lines = [
        t(_("Hear it first. Then hold 🎙 and tell it.")),
        t(_("Please say no name and no village.")),
    ]
    return said("\n".join(lines))


def retold(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return said(t(_("🙏 Thank you! The teller hears it first.")))


def ask_retold(t: Translate, p: Mapping[str, Any]) -> Speech:
    ids = (p["story"], p["version"])
    return said(
        t(_("A leader tells your story like this. Is it right?")),
        Button(t(_("✅ Yes, share it so")), data("story_told", *ids, "yes")),
        Button(t(_("🔁 Once more, please")), data("story_told", *ids, "no")),
        Button(t(_("↩️ Take it back")), data("story_back", p["story"])),
        help_button(t),
    )


def once_more(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return said(t(_("All right. I ask the leader to tell it once more.")))


def no_stories(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return said(t(_("No story is waiting for you now.")))


def approved(t: Translate, p: Mapping[str, Any]) -> Speech:
    """`at` None: a leader records it first."""
    if p["at"] is None:
        first = t(_("🌿 Your story was read and liked. Now a leader records it."))
    else:
        sentence = t(_("🌿 Your story can be heard from {date} at {clock}. Thank you!"))
        first = fill(sentence, **moment(t, p["at"]))
    return said(first + "\n" + t(_("You can take it back any time: /kahani")))


def change_asked(t: Translate, p: Mapping[str, Any]) -> Speech:
    lines = [
        t(_("🙏 Your story was read with care. One wish before it is shared:")),
        _reason(t, p),
        t(_("Would you like to tell it once more?")),
    ]
    return said(
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
        "\n".join(lines),
        Button(t(_("🗣 Tell another")), data("story_tell")),
        Button(t(_("↩️ Take it back")), data("story_back", p["story"])),
        help_button(t),
    )


def please_delete(t: Translate, p: Mapping[str, Any]) -> Speech:
    """Only people may delete an old voice or picture; its words are already replaced."""
    return said(
        fill(t(_("A story with voice or picture in “{group}” was taken back.")), group=p["group"])
        + "\n"
        + t(_("It is too old for me. Please delete it there."))
    )


def _reason(t: Translate, p: Mapping[str, Any]) -> str:
    reason = str(p["reason"])
    return f"👉 {t(REASONS[reason])}" if reason in REASONS else fill("👉 “{words}”", words=reason)


SAYS: tuple[Renderer, ...] = (
    to_review,
    inbox,
    left_waiting,
    ask_decision,
    ask_reason,
    ask_own_reason,
    reviewed,
    ask_retelling,
    record_now,
    retold,
    ask_retold,
    once_more,
    no_stories,
    approved,
    change_asked,
    declined,
    please_delete,
)
