"""Telling a story: from the first question to the consent under the preview."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import Translator
from bot.keyboards import Button, data
from bot.texts.speech import Renderer, Speech
from bot.texts.stories.phrases import (
    AUDIENCES,
    discard_button,
    heard_by,
    help_button,
    speech,
)
from bot.texts.stories.prompts import PROMPTS, prompts_for

PROMPTS_SHOWN = 3


def menu(t: Translator, p: Mapping[str, Any]) -> Speech:
    """`tells`: may tell and hear; `has_draft`; `waiting`: how many stories to review."""
    buttons = []
    if p["has_draft"]:
        buttons.append(Button(t("✍️ Go on telling"), data("story_resume")))
    if p["tells"]:
        buttons += [
            Button(t("🗣 Tell my story"), data("story_new")),
            Button(t("🎧 Hear stories"), data("story_shelf")),
            Button(t("📚 My stories"), data("story_mine")),
        ]
    if p["waiting"]:
        label = t("📬 Stories to read: {count}", count=p["waiting"])
        buttons.append(Button(label, data("story_inbox")))
    return speech(t("📖 What would you like?"), *buttons, help_button(t))


def ask_group(t: Translator, p: Mapping[str, Any]) -> Speech:
    groups = [Button(f"👥 {title}", data("story_group", id_)) for id_, title in p["groups"]]
    return speech(t("For which group is the story?"), *groups, help_button(t))


def ask_tell(t: Translator, p: Mapping[str, Any]) -> Speech:
    """With the chosen prompt; as long as none is chosen, with three to choose from."""
    chosen = next((prompt for prompt in PROMPTS if prompt.code == p["prompt"]), None)
    lines = [
        t("🗣 Tell it in your own way: write, or send a voice message."),
        t("Pictures may come too. Please leave out the names of other people."),
    ]
    if chosen is not None:
        lines.append(f"<b>“{t(chosen.text)}”</b>")
        return speech("\n".join(lines), discard_button(t), help_button(t))
    lines.append(t("Or tap a beginning:"))
    known = prompts_for(p["programme"])
    at = p["from"] % len(known)
    shown = (known + known)[at : at + PROMPTS_SHOWN]
    starts = [Button(t(prompt.text), data("story_prompt", prompt.code)) for prompt in shown]
    more = Button(t("🔁 Other beginnings"), data("story_prompts", at + PROMPTS_SHOWN))
    return speech("\n".join(lines), *starts, more, discard_button(t), help_button(t))


def part_received(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return speech(
        t("🙏 I have it. Was that all? If not, just go on."),
        Button(t("✅ That was all"), data("story_done")),
        discard_button(t),
        help_button(t),
    )


def ask_name(t: Translator, p: Mapping[str, Any]) -> Speech:
    own = [Button(f"🙂 {p['offer']}", data("story_name", "real"))] if p["offer"] else []
    return speech(
        t("Which name shall stand with the story?"),
        *own,
        Button(t("✏️ Another name"), data("story_name", "chosen")),
        Button(t("🙈 No name"), data("story_name", "none")),
        help_button(t),
    )


def ask_own_name(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return speech(t("Which name? Please write it."), help_button(t))


def ask_audience(t: Translator, p: Mapping[str, Any]) -> Speech:
    """All are off at first. `illness`: there can be other groups with this illness."""
    offered = [each for each in AUDIENCES if p["illness"] or each != "same_illness"]
    taps = [
        Button(
            ("✅ " if each in p["layers"] else "⬜ ") + t(AUDIENCES[each]),
            data("story_layer", each),
        )
        for each in offered
    ]
    on = t("➡️ Go on") if p["layers"] else t("🔒 Only keep it")
    lines = [
        t("Who may hear your story?"),
        t("Tap each one. What you do not tap, stays off."),
    ]
    return speech("\n".join(lines), *taps, Button(on, data("story_layers_done")), help_button(t))


def ask_retell(t: Translator, _p: Mapping[str, Any]) -> Speech:
    lines = [
        t("People may know you by your voice."),
        t("Shall a leader tell it in their own voice?"),
    ]
    return speech(
        "\n".join(lines),
        Button(t("🎙 No, in my voice"), data("story_voice", "own")),
        Button(t("👤 Yes, a leader tells it"), data("story_voice", "leader")),
        help_button(t),
    )


def ask_edit(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return speech(
        t("What shall be different?"),
        Button(t("🗣 The story"), data("story_edit", "tell")),
        Button(t("🙂 The name"), data("story_edit", "name")),
        Button(t("👥 Who hears it"), data("story_edit", "audience")),
        help_button(t),
    )


def ask_preview(t: Translator, p: Mapping[str, Any]) -> Speech:
    """Below exactly what will be shared; the button of consent carries its stamp."""
    shared = bool(p["layers"])
    question = t("Shall I share it so?") if shared else t("Shall I keep it so?")
    yes = t("✅ Share it so") if shared else t("✅ Keep it so")
    warnings = _warnings(t, p) if shared else []
    lines = [heard_by(t, p["layers"]), *warnings, f"<b>{question}</b>"]
    return speech(
        "\n".join(lines),
        Button(yes, data("story_share", p["stamp"])),
        Button(t("✏️ Change"), data("story_edit")),
        discard_button(t),
        help_button(t),
        protect=True,
    )


def _warnings(t: Translator, p: Mapping[str, Any]) -> list[str]:
    lines = []
    if p["retell"]:
        lines.append(t("🎙 A leader tells it. Your voice is not played."))
    if p["pictured"]:
        lines.append(t("Is somebody else in the picture? Please ask them first."))
    if p["choice"] == "real":
        return lines
    if p["identifying"]:
        words = ", ".join(p["identifying"])
        lines.append(t("👀 People may know you by: {words}", words=words))
    elif p["spoken"] and not p["retell"]:
        lines.append(t("Some may know you by your voice."))
    else:
        lines.append(t("Some may still guess that it is you."))
    return lines


def submitted(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return speech(
        t("🙏 Thank you! A leader reads it first, then I tell you.")
        + "\n"
        + t("You can take it back any time: /kahani")
    )


def kept(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return speech(t("🔒 It is kept, only for you. You find it here: /kahani"))


def draft_dropped(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return speech(t("All right. I kept nothing. You may tell it any time."))


SAYS: tuple[Renderer, ...] = (
    menu,
    ask_group,
    ask_tell,
    part_received,
    ask_name,
    ask_own_name,
    ask_audience,
    ask_retell,
    ask_edit,
    ask_preview,
    submitted,
    kept,
    draft_dropped,
)
