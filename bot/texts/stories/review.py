"""What reviewers see and decide, requests to retell, and what the teller is told."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import Translator, _, fill
from bot.keyboards import Button, data
from bot.texts.speech import Renderer, Speech
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


def to_review(t: Translator, p: Mapping[str, Any]) -> Speech:
    """A request to review. The story itself is not in it: one reader at a time opens it."""
    lines = [t("📬 A story for “{group}” waits to be read.", group=p["group"])]
    if p["clinic"]:
        lines.append(t("The clinic should look at this one."))
    read = Button(t("👀 I read it now"), data("story_read", p["story"], p["version"]))
    return speech("\n".join(lines), read)


def inbox(t: Translator, p: Mapping[str, Any]) -> Speech:
    """`stories`: id, version, group, days waiting; the longest waiting first."""
    lines, buttons = [t("📬 These wait to be read:")], []
    for number, (id_, version, group, days) in enumerate(p["stories"], 1):
        late = "⏰ " if days >= 3 else ""
        since = t("waiting for {days} days", days=days) if days else t("new today")
        lines.append(f"{number}. {fill('{group}', group=group)}: {since}")
        label = f"{number}. {late}" + t("👀 I read it now")
        buttons.append(Button(label, data("story_read", id_, version)))
    return speech("\n".join(lines), *buttons, help_button(t))


def left_waiting(t: Translator, p: Mapping[str, Any]) -> Speech:
    """To the staff chat, without any words of the story."""
    sentence = t("⏰ A story of “{group}” has waited for {days} days. Please read it: /kahani")
    return speech(fill(sentence, group=p["group"], days=p["days"]))


def ask_decision(t: Translator, p: Mapping[str, Any]) -> Speech:
    ids = (p["story"], p["version"])
    heard = ", ".join(t(AUDIENCES[each]) for each in AUDIENCES if each in p["layers"])
    lines = [t("For “{group}”. The teller allows: {heard}", group=p["group"], heard=heard)]
    if p["retell"]:
        lines.append(t("🎙 The teller wants a leader to tell it."))
    if p["medical"]:
        lines.append(t("⚠️ It speaks of medicine. Is that right so?"))
    question = t("Shall it be shared?")
    lines.append(f"<b>{question}</b>")
    return speech(
        "\n".join(lines),
        Button(t("✅ Share it"), data("story_approve", *ids)),
        Button(t("✏️ Ask for a change"), data("story_change", *ids)),
        Button(t("❌ Do not share"), data("story_decline", *ids)),
        protect=True,
    )


def ask_reason(t: Translator, p: Mapping[str, Any]) -> Speech:
    ids = (p["decision"], p["story"], p["version"])
    asks = p["decision"] == "ask_change"
    question = t("What should be changed?") if asks else t("Why not share it?")
    ready = [
        Button(t(REASONS[r]), data("story_reason", *ids, r)) for r in REASONS_FOR[p["decision"]]
    ]
    own = Button(t("✍️ Write my own words"), data("story_reason", *ids, "own"))
    return speech(question, *ready, own)


def ask_own_reason(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return speech(t("Please write it in your own words. The teller will read it."))


def reviewed(t: Translator, p: Mapping[str, Any]) -> Speech:
    """To the reviewer who decided."""
    if p["decision"] == "ask_change":
        return speech(t("🙏 Thank you! I ask the teller for the change."))
    if p["decision"] == "decline":
        return speech(t("🙏 Thank you! I tell it gently."))
    if p["to_clinic"]:
        return speech(t("✅ Thank you! Now the clinic looks at it too."))
    if p["at"] is None:
        return speech(t("✅ Thank you! Now a leader records it."))
    sentence = t("✅ Thank you! It can be heard from {date} at {clock}.")
    return speech(fill(sentence, **moment(t, p["at"])))


def ask_retelling(t: Translator, p: Mapping[str, Any]) -> Speech:
    lines = [
        t("🎙 A voice story for “{group}” is ready.", group=p["group"]),
        t("The teller wants you to say it in your voice."),
    ]
    return speech("\n".join(lines), Button(t("🎙 Record it now"), data("story_retell", p["story"])))


def record_now(t: Translator, _p: Mapping[str, Any]) -> Speech:
    lines = [
        t("Hear it first. Then hold 🎙 and tell it."),
        t("Please say no name and no village."),
    ]
    return speech("\n".join(lines))


def retelling_received(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return speech(t("🙏 Thank you! The teller hears it first."))


def ask_retelling_right(t: Translator, p: Mapping[str, Any]) -> Speech:
    ids = (p["story"], p["version"])
    return speech(
        t("A leader tells your story like this. Is it right?"),
        Button(t("✅ Yes, share it so"), data("story_retold", *ids, "yes")),
        Button(t("🔁 Once more, please"), data("story_retold", *ids, "no")),
        Button(t("↩️ Take it back"), data("story_withdraw", p["story"])),
        help_button(t),
    )


def retelling_returned(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return speech(t("All right. I ask the leader to tell it once more."))


def no_stories(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return speech(t("No story is waiting for you now."))


def approved(t: Translator, p: Mapping[str, Any]) -> Speech:
    """`at` is None if a leader records it first."""
    if p["at"] is None:
        first = t("🌿 Your story was read and liked. Now a leader records it.")
    else:
        sentence = t("🌿 Your story can be heard from {date} at {clock}. Thank you!")
        first = fill(sentence, **moment(t, p["at"]))
    return speech(first + "\n" + t("You can take it back any time: /kahani"))


def change_asked(t: Translator, p: Mapping[str, Any]) -> Speech:
    lines = [
        t("🙏 Your story was read with care. One wish before it is shared:"),
        _reason(t, p),
        t("Would you like to tell it once more?"),
    ]
    return speech(
        "\n".join(lines),
        Button(t("✏️ Tell it again"), data("story_rewrite", p["story"], p["version"])),
        Button(t("↩️ Take it back"), data("story_withdraw", p["story"])),
        help_button(t),
    )


def declined(t: Translator, p: Mapping[str, Any]) -> Speech:
    lines = [
        t("🙏 Thank you for your story. It will not be shared in the group."),
        _reason(t, p),
        t("Your story is still worth much. You may tell another."),
    ]
    return speech(
        "\n".join(lines),
        Button(t("🗣 Tell another"), data("story_new")),
        Button(t("↩️ Take it back"), data("story_withdraw", p["story"])),
        help_button(t),
    )


def please_delete(t: Translator, p: Mapping[str, Any]) -> Speech:
    """To leaders: the bot can replace the text of an old voice or picture, not delete the post."""
    return speech(
        t("A story with voice or picture in “{group}” was taken back.", group=p["group"])
        + "\n"
        + t("It is too old for me. Please delete it there.")
    )


def _reason(t: Translator, p: Mapping[str, Any]) -> str:
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
