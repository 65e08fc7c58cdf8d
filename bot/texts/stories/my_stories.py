"""My stories: the state of each, who may hear it, renewing and withdrawing one."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import Translator, _, fill
from bot.keyboards import Button, data
from bot.texts.speech import Renderer, Speech
from bot.texts.stories.phrases import HEARD_BY, heard_by, help_button, speech

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
NO_LONGER = {
    "group": _("🚫 No longer my group"),
    "same_illness": _("🚫 No longer other groups"),
    "outside": _("🚫 No longer anybody else"),
}


def my_stories(t: Translator, p: Mapping[str, Any]) -> Speech:
    """`stories`: id, first words (None if there is no text), state; the newest first."""
    if not p["stories"]:
        tell = Button(t("🗣 Tell my story"), data("story_new"))
        return speech(t("You have told no story yet."), tell, help_button(t))
    lines, buttons = [], []
    for number, (id_, title, state) in enumerate(p["stories"], 1):
        name = title or t("🎙 Voice or picture")
        lines.append(fill("{number}. {name}\n", number=number, name=name) + t(STATES[state]))
        buttons.append(Button(f"{number}. {name}", data("story_show", id_)))
    return speech("\n".join(lines), *buttons, help_button(t), protect=True)


def my_story(t: Translator, p: Mapping[str, Any]) -> Speech:
    """Below the story itself. `helped`: how many people, 0 if too few to be shown."""
    ids = (p["story"], p["version"])
    lines = [t(STATES[p["state"]]), heard_by(t, p["layers"])]
    if p["helped"]:
        lines.append(t("🙏 It has helped {count} people.", count=p["helped"]))
    buttons = []
    if p["state"] == "change_asked":
        buttons.append(Button(t("✏️ Tell it again"), data("story_rewrite", *ids)))
    if p["state"] == "lapsed":
        buttons.append(Button(t("✅ Play it again"), data("story_renew", p["story"])))
    audiences = [each for each in HEARD_BY if each in p["layers"]]
    if len(audiences) > 1:
        buttons += [
            Button(t(NO_LONGER[each]), data("story_narrow", p["story"], each)) for each in audiences
        ]
    back = Button(t("↩️ Take it back"), data("story_withdraw", p["story"]))
    return speech("\n".join(lines), *buttons, back, help_button(t), protect=True)


def ask_renewal(t: Translator, p: Mapping[str, Any]) -> Speech:
    """After a year. No answer counts as no."""
    lines = [
        t("📖 A year ago you told a story."),
        *([fill("“{title}”", title=p["title"][:60])] if p["title"] else []),
        t("May others go on hearing it?"),
        t("Without an answer I stop playing it after 30 days."),
    ]
    return speech(
        "\n".join(lines),
        Button(t("✅ Yes, play it"), data("story_renew", p["story"])),
        Button(t("↩️ Take it back"), data("story_withdraw", p["story"])),
        help_button(t),
        protect=True,
    )


def renewed(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return speech(t("🙏 Thank you! Your story goes on being heard."))


def ask_withdrawal(t: Translator, p: Mapping[str, Any]) -> Speech:
    return speech(
        t("Shall I take this story back? I will erase it."),
        Button(t("↩️ Yes, take it back"), data("story_withdraw", p["story"], "yes")),
        Button(t("No, leave it"), data("story_withdraw", p["story"], "no")),
        help_button(t),
    )


def withdrawn(t: Translator, p: Mapping[str, Any]) -> Speech:
    """`shared`, `by_leader`: what a withdrawal cannot undo is said openly."""
    return speech("\n".join([t("✅ I have taken it back and erased it."), *_what_remains(t, p)]))


def audience_narrowed(t: Translator, p: Mapping[str, Any]) -> Speech:
    return speech("\n".join([t("✅ They hear it no longer."), *_what_remains(t, p)]))


def _what_remains(t: Translator, p: Mapping[str, Any]) -> list[str]:
    lines = []
    if p["shared"]:
        lines.append(t("Phones that already showed it may still keep it."))
    if p["by_leader"]:
        lines.append(t("The voice or picture is old: a leader must delete it."))
    return lines


def not_withdrawn(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return speech(t("All right, the story stays as it is."))


SAYS: tuple[Renderer, ...] = (
    my_stories,
    my_story,
    ask_renewal,
    renewed,
    ask_withdrawal,
    withdrawn,
    audience_narrowed,
    not_withdrawn,
)
