"""Telling a story: from the first question to the consent under the preview."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import _
from bot.keyboards import Button, data
from bot.texts.speech import Renderer, Speech, Translate, fill
from bot.texts.stories.phrases import (
    AUDIENCES,
    discard_button,
    heard_by,
    help_button,
    speech,
)
from bot.texts.stories.prompts import PROMPTS, prompts_for

PROMPTS_SHOWN = 3


def menu(t: Translate, p: Mapping[str, Any]) -> Speech:
    """`tells`: may tell and hear; `has_draft`; `waiting`: how many stories to review."""
    buttons = []
    if p["has_draft"]:
        buttons.append(Button(t(_("✍️ Go on telling")), data("story_resume")))
    if p["tells"]:
        buttons += [
            Button(t(_("🗣 Tell my story")), data("story_new")),
            Button(t(_("🎧 Hear stories")), data("story_shelf")),
            Button(t(_("📚 My stories")), data("story_mine")),
        ]
    if p["waiting"]:
        label = fill(t(_("📬 Stories to read: {count}")), count=p["waiting"])
        buttons.append(Button(label, data("story_inbox")))
    return speech(t(_("📖 What would you like?")), *buttons, help_button(t))


def ask_group(t: Translate, p: Mapping[str, Any]) -> Speech:
    groups = [Button(f"👥 {title}", data("story_group", id_)) for id_, title in p["groups"]]
    return speech(t(_("For which group is the story?")), *groups, help_button(t))


def ask_tell(t: Translate, p: Mapping[str, Any]) -> Speech:
    """With the chosen prompt; as long as none is chosen, with three to choose from."""
    chosen = next((prompt for prompt in PROMPTS if prompt.code == p["prompt"]), None)
    lines = [
        t(_("🗣 Tell it in your own way: write, or send a voice message.")),
        t(_("Pictures may come too. Please leave out the names of other people.")),
    ]
    if chosen is not None:
        lines.append(f"<b>“{t(chosen.text)}”</b>")
        return speech("\n".join(lines), discard_button(t), help_button(t))
    lines.append(t(_("Or tap a beginning:")))
    known = prompts_for(p["programme"])
    at = p["from"] % len(known)
    shown = (known + known)[at : at + PROMPTS_SHOWN]
    starts = [Button(t(prompt.text), data("story_prompt", prompt.code)) for prompt in shown]
    more = Button(t(_("🔁 Other beginnings")), data("story_prompts", at + PROMPTS_SHOWN))
    return speech("\n".join(lines), *starts, more, discard_button(t), help_button(t))


def part_received(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return speech(
        t(_("🙏 I have it. Was that all? If not, just go on.")),
        Button(t(_("✅ That was all")), data("story_done")),
        discard_button(t),
        help_button(t),
    )


def ask_name(t: Translate, p: Mapping[str, Any]) -> Speech:
    own = [Button(f"🙂 {p['offer']}", data("story_name", "real"))] if p["offer"] else []
    return speech(
        t(_("Which name shall stand with the story?")),
        *own,
        Button(t(_("✏️ Another name")), data("story_name", "chosen")),
        Button(t(_("🙈 No name")), data("story_name", "none")),
        help_button(t),
    )


def ask_own_name(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return speech(t(_("Which name? Please write it.")), help_button(t))


def ask_audience(t: Translate, p: Mapping[str, Any]) -> Speech:
    """All are off at first. `illness`: there can be other groups with this illness."""
    offered = [each for each in AUDIENCES if p["illness"] or each != "same_illness"]
    taps = [
        Button(
            ("✅ " if each in p["layers"] else "⬜ ") + t(AUDIENCES[each]),
            data("story_layer", each),
        )
        for each in offered
    ]
    on = t(_("➡️ Go on")) if p["layers"] else t(_("🔒 Only keep it"))
    lines = [
        t(_("Who may hear your story?")),
        t(_("Tap each one. What you do not tap, stays off.")),
    ]
    return speech("\n".join(lines), *taps, Button(on, data("story_layers_done")), help_button(t))


def ask_retell(t: Translate, _p: Mapping[str, Any]) -> Speech:
    lines = [
        t(_("People may know you by your voice.")),
        t(_("Shall a leader tell it in their own voice?")),
    ]
    return speech(
        "\n".join(lines),
        Button(t(_("🎙 No, in my voice")), data("story_voice", "own")),
        Button(t(_("👤 Yes, a leader tells it")), data("story_voice", "leader")),
        help_button(t),
    )


def ask_edit(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return speech(
        t(_("What shall be different?")),
        Button(t(_("🗣 The story")), data("story_edit", "tell")),
        Button(t(_("🙂 The name")), data("story_edit", "name")),
        Button(t(_("👥 Who hears it")), data("story_edit", "audience")),
        help_button(t),
    )


def ask_preview(t: Translate, p: Mapping[str, Any]) -> Speech:
    """Below exactly what will be shared; the button of consent carries its stamp."""
    shared = bool(p["layers"])
    question = t(_("Shall I share it so?")) if shared else t(_("Shall I keep it so?"))
    yes = t(_("✅ Share it so")) if shared else t(_("✅ Keep it so"))
    warnings = _warnings(t, p) if shared else []
    lines = [heard_by(t, p["layers"]), *warnings, f"<b>{question}</b>"]
    return speech(
        "\n".join(lines),
        Button(yes, data("story_share", p["stamp"])),
        Button(t(_("✏️ Change")), data("story_edit")),
        discard_button(t),
        help_button(t),
        protect=True,
    )


def _warnings(t: Translate, p: Mapping[str, Any]) -> list[str]:
    lines = []
    if p["retell"]:
        lines.append(t(_("🎙 A leader tells it. Your voice is not played.")))
    if p["pictured"]:
        lines.append(t(_("Is somebody else in the picture? Please ask them first.")))
    if p["choice"] == "real":
        return lines
    if p["identifying"]:
        words = ", ".join(p["identifying"])
        lines.append(fill(t(_("👀 People may know you by: {words}")), words=words))
    elif p["spoken"] and not p["retell"]:
        lines.append(t(_("Some may know you by your voice.")))
    else:
        lines.append(t(_("Some may still guess that it is you.")))
    return lines


def submitted(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return speech(
        t(_("🙏 Thank you! A leader reads it first, then I tell you."))
        + "\n"
        + t(_("You can take it back any time: /kahani"))
    )


def kept(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return speech(t(_("🔒 It is kept, only for you. You find it here: /kahani")))


def draft_dropped(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return speech(t(_("All right. I kept nothing. You may tell it any time.")))


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
