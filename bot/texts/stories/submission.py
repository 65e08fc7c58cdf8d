"""Telling a story: from the first question to the consent under the preview."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.i18n import Translator
from bot.keyboards import Button
from bot.keyboards.stories import (
    ChoosePrompt,
    ChooseShelf,
    ChooseStoryGroup,
    ChooseStoryName,
    ChooseStoryVoice,
    ConfirmAudience,
    EditDraft,
    FinishStory,
    ListMyStories,
    ResumeStory,
    ShareStory,
    ShowMorePrompts,
    ShowStoriesToReview,
    StartStory,
    ToggleAudience,
)
from bot.texts.sentences import sentence
from bot.texts.speech import Speech
from bot.texts.stories.phrases import (
    AUDIENCES,
    discard_button,
    heard_by,
    help_button,
    speech,
)
from bot.texts.stories.prompts import PROMPTS, prompts_for
from db.enums import Programme, StoryAudience, StoryName

PROMPTS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class OfferedGroup:
    id: int
    title: str


@sentence
def menu(t: Translator, *, tells: bool, has_draft: bool, waiting: int) -> Speech:
    """`tells`: may tell and hear; `waiting`: how many stories to review."""
    buttons = []
    if has_draft:
        buttons.append(Button(t("✍️ Go on telling"), ResumeStory()))
    if tells:
        buttons += [
            Button(t("🗣 Tell my story"), StartStory()),
            Button(t("🎧 Hear stories"), ChooseShelf()),
            Button(t("📚 My stories"), ListMyStories()),
        ]
    if waiting:
        label = t("📬 Stories to read: {count}", count=waiting)
        buttons.append(Button(label, ShowStoriesToReview()))
    return speech(t("📖 What would you like?"), *buttons, help_button(t))


@sentence
def ask_group(t: Translator, *, groups: Sequence[OfferedGroup]) -> Speech:
    buttons = [Button(f"👥 {group.title}", ChooseStoryGroup(group.id)) for group in groups]
    return speech(t("For which group is the story?"), *buttons, help_button(t))


@sentence
def ask_tell(
    t: Translator, *, programme: Programme | None, prompt: str | None, start: int = 0
) -> Speech:
    """With the chosen prompt; as long as none is chosen, with three to choose from.

    `start`: which prompt is offered first.
    """
    chosen = next((one for one in PROMPTS if one.code == prompt), None)
    lines = [
        t("🗣 Tell it in your own way: write, or send a voice message."),
        t("Pictures may come too. Please leave out the names of other people."),
    ]
    if chosen is not None:
        lines.append(f"<b>“{t(chosen.text)}”</b>")
        return speech("\n".join(lines), discard_button(t), help_button(t))
    lines.append(t("Or tap a beginning:"))
    known = prompts_for(programme)
    at = start % len(known)
    shown = (known + known)[at : at + PROMPTS_SHOWN]
    starts = [Button(t(one.text), ChoosePrompt(one.code)) for one in shown]
    more = Button(t("🔁 Other beginnings"), ShowMorePrompts(at + PROMPTS_SHOWN))
    return speech("\n".join(lines), *starts, more, discard_button(t), help_button(t))


@sentence
def part_received(t: Translator) -> Speech:
    return speech(
        t("🙏 I have it. Was that all? If not, just go on."),
        Button(t("✅ That was all"), FinishStory()),
        discard_button(t),
        help_button(t),
    )


@sentence
def ask_name(t: Translator, *, offer: str | None) -> Speech:
    """`offer`: the teller's own name, if it is known."""
    own = [Button(f"🙂 {offer}", ChooseStoryName(StoryName.REAL))] if offer else []
    return speech(
        t("Which name shall stand with the story?"),
        *own,
        Button(t("✏️ Another name"), ChooseStoryName(StoryName.CHOSEN)),
        Button(t("🙈 No name"), ChooseStoryName(StoryName.NONE)),
        help_button(t),
    )


@sentence
def ask_own_name(t: Translator) -> Speech:
    return speech(t("Which name? Please write it."), help_button(t))


@sentence
def ask_audience(t: Translator, *, illness: bool, layers: Sequence[StoryAudience]) -> Speech:
    """All are off at first. `illness`: there can be other groups with this illness."""
    offered = [each for each in AUDIENCES if illness or each is not StoryAudience.SAME_ILLNESS]
    taps = [
        Button(("✅ " if each in layers else "⬜ ") + t(AUDIENCES[each]), ToggleAudience(each))
        for each in offered
    ]
    on = t("➡️ Go on") if layers else t("🔒 Only keep it")
    lines = [
        t("Who may hear your story?"),
        t("Tap each one. What you do not tap, stays off."),
    ]
    return speech("\n".join(lines), *taps, Button(on, ConfirmAudience()), help_button(t))


@sentence
def ask_retell(t: Translator) -> Speech:
    lines = [
        t("People may know you by your voice."),
        t("Shall a leader tell it in their own voice?"),
    ]
    return speech(
        "\n".join(lines),
        Button(t("🎙 No, in my voice"), ChooseStoryVoice("own")),
        Button(t("👤 Yes, a leader tells it"), ChooseStoryVoice("leader")),
        help_button(t),
    )


@sentence
def ask_edit(t: Translator) -> Speech:
    return speech(
        t("What shall be different?"),
        Button(t("🗣 The story"), EditDraft("tell")),
        Button(t("🙂 The name"), EditDraft("name")),
        Button(t("👥 Who hears it"), EditDraft("audience")),
        help_button(t),
    )


@sentence
def ask_preview(
    t: Translator,
    *,
    layers: Sequence[StoryAudience],
    real_name: bool,
    spoken: bool,
    pictured: bool,
    retell: bool,
    identifying: Sequence[str],
    stamp: str,
) -> Speech:
    """Below exactly what will be shared; the button of consent carries its stamp.

    `identifying`: words of the story by which people may recognise the teller.
    """
    lines = [heard_by(t, layers)]
    if layers and retell:
        lines.append(t("🎙 A leader tells it. Your voice is not played."))
    if layers and pictured:
        lines.append(t("Is somebody else in the picture? Please ask them first."))
    if layers and not real_name:
        lines.append(_how_recognised(t, identifying, by_voice=spoken and not retell))
    question = t("Shall I share it so?") if layers else t("Shall I keep it so?")
    lines.append(f"<b>{question}</b>")
    return speech(
        "\n".join(lines),
        Button(t("✅ Share it so") if layers else t("✅ Keep it so"), ShareStory(stamp)),
        Button(t("✏️ Change"), EditDraft()),
        discard_button(t),
        help_button(t),
        protect=True,
    )


def _how_recognised(t: Translator, words: Sequence[str], *, by_voice: bool) -> str:
    if words:
        return t("👀 People may know you by: {words}", words=", ".join(words))
    if by_voice:
        return t("Some may know you by your voice.")
    return t("Some may still guess that it is you.")


@sentence
def submitted(t: Translator) -> Speech:
    return speech(
        t("🙏 Thank you! A leader reads it first, then I tell you.")
        + "\n"
        + t("You can take it back any time: /kahani")
    )


@sentence
def kept(t: Translator) -> Speech:
    return speech(t("🔒 It is kept, only for you. You find it here: /kahani"))


@sentence
def draft_dropped(t: Translator) -> Speech:
    return speech(t("All right. I kept nothing. You may tell it any time."))
