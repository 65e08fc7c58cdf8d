"""A leader reports a refill at the meeting, and never sees how many pills anybody has left."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import Translator
from bot.i18n.words import number
from bot.keyboards import Button, column, data
from bot.texts.speech import Renderer, Speech


def choose_member(t: Translator, p: Mapping[str, Any]) -> Speech:
    members = [
        Button(" · ".join(filter(None, (name, village))), data("refill_for", id_))
        for id_, name, village in p["members"]
    ]
    return Speech(t("Who got new medicine? Those who allow it stand here."), column(*members))


def not_leader(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("Only the leader of a group can do this."))


def nobody_allows(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(
        t("Nobody has allowed you to note medicine yet.")
        + "\n"
        + t("They can allow it with 🤝 under “⚙️ More”.")
    )


def nothing_to_count(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("The clinic has noted no medicine to count for this person."))


def noted_already(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(
        t(
            "That is noted already: {medicine} for {person}.",
            medicine=p["medicine"],
            person=p["person"],
        )
    )


def noted_by_leader(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(
        t(
            "🙏 Noted: new {medicine} for {person}. I tell them too.",
            medicine=p["medicine"],
            person=p["person"],
        ),
        column(
            Button(t("➕ Another member"), data("refill_by_leader")),
            Button(t("✏️ Correct the number"), data("refill_correct", p["dispensing"])),
        ),
    )


def noted_for_you(t: Translator, p: Mapping[str, Any]) -> Speech:
    """Tells the patient what the leader recorded, so that they can correct it."""
    return Speech(
        t(
            "{leader} noted for {person}: <b>{count}</b> new pills of {medicine} came.",
            leader=p["leader"],
            person=p["person"],
            count=number(p["count"]),
            medicine=p["medicine"],
        ),
        column(Button(t("✏️ Correct the number"), data("refill_correct", p["dispensing"]))),
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
