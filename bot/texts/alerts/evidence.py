"""The notes in an alert's evidence, beside the person's own words, in the reader's language.

The database keeps them in English between brackets, as the clinics' programs read them, too.
"""

import re

from bot.i18n import Translator, _

NOTE = re.compile(r"\[([^\[\]]+)\]")
DURATION = re.compile(r"(?P<medium>[a-z ]+), (?P<n>\d+) s")
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


def evidence_words(t: Translator, evidence: str) -> str:
    """Translator the known notes; others stay as they are, as the person may have written them."""
    return NOTE.sub(lambda found: f"[{_note(t, found[1])}]", evidence)


def _note(t: Translator, note: str) -> str:
    lasting = DURATION.fullmatch(note)
    if lasting and lasting["medium"] in NOTES:
        return t("{medium}, {n} s", medium=t(lasting["medium"]), n=lasting["n"])
    return t(note) if note in NOTES else note
