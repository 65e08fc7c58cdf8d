"""My stories: what became of each, and taking one back."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import _
from bot.keyboards import Button, data
from bot.texts.speech import Renderer, Speech, Translate, fill
from bot.texts.stories import parts
from bot.texts.stories.parts import help_button, said

STATES = {
    "submitted": _("👀 A leader is reading it."),
    "change_asked": _("✏️ A change was asked for."),
    "approved": _("⏳ It will be shared soon."),
    "published": _("🌿 It was shared."),
    "declined": _("📖 It is not shared."),
    "kept": _("🔒 Kept, only for you."),
}


def mine(t: Translate, p: Mapping[str, Any]) -> Speech:
    """`stories`: id, first words (None: a voice), state; the newest first."""
    if not p["stories"]:
        tell = Button(t(_("🗣 Tell my story")), data("story_tell"))
        return said(p, t(_("You have told no story yet.")), tell, help_button(t))
    lines, buttons = [], []
    for number, (id_, title, state) in enumerate(p["stories"], 1):
        name = title or t(_("🎙 Voice message"))
        lines.append(fill("{number}. {name}\n", number=number, name=name) + t(STATES[state]))
        buttons.append(Button(f"{number}. {name}", data("story_one", id_)))
    return said(p, "\n".join(lines), *buttons, help_button(t), protect=True)


def one(t: Translate, p: Mapping[str, Any]) -> Speech:
    again = Button(t(_("✏️ Tell it again")), data("story_again", p["story"], p["version"]))
    return said(
        p,
        f"{parts.story(t, p)}\n\n{t(STATES[p['state']])}",
        *((again,) if p["state"] == "change_asked" else ()),
        Button(t(_("↩️ Take it back")), data("story_back", p["story"])),
        help_button(t),
        protect=True,
    )


def ask_take_back(t: Translate, p: Mapping[str, Any]) -> Speech:
    return said(
        p,
        t(_("Shall I take this story back? I will erase it.")),
        Button(t(_("↩️ Yes, take it back")), data("story_back", p["story"], "yes")),
        Button(t(_("No, leave it")), data("story_back", p["story"], "no")),
        help_button(t),
    )


def gone(t: Translate, p: Mapping[str, Any]) -> Speech:
    """Honest about what a machine cannot undo."""
    lines = [t(_("✅ I have taken it back and erased it."))]
    if p["shared"]:
        lines.append(t(_("Phones that already showed it may still keep it.")))
    if p["voice_stays"]:
        lines.append(t(_("The voice message is old: a leader must delete it.")))
    return said(p, "\n".join(lines))


def stays(t: Translate, p: Mapping[str, Any]) -> Speech:
    return said(p, t(_("All right, the story stays as it is.")))


SAYS: tuple[Renderer, ...] = (mine, one, ask_take_back, gone, stays)
