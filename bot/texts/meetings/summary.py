"""The summary of a meeting: asked of the leader, previewed, sent once."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.i18n import Translator, _, fill
from bot.i18n.words import day_words
from bot.keyboards import Button, column
from bot.keyboards.meetings import (
    ChooseSummaryTopics,
    PreviewTopics,
    RestartSummary,
    SendSummary,
    SkipSummary,
)
from bot.texts.meetings.planning import MeetingView, when
from bot.texts.reminders.pauses import pairs
from bot.texts.sentences import sentence
from bot.texts.speech import Speech

Topic = Literal["medicine", "food", "walking", "feet", "danger", "worry", "family", "rights"]
Flaw = Literal["name", "personal", "long", "short", "voice_short", "other"]

TOPICS: dict[Topic, str] = {
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
UNUSABLE: dict[Flaw, str] = {
    "name": _("A name of the group stands in it. Please tell it without names."),
    "personal": _("There is a number or a link in it. Please leave it out."),
    "long": _("That is too long for one message. Please make it shorter."),
    "short": _("That is still very short. Please tell a little more."),
    "voice_short": _("That was too short to hear. Please speak once more."),
    "other": _("For this I need words or your voice."),
}


@dataclass(frozen=True, slots=True)
class SummaryView:
    """What the group, the absent and the preview are shown. It never contains a name."""

    day: date
    present: int | None
    """None if fewer than five came."""
    topics: tuple[Topic, ...]
    body: str | None
    voice: str | None
    following: MeetingView | None
    """The next meeting, if one is planned."""


@sentence
def ask_summary(t: Translator, *, meeting: int, topics: int) -> Speech:
    """`topics` is a number in which each bit stands for a topic."""
    lines = [
        t("🏁 The meeting is over. Thank you!"),
        t("What did you talk about? Speak it to me, write it, or tap."),
        t("Who was not there and the group will hear it. No names, please."),
    ]
    buttons = []
    for place, label in enumerate(TOPICS.values()):
        chosen = topics >> place & 1
        said = f"✔️ {t(label)}" if chosen else t(label)
        buttons.append(Button(said, ChooseSummaryTopics(meeting, topics ^ 1 << place)))
    ways = [Button(t("⏭ Tell nothing"), SkipSummary(meeting))]
    if topics:
        ways.insert(0, Button(t("👀 Show it to me"), PreviewTopics(meeting)))
    return Speech("\n".join(lines), pairs(buttons) + column(*ways))


@sentence
def summary_unusable(t: Translator, *, why: Flaw) -> Speech:
    return Speech(t(UNUSABLE[why]))


@sentence
def summary_preview(t: Translator, *, meeting: int, stamp: str, summary: SummaryView) -> Speech:
    """Exactly as the group will see it."""
    question = t("Shall I send it so?")
    return Speech(
        f"{_summary(t, summary)}\n\n<b>{question}</b>",
        column(
            Button(t("✅ Send it"), SendSummary(meeting, stamp)),
            Button(t("🔁 Once more"), RestartSummary(meeting)),
            Button(t("⏭ Tell nothing"), SkipSummary(meeting)),
        ),
        voice=summary.voice,
        protect=True,
    )


def _summary(t: Translator, summary: SummaryView) -> str:
    lines = [t("🌳 On {day} we sat together.", day=day_words(summary.day, t))]
    if summary.present is not None:
        lines.append(t("🙏 {count} came.", count=summary.present))
    if summary.topics:
        topics = ", ".join(t(TOPICS[topic]) for topic in summary.topics)
        lines.append(t("🗣 We talked about: {topics}", topics=topics))
    if summary.body:
        lines.append(fill("“{body}”", body=summary.body))
    if summary.following:
        lines.append(t("The next time:"))
        lines.append(when(t, summary.following))
    return "\n".join(lines)


@sentence
def summary_for_group(t: Translator, *, summary: SummaryView) -> Speech:
    """To the group."""
    return Speech(_summary(t, summary), voice=summary.voice)


@sentence
def summary_for_absent(t: Translator, *, summary: SummaryView) -> Speech:
    """To whoever was absent, without asking why."""
    return Speech(
        _summary(t, summary) + "\n" + t("We look forward to seeing you."),
        voice=summary.voice,
        protect=True,
    )


@sentence
def summary_sent(t: Translator) -> Speech:
    return Speech(t("🙏 I send it to who was not there, and to the group."))


@sentence
def summary_skipped(t: Translator) -> Speech:
    return Speech(t("All right. The group hears only when you meet next."))


@sentence
def summary_sent_before(t: Translator) -> Speech:
    return Speech(t("That is told already. Thank you!"))


@sentence
def summary_lost(t: Translator) -> Speech:
    return Speech(t("I kept nothing of it. Begin again: /sabha"))
