"""Several patients on one phone."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import _
from bot.keyboards import Button, column, data
from bot.texts.speech import Renderer, Speech, Translate, fill


def choose(t: Translate, p: Mapping[str, Any]) -> Speech:
    people = [Button(f"🙂 {name}", data("person", id_)) for id_, name in p["people"]]
    return Speech(
        t(_("Whom are we talking about?")), column(*people, Button(t(_("🆘 Help")), data("help")))
    )


def now(t: Translate, p: Mapping[str, Any]) -> Speech:
    return Speech(fill(t(_("All right. Now we talk about <b>{name}</b>.")), name=p["name"]))


SAYS: tuple[Renderer, ...] = (choose, now)
