"""What is said if a message cannot be part of a story, or a wish cannot be granted."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import Translator, _
from bot.keyboards import Button, data
from bot.texts.speech import Renderer, Speech
from bot.texts.stories.phrases import help_button, moment, speech

HINTS = {
    "short": _("That is still very short. Please tell a little more."),
    "long": _("That is too long for one message. Please make it shorter."),
    "caption": _("The words under the picture are too long. Please send them by themselves."),
    "many": _("That is enough for one story. Tap ✅ and we go on."),
    "sticker": _("A nice picture! For the story I need words or your voice."),
    "other": _("I cannot use that in a story. Please write or speak."),
    "forwarded": _("That was written by somebody else. Please tell it yourself."),
    "edited": _("I keep what you sent first. Please send the new words again."),
    "voice_short": _("That was too short to hear. Please speak once more."),
    "name": _("Please write only a name. For example: Phulbai"),
    "reason": _("Please write the reason in a few words."),
    "retelling": _("Please hold 🎙 and tell the story in your own voice."),
}

REFUSALS = {
    "no_patient": _("Stories are for members. Please begin with /start."),
    "none_waiting": _("No story is waiting for you now."),
    "no_group": _("You are in no group yet. Stories need a group that listens."),
    "minor": _("Stories are for grown-ups here. Please tell it to your nurse."),
    "crisis": _("First we take care of you. Your story can wait."),
    "crisis_kept": _("First we take care of you. I keep your story. Go on later: /kahani"),
    "not_teller": _("I cannot find that story among yours."),
    "not_reviewer": _("Only the readers of that group can decide this."),
    "own_story": _("This is your own story. Somebody else will read it."),
    "read_already": _("The leader has read it. Now the clinic looks at it."),
    "decided_by_you": _("You have already decided about this story."),
    "not_waiting": _("Nothing is to be decided about this story now."),
    "answered": _("You have already answered this. Thank you!"),
    "withdrawn": _("This story was taken back. Nothing more is to be done."),
    "changed_since": _("The story was changed meanwhile. Please read the new one."),
    "not_there": _("This story can no longer be heard."),
    "not_counted": _("Your own story is not counted, nor one you may not hear."),
    "no_draft": _("That story is no longer open. I kept nothing. Begin again: /kahani"),
}


def hint(t: Translator, p: Mapping[str, Any]) -> Speech:
    """`done`: the draft has parts already, so the button to finish is offered too."""
    buttons = [Button(t("✅ That was all"), data("story_done"))] if p.get("done") else []
    return speech(t(HINTS[p["why"]]), *buttons, help_button(t))


def refused(t: Translator, p: Mapping[str, Any]) -> Speech:
    """`by`: who has decided, or who has claimed the story `until` then."""
    if p["why"] == "claimed":
        name = p["by"] or t("Somebody")
        looks = t("👀 {name} is looking at it now.", name=name)
        clock = moment(t, p["until"])["clock"]
        again = t("If nothing is decided, try after {clock}.", clock=clock)
        return speech(f"{looks}\n{again}")
    if p.get("by") and p["why"] == "not_waiting":
        return speech(t("{name} has already decided about this story.", name=p["by"]))
    return speech(t(REFUSALS[p["why"]]))


SAYS: tuple[Renderer, ...] = (hint, refused)
