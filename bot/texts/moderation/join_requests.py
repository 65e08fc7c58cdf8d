"""Requests to join a group: to the person, and to those who decide."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import _
from bot.keyboards import Button, column, data
from bot.texts.speech import Renderer, Speech, Translate, fill


def join_request_waiting(t: Translate, p: Mapping[str, Any]) -> Speech:
    """`code`: whether the clinic gives out an entry code for this group."""
    lines = [
        fill(t(_("🙏 You asked to join “{group}”.")), group=p["group"]),
        t(_("A leader of the group will answer.")),
    ]
    if p["code"]:
        lines.append(t(_("Did the clinic give you a code? Write it here.")))
    return Speech("\n".join(lines))


def wrong_code(t: Translate, p: Mapping[str, Any]) -> Speech:
    if p["again"]:
        return Speech(t(_("That is not the code. It has six digits, like 123456.")))
    return Speech(t(_("The code does not fit. The leader will answer you.")))


def join_request(t: Translate, p: Mapping[str, Any]) -> Speech:
    return Speech(
        fill(t(_("🚪 {name} asks to join “{group}”.")), name=p["name"], group=p["group"])
        + "\n"
        + t(_("Do you know this person?")),
        column(
            Button(t(_("✅ Let them in")), data("join_request", p["request"], "yes")),
            Button(t(_("❌ Not now")), data("join_request", p["request"], "no")),
        ),
        protect=True,
    )


def join_request_answered(t: Translate, p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("✅ They are in.")) if p["let_in"] else t(_("All right, not now.")))


def admitted(t: Translate, p: Mapping[str, Any]) -> Speech:
    return Speech(fill(t(_("🌿 Welcome to “{group}”!")), group=p["group"]))


def turned_away(t: Translate, p: Mapping[str, Any]) -> Speech:
    return Speech(
        fill(t(_("“{group}” cannot take you in now.")), group=p["group"])
        + "\n"
        + t(_("The clinic can help you. In danger call 108."))
    )


SAYS: tuple[Renderer, ...] = (
    join_request_waiting,
    wrong_code,
    join_request,
    join_request_answered,
    admitted,
    turned_away,
)
