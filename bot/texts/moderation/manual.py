"""What Telegram refused to do, and how to do it by hand."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import Translator, _, fill
from bot.texts.speech import Renderer, Speech
from db.enums import SanctionKind

BY_HAND: dict[str, str] = {
    SanctionKind.HIDE: _("I could not hide it. Hold the message in Telegram and tap Delete."),
    SanctionKind.MUTE: _("I could not give a day of rest. In Telegram tap the name, Restrict."),
    SanctionKind.REMOVE: _("I could not take them out. In Telegram tap the name, Remove."),
    SanctionKind.WORD: _("My words did not reach the writer. Please speak with them yourself."),
}
UNDONE_BY_HAND: dict[str, str] = {
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


def not_done(t: Translator, p: Mapping[str, Any]) -> Speech:
    """To whoever decided: what to do by hand, and the reason where it helps."""
    words = UNDONE_BY_HAND if p["undo"] else BY_HAND
    lines = [fill("⚠️ <b>{group}</b>", group=p["group"]), t(words[p["kind"]])]
    if p["why"] in WHY:
        lines.append(t(WHY[p["why"]]))
    return Speech("\n".join(lines))


SAYS: tuple[Renderer, ...] = (not_done,)
