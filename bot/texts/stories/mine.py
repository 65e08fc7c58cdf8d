"""My stories: what became of each, who may hear it, and taking one back."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import _
from bot.keyboards import Button, data
from bot.texts.speech import Renderer, Speech, Translate, fill
from bot.texts.stories.parts import HEARD_BY, heard_by, help_button, said

STATES = {
    "submitted": _("👀 A leader is reading it."),
    "change_asked": _("✏️ A change was asked for."),
    "retelling": _("🎙 A leader is recording it."),
    "approved": _("⏳ It will be shared soon."),
    "published": _("🌿 It can be heard."),
    "lapsed": _("💤 A year has passed: it is no longer played."),
    "declined": _("📖 It is not shared."),
    "kept": _("🔒 Kept, only for you."),
}
FEWER = {
    "group": _("🚫 No longer my group"),
    "same_illness": _("🚫 No longer other groups"),
    "outside": _("🚫 No longer anybody else"),
}


def mine(t: Translate, p: Mapping[str, Any]) -> Speech:
    """`stories`: id, first words (None: a voice), state; the newest first."""
    if not p["stories"]:
        tell = Button(t(_("🗣 Tell my story")), data("story_tell"))
        return said(t(_("You have told no story yet.")), tell, help_button(t))
    lines, buttons = [], []
    for number, (id_, title, state) in enumerate(p["stories"], 1):
        name = title or t(_("🎙 Voice or picture"))
        lines.append(fill("{number}. {name}\n", number=number, name=name) + t(STATES[state]))
        buttons.append(Button(f"{number}. {name}", data("story_one", id_)))
    return said("\n".join(lines), *buttons, help_button(t), protect=True)


def one(t: Translate, p: Mapping[str, Any]) -> Speech:
    """Under the story itself. `helped`: how many, once they are enough to say so; else 0."""
    ids = (p["story"], p["version"])
    lines = [t(STATES[p["state"]]), heard_by(t, p["layers"])]
    if p["helped"]:
        lines.append(fill(t(_("🙏 It has helped {count} people.")), count=p["helped"]))
    buttons = []
    if p["state"] == "change_asked":
        buttons.append(Button(t(_("✏️ Tell it again")), data("story_again", *ids)))
    if p["state"] == "lapsed":
        buttons.append(Button(t(_("✅ Play it again")), data("story_yes", p["story"])))
    fewer = [each for each in HEARD_BY if each in p["layers"]]
    if len(fewer) > 1:
        buttons += [Button(t(FEWER[each]), data("story_less", p["story"], each)) for each in fewer]
    back = Button(t(_("↩️ Take it back")), data("story_back", p["story"]))
    return said("\n".join(lines), *buttons, back, help_button(t), protect=True)


def ask_again(t: Translate, p: Mapping[str, Any]) -> Speech:
    """After a year. No answer is a no."""
    lines = [
        t(_("📖 A year ago you told a story.")),
        *([fill("“{title}”", title=p["title"][:60])] if p["title"] else []),
        t(_("May others go on hearing it?")),
        t(_("Without an answer I stop playing it after 30 days.")),
    ]
    return said(
        "\n".join(lines),
        Button(t(_("✅ Yes, play it")), data("story_yes", p["story"])),
        Button(t(_("↩️ Take it back")), data("story_back", p["story"])),
        help_button(t),
        protect=True,
    )


def renewed(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return said(t(_("🙏 Thank you! Your story goes on being heard.")))


def ask_take_back(t: Translate, p: Mapping[str, Any]) -> Speech:
    return said(
        t(_("Shall I take this story back? I will erase it.")),
        Button(t(_("↩️ Yes, take it back")), data("story_back", p["story"], "yes")),
        Button(t(_("No, leave it")), data("story_back", p["story"], "no")),
        help_button(t),
    )


def gone(t: Translate, p: Mapping[str, Any]) -> Speech:
    """Honest about what a machine cannot undo."""
    return said("\n".join([t(_("✅ I have taken it back and erased it.")), *_left_behind(t, p)]))


def fewer(t: Translate, p: Mapping[str, Any]) -> Speech:
    return said("\n".join([t(_("✅ They hear it no longer.")), *_left_behind(t, p)]))


def _left_behind(t: Translate, p: Mapping[str, Any]) -> list[str]:
    lines = []
    if p["shared"]:
        lines.append(t(_("Phones that already showed it may still keep it.")))
    if p["stays"]:
        lines.append(t(_("The voice or picture is old: a leader must delete it.")))
    return lines


def stays(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return said(t(_("All right, the story stays as it is.")))


SAYS: tuple[Renderer, ...] = (
    mine,
    one,
    ask_again,
    renewed,
    ask_take_back,
    gone,
    fewer,
    stays,
)
