"""What the evidence of an alert notes beside a person's own words, in the reader's language.

The shared database keeps these notes in English between brackets, as clinics' programs read them.
"""

import re

from bot.i18n import _
from bot.texts.speech import Translate, fill

NOTE = re.compile(r"\[([^\[\]]+)\]")
LASTING = re.compile(r"(?P<medium>[a-z ]+), (?P<n>\d+) s")
NOTES = frozenset(
    {
        _("voice message"),
        _("video message"),
        _("audio"),
        _("photo"),
        _("video"),
        _("file"),
        _("urgent"),
        _("not urgent"),
        _("danger now"),
        _("please call me"),
        _("yes, now"),
        _("to somebody else"),
        _("says: not now"),
        _("asked twice, no answer"),
        _("late"),
        _("edited"),
        _("button: help"),
        _("a message that could not be read"),
        _("a message in the group"),
        _("photo instead of a pill count, nobody has entered it"),
        _("voice instead of a pill count, nobody has entered it"),
    }
)


def evidence_words(t: Translate, evidence: str) -> str:
    """A note nobody knows stays as it is: the person may have written it."""
    return NOTE.sub(lambda found: f"[{_note(t, found[1])}]", evidence)


def _note(t: Translate, note: str) -> str:
    lasting = LASTING.fullmatch(note)
    if lasting and lasting["medium"] in NOTES:
        return fill(t(_("{medium}, {n} s")), medium=t(lasting["medium"]), n=lasting["n"])
    return t(note) if note in NOTES else note
