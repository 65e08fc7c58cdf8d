"""The summary of a meeting: asked of the leader, previewed, sent once."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import Translator, _, fill
from bot.i18n.words import day_words
from bot.keyboards import Button, column, data
from bot.texts.meetings.planning import when
from bot.texts.reminders.pauses import pairs
from bot.texts.speech import Renderer, Speech

TOPICS = {
    "medicine": _("💊 Medicine"),
    "food": _("🍲 Food"),
    "walking": _("🚶 Moving about"),
    "feet": _("🦶 Care of the feet"),
    "danger": _("🆘 Danger signs"),
    "worry": _("💚 Worries"),
    "family": _("👪 Family"),
    "rights": _("📜 What is our due"),
}
"""In the order of the bits in the number that a button carries."""
UNUSABLE = {
    "name": _("A name of the group stands in it. Please tell it without names."),
    "personal": _("There is a number or a link in it. Please leave it out."),
    "long": _("That is too long for one message. Please make it shorter."),
    "short": _("That is still very short. Please tell a little more."),
    "voice_short": _("That was too short to hear. Please speak once more."),
    "other": _("For this I need words or your voice."),
}


def ask_summary(t: Translator, p: Mapping[str, Any]) -> Speech:
    """`topics` is a number in which each bit stands for a topic."""
    lines = [
        t("🏁 The meeting is over. Thank you!"),
        t("What did you talk about? Speak it to me, write it, or tap."),
        t("Who was not there and the group will hear it. No names, please."),
    ]
    buttons = []
    for place, label in enumerate(TOPICS.values()):
        chosen = p["topics"] >> place & 1
        said = f"✔️ {t(label)}" if chosen else t(label)
        buttons.append(Button(said, data("summary_topic", p["meeting"], p["topics"] ^ 1 << place)))
    ways = [Button(t("⏭ Tell nothing"), data("summary_skip", p["meeting"]))]
    if p["topics"]:
        ways.insert(0, Button(t("👀 Show it to me"), data("summary_look", p["meeting"])))
    return Speech("\n".join(lines), pairs(buttons) + column(*ways))


def summary_unusable(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(t(UNUSABLE[p["why"]]))


def summary_preview(t: Translator, p: Mapping[str, Any]) -> Speech:
    """Exactly as the group will see it."""
    question = t("Shall I send it so?")
    return Speech(
        f"{_summary(t, p)}\n\n<b>{question}</b>",
        column(
            Button(t("✅ Send it"), data("summary_send", p["meeting"], p["stamp"])),
            Button(t("🔁 Once more"), data("summary_again", p["meeting"])),
            Button(t("⏭ Tell nothing"), data("summary_skip", p["meeting"])),
        ),
        voice=p["voice"],
        protect=True,
    )


def _summary(t: Translator, p: Mapping[str, Any]) -> str:
    lines = [t("🌳 On {day} we sat together.", day=day_words(p["of"], t))]
    if p["present"] is not None:
        lines.append(t("🙏 {count} came.", count=p["present"]))
    if p["topics"]:
        topics = ", ".join(t(TOPICS[topic]) for topic in p["topics"])
        lines.append(t("🗣 We talked about: {topics}", topics=topics))
    if p["body"]:
        lines.append(fill("“{body}”", body=p["body"]))
    if p["following"]:
        lines.append(t("The next time:"))
        lines.append(when(t, p["following"]))
    return "\n".join(lines)


def summary_for_group(t: Translator, p: Mapping[str, Any]) -> Speech:
    """To the group. It never contains a name."""
    return Speech(_summary(t, p), voice=p["voice"])


def summary_for_absent(t: Translator, p: Mapping[str, Any]) -> Speech:
    """To whoever was absent, without asking why."""
    return Speech(
        _summary(t, p) + "\n" + t("We look forward to seeing you."),
        voice=p["voice"],
        protect=True,
    )


def summary_sent(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("🙏 I send it to who was not there, and to the group."))


def summary_skipped(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("All right. The group hears only when you meet next."))


def summary_sent_before(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("That is told already. Thank you!"))


def summary_lost(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("I kept nothing of it. Begin again: /sabha"))


SAYS: tuple[Renderer, ...] = (
    ask_summary,
    summary_unusable,
    summary_preview,
    summary_for_group,
    summary_for_absent,
    summary_sent,
    summary_skipped,
    summary_sent_before,
    summary_lost,
)
