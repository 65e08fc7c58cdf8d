"""What several sentences about stories are made of."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.domain.schedule import KOLKATA
from bot.i18n import _
from bot.i18n.words import clock_words, day_words
from bot.keyboards import Button, column, data
from bot.texts.speech import Speech, Translate, fill

HEARD_BY = {
    "group": _("👥 Your group will hear it."),
    "same_illness": _("👥 Your group and others with this illness will hear it."),
    "keep": _("🔒 Only you see it, nobody else."),
}


def said(p: Mapping[str, Any], text: str, *buttons: Button, protect: bool = False) -> Speech:
    """With `voice` the text stands under the voice message, or changes what stands there."""
    return Speech(text, column(*buttons), voice=p.get("voice"), protect=protect)


def help_button(t: Translate) -> Button:
    return Button(t(_("🆘 Help")), data("help"))


def leave_button(t: Translate) -> Button:
    return Button(t(_("❌ Leave it")), data("story_leave"))


def story(t: Translate, p: Mapping[str, Any]) -> str:
    """The story exactly as it is shared: who tells it, then the words."""
    if p.get("name"):
        teller = fill(t(_("📖 <b>{name}</b> tells:")), name=p["name"])
    elif p.get("from_afar"):
        teller = t(_("📖 A companion from another group tells:"))
    else:
        teller = t(_("📖 A companion from this group tells:"))
    return f"{teller}\n\n{fill('{body}', body=p['body'])}" if p.get("body") else teller


def moment(t: Translate, iso: str) -> dict[str, str]:
    """`date` and `clock` in words, as the wall in Chhattisgarh shows them."""
    local = datetime.fromisoformat(iso).astimezone(KOLKATA)
    return {"date": day_words(local.date(), t), "clock": clock_words(local.time(), t)}
