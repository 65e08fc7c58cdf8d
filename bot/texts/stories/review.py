"""What reviewers see and decide, requests to retell, and what the teller is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.i18n import Translator, _, fill
from bot.keyboards import Button
from bot.keyboards.stories import (
    AnswerRetelling,
    ApproveStory,
    AskForChange,
    ChooseReason,
    DeclineStory,
    Objection,
    OpenForReview,
    Reason,
    RewriteStory,
    StartRetelling,
    StartStory,
    WithdrawStory,
)
from bot.texts.sentences import sentence
from bot.texts.speech import Speech
from bot.texts.stories.phrases import AUDIENCES, clock_of, date_of, help_button, speech
from db.enums import ReviewDecision, StoryAudience

REASONS: dict[str, str] = {
    "names": _("Somebody else is named in it."),
    "medicine": _("It tells others what medicine to take or leave."),
    "unclear": _("A part of it is hard to understand."),
    "hurts": _("It could hurt somebody."),
    "not_here": _("It does not fit this group."),
}
REASONS_FOR: dict[Objection, tuple[Reason, ...]] = {
    "ask_change": ("names", "medicine", "unclear"),
    "decline": ("hurts", "medicine", "not_here"),
}
"""The reasons offered for each decision."""


@dataclass(frozen=True, slots=True)
class WaitingStory:
    id: int
    version: int
    group: str
    days: int
    """How long it has waited."""


@sentence
def to_review(t: Translator, *, story: int, version: int, group: str, clinic: bool) -> Speech:
    """A request to review. The story itself is not in it: one reader at a time opens it."""
    lines = [t("📬 A story for “{group}” waits to be read.", group=group)]
    if clinic:
        lines.append(t("The clinic should look at this one."))
    return speech("\n".join(lines), Button(t("👀 I read it now"), OpenForReview(story, version)))


@sentence
def inbox(t: Translator, *, stories: Sequence[WaitingStory]) -> Speech:
    """The longest waiting first."""
    lines, buttons = [t("📬 These wait to be read:")], []
    for number, one in enumerate(stories, 1):
        late = "⏰ " if one.days >= 3 else ""
        since = t("waiting for {days} days", days=one.days) if one.days else t("new today")
        lines.append(f"{number}. {fill('{group}', group=one.group)}: {since}")
        label = f"{number}. {late}" + t("👀 I read it now")
        buttons.append(Button(label, OpenForReview(one.id, one.version)))
    return speech("\n".join(lines), *buttons, help_button(t))


@sentence
def left_waiting(t: Translator, *, group: str, days: int) -> Speech:
    """To the staff chat, without any words of the story."""
    return speech(
        t(
            "⏰ A story of “{group}” has waited for {days} days. Please read it: /kahani",
            group=group,
            days=days,
        )
    )


@sentence
def ask_decision(
    t: Translator,
    *,
    story: int,
    version: int,
    group: str,
    layers: Sequence[StoryAudience],
    retell: bool,
    medical: bool,
) -> Speech:
    """`medical`: it makes a claim about medicine."""
    heard = ", ".join(t(AUDIENCES[each]) for each in AUDIENCES if each in layers)
    lines = [t("For “{group}”. The teller allows: {heard}", group=group, heard=heard)]
    if retell:
        lines.append(t("🎙 The teller wants a leader to tell it."))
    if medical:
        lines.append(t("⚠️ It speaks of medicine. Is that right so?"))
    question = t("Shall it be shared?")
    lines.append(f"<b>{question}</b>")
    return speech(
        "\n".join(lines),
        Button(t("✅ Share it"), ApproveStory(story, version)),
        Button(t("✏️ Ask for a change"), AskForChange(story, version)),
        Button(t("❌ Do not share"), DeclineStory(story, version)),
        protect=True,
    )


@sentence
def ask_reason(t: Translator, *, decision: Objection, story: int, version: int) -> Speech:
    asks = decision == "ask_change"
    question = t("What should be changed?") if asks else t("Why not share it?")
    ready = [
        Button(t(REASONS[reason]), ChooseReason(decision, story, version, reason))
        for reason in REASONS_FOR[decision]
    ]
    own = Button(t("✍️ Write my own words"), ChooseReason(decision, story, version, "own"))
    return speech(question, *ready, own)


@sentence
def ask_own_reason(t: Translator) -> Speech:
    return speech(t("Please write it in your own words. The teller will read it."))


@sentence
def reviewed(
    t: Translator, *, decision: ReviewDecision, at: datetime | None, to_clinic: bool
) -> Speech:
    """To the reviewer who decided. `at` is None if a leader records it first."""
    if decision is ReviewDecision.ASK_CHANGE:
        return speech(t("🙏 Thank you! I ask the teller for the change."))
    if decision is ReviewDecision.DECLINE:
        return speech(t("🙏 Thank you! I tell it gently."))
    if to_clinic:
        return speech(t("✅ Thank you! Now the clinic looks at it too."))
    if at is None:
        return speech(t("✅ Thank you! Now a leader records it."))
    return speech(
        t(
            "✅ Thank you! It can be heard from {date} at {clock}.",
            date=date_of(at, t),
            clock=clock_of(at, t),
        )
    )


@sentence
def ask_retelling(t: Translator, *, story: int, group: str) -> Speech:
    lines = [
        t("🎙 A voice story for “{group}” is ready.", group=group),
        t("The teller wants you to say it in your voice."),
    ]
    return speech("\n".join(lines), Button(t("🎙 Record it now"), StartRetelling(story)))


@sentence
def record_now(t: Translator) -> Speech:
    lines = [
        t("Hear it first. Then hold 🎙 and tell it."),
        t("Please say no name and no village."),
    ]
    return speech("\n".join(lines))


@sentence
def retelling_received(t: Translator) -> Speech:
    return speech(t("🙏 Thank you! The teller hears it first."))


@sentence
def ask_retelling_right(t: Translator, *, story: int, version: int) -> Speech:
    return speech(
        t("A leader tells your story like this. Is it right?"),
        Button(t("✅ Yes, share it so"), AnswerRetelling(story, version, "yes")),
        Button(t("🔁 Once more, please"), AnswerRetelling(story, version, "no")),
        Button(t("↩️ Take it back"), WithdrawStory(story)),
        help_button(t),
    )


@sentence
def retelling_returned(t: Translator) -> Speech:
    return speech(t("All right. I ask the leader to tell it once more."))


@sentence
def no_stories(t: Translator) -> Speech:
    return speech(t("No story is waiting for you now."))


@sentence
def approved(t: Translator, *, at: datetime | None) -> Speech:
    """`at` is None if a leader records it first."""
    if at is None:
        first = t("🌿 Your story was read and liked. Now a leader records it.")
    else:
        first = t(
            "🌿 Your story can be heard from {date} at {clock}. Thank you!",
            date=date_of(at, t),
            clock=clock_of(at, t),
        )
    return speech(first + "\n" + t("You can take it back any time: /kahani"))


@sentence
def change_asked(t: Translator, *, story: int, version: int, reason: str) -> Speech:
    lines = [
        t("🙏 Your story was read with care. One wish before it is shared:"),
        _reason(t, reason),
        t("Would you like to tell it once more?"),
    ]
    return speech(
        "\n".join(lines),
        Button(t("✏️ Tell it again"), RewriteStory(story, version)),
        Button(t("↩️ Take it back"), WithdrawStory(story)),
        help_button(t),
    )


@sentence
def declined(t: Translator, *, story: int, reason: str) -> Speech:
    lines = [
        t("🙏 Thank you for your story. It will not be shared in the group."),
        _reason(t, reason),
        t("Your story is still worth much. You may tell another."),
    ]
    return speech(
        "\n".join(lines),
        Button(t("🗣 Tell another"), StartStory()),
        Button(t("↩️ Take it back"), WithdrawStory(story)),
        help_button(t),
    )


@sentence
def please_delete(t: Translator, *, group: str) -> Speech:
    """To leaders: the bot can replace the text of an old voice or picture, not delete the post."""
    return speech(
        t("A story with voice or picture in “{group}” was taken back.", group=group)
        + "\n"
        + t("It is too old for me. Please delete it there.")
    )


def _reason(t: Translator, reason: str) -> str:
    """`reason`: one of the offered ones, or words of the reviewer."""
    return f"👉 {t(REASONS[reason])}" if reason in REASONS else fill("👉 “{words}”", words=reason)
