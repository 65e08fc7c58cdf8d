"""What is said if a message cannot be part of a story, or a wish cannot be granted."""

from datetime import datetime
from typing import Literal

from bot.domain.stories import StoryRefusal
from bot.i18n import Translator, _
from bot.keyboards import Button
from bot.keyboards.stories import FinishStory
from bot.texts.sentences import sentence
from bot.texts.speech import Speech
from bot.texts.stories.phrases import clock_of, help_button, speech

Hint = Literal[
    "short",
    "long",
    "caption",
    "many",
    "sticker",
    "other",
    "forwarded",
    "edited",
    "voice_short",
    "name",
    "reason",
    "retelling",
]
HINTS: dict[Hint, str] = {
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
    StoryRefusal.NO_PATIENT: _("Stories are for members. Please begin with /start."),
    StoryRefusal.NONE_WAITING: _("No story is waiting for you now."),
    StoryRefusal.NO_GROUP: _("You are in no group yet. Stories need a group that listens."),
    StoryRefusal.MINOR: _("Stories are for grown-ups here. Please tell it to your nurse."),
    StoryRefusal.CRISIS: _("First we take care of you. Your story can wait."),
    StoryRefusal.CRISIS_KEPT: _(
        "First we take care of you. I keep your story. Go on later: /kahani"
    ),
    StoryRefusal.NOT_TELLER: _("I cannot find that story among yours."),
    StoryRefusal.NOT_READER: _("Only the readers of that group can decide this."),
    StoryRefusal.OWN_STORY: _("This is your own story. Somebody else will read it."),
    StoryRefusal.READ_ALREADY: _("The leader has read it. Now the clinic looks at it."),
    StoryRefusal.DECIDED_BY_YOU: _("You have already decided about this story."),
    StoryRefusal.NOT_WAITING: _("Nothing is to be decided about this story now."),
    StoryRefusal.ANSWERED: _("You have already answered this. Thank you!"),
    StoryRefusal.WITHDRAWN: _("This story was taken back. Nothing more is to be done."),
    StoryRefusal.CHANGED_SINCE: _("The story was changed meanwhile. Please read the new one."),
    StoryRefusal.NOT_THERE: _("This story can no longer be heard."),
    StoryRefusal.NOT_COUNTED: _("Your own story is not counted, nor one you may not hear."),
    StoryRefusal.NO_DRAFT: _("That story is no longer open. I kept nothing. Begin again: /kahani"),
}


@sentence
def hint(t: Translator, *, why: Hint, done: bool = False) -> Speech:
    """`done`: the draft has parts already, so the button to finish is offered too."""
    buttons = [Button(t("✅ That was all"), FinishStory())] if done else []
    return speech(t(HINTS[why]), *buttons, help_button(t))


@sentence
def refused(
    t: Translator, *, why: StoryRefusal, by: str | None = None, until: datetime | None = None
) -> Speech:
    """`by`: who has decided, or who has claimed the story `until` then."""
    if why is StoryRefusal.CLAIMED:
        lines = [t("👀 {name} is looking at it now.", name=by or t("Somebody"))]
        if until is not None:
            lines.append(t("If nothing is decided, try after {clock}.", clock=clock_of(until, t)))
        return speech("\n".join(lines))
    if by and why is StoryRefusal.NOT_WAITING:
        return speech(t("{name} has already decided about this story.", name=by))
    return speech(t(REFUSALS[why]))
