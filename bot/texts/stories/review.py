"""What reviewers see and decide, requests to retell, and what the teller is told."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import _
from bot.keyboards import Button, data
from bot.texts.speech import Renderer, Speech, Translate, fill
from bot.texts.stories.phrases import AUDIENCES, help_button, moment, speech

REASONS = {
    "names": _("Somebody else is named in it."),
    "medicine": _("It tells others what medicine to take or leave."),
    "unclear": _("A part of it is hard to understand."),
    "hurts": _("It could hurt somebody."),
    "not_here": _("It does not fit this group."),
}
REASONS_FOR = {
    "ask_change": ("names", "medicine", "unclear"),
    "decline": ("hurts", "medicine", "not_here"),
}
"""The reasons offered for each decision."""


def to_review(t: Translate, p: Mapping[str, Any]) -> Speech:
    """A request to review. The story itself is not in it: one reader at a time opens it."""
    lines = [fill(t(_("📬 A story for “{group}” waits to be read.")), group=p["group"])]
    if p["clinic"]:
        lines.append(t(_("The clinic should look at this one.")))
    read = Button(t(_("👀 I read it now")), data("story_read", p["story"], p["version"]))
    return speech("\n".join(lines), read)


def inbox(t: Translate, p: Mapping[str, Any]) -> Speech:
    """`stories`: id, version, group, days waiting; the longest waiting first."""
    lines, buttons = [t(_("📬 These wait to be read:"))], []
    for number, (id_, version, group, days) in enumerate(p["stories"], 1):
        late = "⏰ " if days >= 3 else ""
        since = fill(t(_("waiting for {days} days")), days=days) if days else t(_("new today"))
        lines.append(f"{number}. {fill('{group}', group=group)}: {since}")
        label = f"{number}. {late}" + t(_("👀 I read it now"))
        buttons.append(Button(label, data("story_read", id_, version)))
    return speech("\n".join(lines), *buttons, help_button(t))


def left_waiting(t: Translate, p: Mapping[str, Any]) -> Speech:
    """To the staff chat, without any words of the story."""
    sentence = t(_("⏰ A story of “{group}” has waited for {days} days. Please read it: /kahani"))
    return speech(fill(sentence, group=p["group"], days=p["days"]))


def ask_decision(t: Translate, p: Mapping[str, Any]) -> Speech:
    ids = (p["story"], p["version"])
    heard = ", ".join(t(AUDIENCES[each]) for each in AUDIENCES if each in p["layers"])
    lines = [fill(t(_("For “{group}”. The teller allows: {heard}")), group=p["group"], heard=heard)]
    if p["retell"]:
        lines.append(t(_("🎙 The teller wants a leader to tell it.")))
    if p["medical"]:
        lines.append(t(_("⚠️ It speaks of medicine. Is that right so?")))
    question = t(_("Shall it be shared?"))
    lines.append(f"<b>{question}</b>")
    return speech(
        "\n".join(lines),
        Button(t(_("✅ Share it")), data("story_approve", *ids)),
        Button(t(_("✏️ Ask for a change")), data("story_change", *ids)),
        Button(t(_("❌ Do not share")), data("story_decline", *ids)),
        protect=True,
    )


def ask_reason(t: Translate, p: Mapping[str, Any]) -> Speech:
    ids = (p["decision"], p["story"], p["version"])
    asks = p["decision"] == "ask_change"
    question = t(_("What should be changed?")) if asks else t(_("Why not share it?"))
    ready = [
        Button(t(REASONS[r]), data("story_reason", *ids, r)) for r in REASONS_FOR[p["decision"]]
    ]
    own = Button(t(_("✍️ Write my own words")), data("story_reason", *ids, "own"))
    return speech(question, *ready, own)


def ask_own_reason(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return speech(t(_("Please write it in your own words. The teller will read it.")))


def reviewed(t: Translate, p: Mapping[str, Any]) -> Speech:
    """To the reviewer who decided."""
    if p["decision"] == "ask_change":
        return speech(t(_("🙏 Thank you! I ask the teller for the change.")))
    if p["decision"] == "decline":
        return speech(t(_("🙏 Thank you! I tell it gently.")))
    if p["to_clinic"]:
        return speech(t(_("✅ Thank you! Now the clinic looks at it too.")))
    if p["at"] is None:
        return speech(t(_("✅ Thank you! Now a leader records it.")))
    sentence = t(_("✅ Thank you! It can be heard from {date} at {clock}."))
    return speech(fill(sentence, **moment(t, p["at"])))


def ask_retelling(t: Translate, p: Mapping[str, Any]) -> Speech:
    lines = [
        fill(t(_("🎙 A voice story for “{group}” is ready.")), group=p["group"]),
        t(_("The teller wants you to say it in your voice.")),
    ]
    return speech(
        "\n".join(lines), Button(t(_("🎙 Record it now")), data("story_retell", p["story"]))
    )


def record_now(t: Translate, _p: Mapping[str, Any]) -> Speech:
    lines = [
        t(_("Hear it first. Then hold 🎙 and tell it.")),
        t(_("Please say no name and no village.")),
    ]
    return speech("\n".join(lines))


def retelling_received(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return speech(t(_("🙏 Thank you! The teller hears it first.")))


def ask_retelling_right(t: Translate, p: Mapping[str, Any]) -> Speech:
    ids = (p["story"], p["version"])
    return speech(
        t(_("A leader tells your story like this. Is it right?")),
        Button(t(_("✅ Yes, share it so")), data("story_retold", *ids, "yes")),
        Button(t(_("🔁 Once more, please")), data("story_retold", *ids, "no")),
        Button(t(_("↩️ Take it back")), data("story_withdraw", p["story"])),
        help_button(t),
    )


def retelling_returned(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return speech(t(_("All right. I ask the leader to tell it once more.")))


def no_stories(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return speech(t(_("No story is waiting for you now.")))


def approved(t: Translate, p: Mapping[str, Any]) -> Speech:
    """`at` is None if a leader records it first."""
    if p["at"] is None:
        first = t(_("🌿 Your story was read and liked. Now a leader records it."))
    else:
        sentence = t(_("🌿 Your story can be heard from {date} at {clock}. Thank you!"))
        first = fill(sentence, **moment(t, p["at"]))
    return speech(first + "\n" + t(_("You can take it back any time: /kahani")))


def change_asked(t: Translate, p: Mapping[str, Any]) -> Speech:
    lines = [
        t(_("🙏 Your story was read with care. One wish before it is shared:")),
        _reason(t, p),
        t(_("Would you like to tell it once more?")),
    ]
    return speech(
        "\n".join(lines),
        Button(t(_("✏️ Tell it again")), data("story_rewrite", p["story"], p["version"])),
        Button(t(_("↩️ Take it back")), data("story_withdraw", p["story"])),
        help_button(t),
    )


def declined(t: Translate, p: Mapping[str, Any]) -> Speech:
    lines = [
        t(_("🙏 Thank you for your story. It will not be shared in the group.")),
        _reason(t, p),
        t(_("Your story is still worth much. You may tell another.")),
    ]
    return speech(
        "\n".join(lines),
        Button(t(_("🗣 Tell another")), data("story_new")),
        Button(t(_("↩️ Take it back")), data("story_withdraw", p["story"])),
        help_button(t),
    )


def please_delete(t: Translate, p: Mapping[str, Any]) -> Speech:
    """To leaders: the bot can replace the text of an old voice or picture, not delete the post."""
    return speech(
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
    retelling_received,
    ask_retelling_right,
    retelling_returned,
    no_stories,
    approved,
    change_asked,
    declined,
    please_delete,
)
