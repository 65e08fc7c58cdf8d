"""A leader reports a refill at the meeting, and never sees how many pills anybody has left."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import _
from bot.i18n.words import number
from bot.keyboards import Button, column, data
from bot.texts.speech import Renderer, Speech, Translate, fill


def choose_member(t: Translate, p: Mapping[str, Any]) -> Speech:
    members = [
        Button(" · ".join(filter(None, (name, village))), data("refill_for", id_))
        for id_, name, village in p["members"]
    ]
    return Speech(t(_("Who got new medicine? Those who allow it stand here.")), column(*members))


def not_leader(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("Only the leader of a group can do this.")))


def nobody_allows(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(
        t(_("Nobody has allowed you to note medicine yet."))
        + "\n"
        + t(_("They can allow it with 🤝 under “⚙️ More”."))
    )


def nothing_to_count(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("The clinic has noted no medicine to count for this person.")))


def noted_already(t: Translate, p: Mapping[str, Any]) -> Speech:
    return Speech(
        fill(
            t(_("That is noted already: {medicine} for {person}.")),
            medicine=p["medicine"],
            person=p["person"],
        )
    )


def noted_by_leader(t: Translate, p: Mapping[str, Any]) -> Speech:
    return Speech(
        fill(
            t(_("🙏 Noted: new {medicine} for {person}. I tell them too.")),
            medicine=p["medicine"],
            person=p["person"],
        ),
        column(
            Button(t(_("➕ Another member")), data("refill_by_leader")),
            Button(t(_("✏️ Correct the number")), data("refill_correct", p["dispensing"])),
        ),
    )


def noted_for_you(t: Translate, p: Mapping[str, Any]) -> Speech:
    """Tells the patient what the leader recorded, so that they can correct it."""
    return Speech(
        fill(
            t(_("{leader} noted for {person}: <b>{count}</b> new pills of {medicine} came.")),
            leader=p["leader"],
            person=p["person"],
            count=number(p["count"]),
            medicine=p["medicine"],
        ),
        column(Button(t(_("✏️ Correct the number")), data("refill_correct", p["dispensing"]))),
    )


SAYS: tuple[Renderer, ...] = (
    choose_member,
    not_leader,
    nobody_allows,
    nothing_to_count,
    noted_already,
    noted_by_leader,
    noted_for_you,
)
