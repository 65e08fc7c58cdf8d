"""Whether the leader may note medicine for a person: said plainly what the leader then sees."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import _
from bot.keyboards import Button, column, data
from bot.texts.speech import Renderer, Speech, Translate, fill


def may_leader(t: Translate, p: Mapping[str, Any]) -> Speech:
    asked = fill(
        t(_("{person}: may the leader of your group note that medicine came?")), person=p["person"]
    )
    lines = (
        asked,
        t(_("The leader then sees the names of your medicine.")),
        t(_("How many pills are left is never shown.")),
    )
    yes = Button(t(_("🤝 Yes, the leader may")), data("helper", "yes", p["patient"]))
    no = Button(t(_("✋ No, only I")), data("helper", "no", p["patient"]))
    return Speech("\n".join(lines), column(*((no, yes) if p["may"] else (yes, no))))


def leader_helps(t: Translate, p: Mapping[str, Any]) -> Speech:
    return Speech(
        fill(t(_("🤝 The leader may now note medicine for {person}.")), person=p["person"])
        + "\n"
        + t(_("You can take this back any time under “⚙️ More”."))
    )


def leader_helps_not(t: Translate, p: Mapping[str, Any]) -> Speech:
    return Speech(fill(t(_("✋ The leader notes nothing for {person}.")), person=p["person"]))


SAYS: tuple[Renderer, ...] = (may_leader, leader_helps, leader_helps_not)
