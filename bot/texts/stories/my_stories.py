"""My stories: how each stands, who may hear it, renewing and withdrawing one."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.i18n import Translator, _, fill
from bot.keyboards import Button
from bot.keyboards.stories import (
    NarrowAudience,
    RenewStory,
    RewriteStory,
    ShowMyStory,
    StartStory,
    WithdrawStory,
)
from bot.texts.sentences import sentence
from bot.texts.speech import Speech
from bot.texts.stories.phrases import HEARD_BY, heard_by, help_button, speech
from db.enums import StoryAudience


class Standing(StrEnum):
    """How a story stands, for its teller: its state, or something more exact."""

    SUBMITTED = "submitted"
    CHANGE_ASKED = "change_asked"
    RETELLING = "retelling"
    APPROVED = "approved"
    PUBLISHED = "published"
    LAPSED = "lapsed"
    DECLINED = "declined"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class OwnStory:
    id: int
    first_words: str | None
    """None if it has no text."""
    standing: Standing


STANDINGS = {
    Standing.SUBMITTED: _("👀 A leader is reading it."),
    Standing.CHANGE_ASKED: _("✏️ A change was asked for."),
    Standing.RETELLING: _("🎙 A leader is recording it."),
    Standing.APPROVED: _("⏳ It will be shared soon."),
    Standing.PUBLISHED: _("🌿 It can be heard."),
    Standing.LAPSED: _("💤 A year has passed: it is no longer played."),
    Standing.DECLINED: _("📖 It is not shared."),
    Standing.KEPT: _("🔒 Kept, only for you."),
}
NO_LONGER = {
    StoryAudience.GROUP: _("🚫 No longer my group"),
    StoryAudience.SAME_ILLNESS: _("🚫 No longer other groups"),
    StoryAudience.OUTSIDE: _("🚫 No longer anybody else"),
}


@sentence
def my_stories(t: Translator, *, stories: Sequence[OwnStory]) -> Speech:
    """The newest first."""
    if not stories:
        tell = Button(t("🗣 Tell my story"), StartStory())
        return speech(t("You have told no story yet."), tell, help_button(t))
    lines, buttons = [], []
    for number, one in enumerate(stories, 1):
        name = one.first_words or t("🎙 Voice or picture")
        first = fill("{number}. {name}\n", number=number, name=name)
        lines.append(first + t(STANDINGS[one.standing]))
        buttons.append(Button(f"{number}. {name}", ShowMyStory(one.id)))
    return speech("\n".join(lines), *buttons, help_button(t), protect=True)


@sentence
def my_story(
    t: Translator,
    *,
    story: int,
    version: int,
    standing: Standing,
    layers: Sequence[StoryAudience],
    helped: int,
) -> Speech:
    """Below the story itself. `helped`: how many people, 0 if too few to be shown."""
    lines = [t(STANDINGS[standing]), heard_by(t, layers)]
    if helped:
        lines.append(t("🙏 It has helped {count} people.", count=helped))
    buttons = []
    if standing is Standing.CHANGE_ASKED:
        buttons.append(Button(t("✏️ Tell it again"), RewriteStory(story, version)))
    if standing is Standing.LAPSED:
        buttons.append(Button(t("✅ Play it again"), RenewStory(story)))
    audiences = [each for each in HEARD_BY if each in layers]
    if len(audiences) > 1:
        buttons += [Button(t(NO_LONGER[each]), NarrowAudience(story, each)) for each in audiences]
    back = Button(t("↩️ Take it back"), WithdrawStory(story))
    return speech("\n".join(lines), *buttons, back, help_button(t), protect=True)


@sentence
def ask_renewal(t: Translator, *, story: int, title: str | None) -> Speech:
    """After a year. No answer counts as no."""
    lines = [
        t("📖 A year ago you told a story."),
        *([fill("“{title}”", title=title[:60])] if title else []),
        t("May others go on hearing it?"),
        t("Without an answer I stop playing it after 30 days."),
    ]
    return speech(
        "\n".join(lines),
        Button(t("✅ Yes, play it"), RenewStory(story)),
        Button(t("↩️ Take it back"), WithdrawStory(story)),
        help_button(t),
        protect=True,
    )


@sentence
def renewed(t: Translator) -> Speech:
    return speech(t("🙏 Thank you! Your story goes on being heard."))


@sentence
def ask_withdrawal(t: Translator, *, story: int) -> Speech:
    return speech(
        t("Shall I take this story back? I will erase it."),
        Button(t("↩️ Yes, take it back"), WithdrawStory(story, "yes")),
        Button(t("No, leave it"), WithdrawStory(story, "no")),
        help_button(t),
    )


@sentence
def withdrawn(t: Translator, *, shared: bool, by_leader: bool) -> Speech:
    """`shared`, `by_leader`: what a withdrawal cannot undo is said openly."""
    remains = _what_remains(t, shared=shared, by_leader=by_leader)
    return speech("\n".join([t("✅ I have taken it back and erased it."), *remains]))


@sentence
def audience_narrowed(t: Translator, *, shared: bool, by_leader: bool) -> Speech:
    remains = _what_remains(t, shared=shared, by_leader=by_leader)
    return speech("\n".join([t("✅ They hear it no longer."), *remains]))


def _what_remains(t: Translator, *, shared: bool, by_leader: bool) -> list[str]:
    lines = []
    if shared:
        lines.append(t("Phones that already showed it may still keep it."))
    if by_leader:
        lines.append(t("The voice or picture is old: a leader must delete it."))
    return lines


@sentence
def not_withdrawn(t: Translator) -> Speech:
    return speech(t("All right, the story stays as it is."))
