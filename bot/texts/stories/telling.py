"""Telling: from the first question to the last one before the preview."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import _
from bot.keyboards import Button, data
from bot.texts.speech import Renderer, Speech, Translate, fill
from bot.texts.stories.parts import help_button, leave_button, said

OPENINGS = (
    _("“I did not take it seriously, then …”"),
    _("“At first I was afraid, because …”"),
    _("“What helps me every day is …”"),
)
"""Beginnings, for whom a blank page is hard."""

HINTS = {
    "short": _("That is still very short. Please tell a little more."),
    "long": _("That is too long for one message. Please make it shorter."),
    "sticker": _("A nice picture! For the story I need words or your voice."),
    "photo": _("I cannot share photos, faces could be seen. Please write or speak."),
    "other": _("I cannot use that in a story. Please write or speak."),
    "forwarded": _("That was written by somebody else. Please tell it yourself."),
    "edited": _("I keep what you sent first. Please send the new words again."),
    "voice_after_words": _("I already have your written words. Please go on writing."),
    "voice_short": _("That was too short to hear. Please speak once more."),
    "name": _("Please write only a name. For example: Phulbai"),
    "reason": _("Please write the reason in a few words."),
}

REFUSALS = {
    "no_patient": _("Stories are for members. Please begin with /start."),
    "no_group": _("You are in no group yet. Stories need a group that listens."),
    "minor": _("Stories are for grown-ups here. Please tell it to your nurse."),
    "crisis": _("First we take care of you. Your story can wait."),
    "not_teller": _("I cannot find that story among yours."),
    "not_reviewer": _("Only the leaders of that group can decide this."),
    "own_story": _("This is your own story. Another leader will read it."),
    "decided_by_you": _("You have already decided about this story."),
    "not_waiting": _("Nothing is to be decided about this story now."),
    "withdrawn": _("This story was taken back. Nothing more is to be done."),
    "changed_since": _("The story was changed meanwhile. Please read the new one."),
    "gone": _("That story is no longer open. I kept nothing. Begin again: /kahani"),
}


def menu(t: Translate, p: Mapping[str, Any]) -> Speech:
    """`tells`: may tell stories; `waiting`: how many a leader has to read."""
    buttons = []
    if p["tells"]:
        buttons = [
            Button(t(_("🗣 Tell my story")), data("story_tell")),
            Button(t(_("📚 My stories")), data("story_mine")),
        ]
    if p["waiting"]:
        label = fill(t(_("📬 Stories to read: {count}")), count=p["waiting"])
        buttons.append(Button(label, data("story_inbox")))
    return said(p, t(_("📖 What would you like?")), *buttons, help_button(t))


def ask_group(t: Translate, p: Mapping[str, Any]) -> Speech:
    groups = [Button(f"👥 {title}", data("story_group", id_)) for id_, title in p["groups"]]
    return said(p, t(_("For which group is the story?")), *groups, help_button(t))


def ask_tell(t: Translate, p: Mapping[str, Any]) -> Speech:
    lines = [
        t(_("🗣 Tell it in your own way: write, or send a voice message.")),
        t(_("Please leave out the names of other people.")),
        t(_("It may begin like this:")),
        *(t(opening) for opening in OPENINGS),
    ]
    return said(p, "\n".join(lines), leave_button(t), help_button(t))


def heard(t: Translate, p: Mapping[str, Any]) -> Speech:
    return said(
        p,
        t(_("🙏 I have it. Was that all? If not, just go on.")),
        Button(t(_("✅ That was all")), data("story_done")),
        leave_button(t),
        help_button(t),
    )


def hint(t: Translate, p: Mapping[str, Any]) -> Speech:
    """`done`: words are there already, so the way on is offered too."""
    buttons = [Button(t(_("✅ That was all")), data("story_done"))] if p.get("done") else []
    return said(p, t(HINTS[p["why"]]), *buttons, help_button(t))


def ask_name(t: Translate, p: Mapping[str, Any]) -> Speech:
    own = [Button(f"🙂 {p['offer']}", data("story_name", "real"))] if p["offer"] else []
    return said(
        p,
        t(_("Which name shall stand with the story?")),
        *own,
        Button(t(_("✏️ Another name")), data("story_name", "chosen")),
        Button(t(_("🙈 No name")), data("story_name", "none")),
        help_button(t),
    )


def ask_own_name(t: Translate, p: Mapping[str, Any]) -> Speech:
    return said(p, t(_("Which name? Please write it.")), help_button(t))


def ask_audience(t: Translate, p: Mapping[str, Any]) -> Speech:
    """Nothing is chosen beforehand. `illness`: there can be other groups with this illness."""
    wider = Button(
        t(_("👥 Also other groups with this illness")), data("story_for", "same_illness")
    )
    return said(
        p,
        t(_("Who may hear your story?")),
        Button(t(_("👥 My group")), data("story_for", "group")),
        *((wider,) if p["illness"] else ()),
        Button(t(_("🔒 Only keep it, tell nobody")), data("story_for", "keep")),
        help_button(t),
    )


def ask_edit(t: Translate, p: Mapping[str, Any]) -> Speech:
    return said(
        p,
        t(_("What shall be different?")),
        Button(t(_("🗣 The story")), data("story_edit", "tell")),
        Button(t(_("🙂 The name")), data("story_edit", "name")),
        Button(t(_("👥 Who hears it")), data("story_edit", "audience")),
        help_button(t),
    )


def left(t: Translate, p: Mapping[str, Any]) -> Speech:
    return said(p, t(_("All right. I kept nothing. You may tell it any time.")))


def refused(t: Translate, p: Mapping[str, Any]) -> Speech:
    """`by`: who has decided before."""
    if p.get("by"):
        return said(p, fill(t(_("{name} has already decided about this story.")), name=p["by"]))
    return said(p, t(REFUSALS[p["why"]]))


SAYS: tuple[Renderer, ...] = (
    menu,
    ask_group,
    ask_tell,
    heard,
    hint,
    ask_name,
    ask_own_name,
    ask_audience,
    ask_edit,
    left,
    refused,
)
