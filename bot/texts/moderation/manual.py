"""What Telegram refused to do, and how to do it by hand."""

from bot.i18n import Translator, _, fill
from bot.texts.sentences import sentence
from bot.texts.speech import Speech
from db.enums import SanctionKind

BY_HAND = {
    SanctionKind.HIDE: _("I could not hide it. Hold the message in Telegram and tap Delete."),
    SanctionKind.MUTE: _("I could not give a day of rest. In Telegram tap the name, Restrict."),
    SanctionKind.REMOVE: _("I could not take them out. In Telegram tap the name, Remove."),
    SanctionKind.WORD: _("My words did not reach the writer. Please speak with them yourself."),
}
UNDONE_BY_HAND = {
    SanctionKind.HIDE: _("I could not show it again. Please write it in the group yourself."),
    SanctionKind.MUTE: _("They still cannot write. In Telegram tap the name and allow it."),
    SanctionKind.REMOVE: _("I could not let them in. In Telegram add them to the group."),
}
WHY = {
    "no_rights": _("I have no right for it there now. When it is back, I try again."),
    "undeletable": _("It is older than two days."),
    "expired": _("It is older than two days."),
    "is_admin": _("The writer is an administrator of the group."),
}


@sentence
def not_done(
    t: Translator, *, kind: SanctionKind, undo: bool, why: str | None, group: str
) -> Speech:
    """To whoever decided: what to do by hand, and the reason where it helps.

    `why`: a code of bot/delivery/outcomes.py.
    """
    words = UNDONE_BY_HAND if undo else BY_HAND
    lines = [fill("⚠️ <b>{group}</b>", group=group), t(words[kind])]
    if why in WHY:
        lines.append(t(WHY[why]))
    return Speech("\n".join(lines))
