"""Requests to join a group: to the person, and to those who decide."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import Translator
from bot.keyboards import Button, column, data
from bot.texts.speech import Renderer, Speech


def join_request_waiting(t: Translator, p: Mapping[str, Any]) -> Speech:
    """`code`: whether the clinic gives out an entry code for this group."""
    lines = [
        t("🙏 You asked to join “{group}”.", group=p["group"]),
        t("A leader of the group will answer."),
    ]
    if p["code"]:
        lines.append(t("Did the clinic give you a code? Write it here."))
    return Speech("\n".join(lines))


def wrong_code(t: Translator, p: Mapping[str, Any]) -> Speech:
    if p["again"]:
        return Speech(t("That is not the code. It has six digits, like 123456."))
    return Speech(t("The code does not fit. The leader will answer you."))


def join_request(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(
        t("🚪 {name} asks to join “{group}”.", name=p["name"], group=p["group"])
        + "\n"
        + t("Do you know this person?"),
        column(
            Button(t("✅ Let them in"), data("join_request", p["request"], "yes")),
            Button(t("❌ Not now"), data("join_request", p["request"], "no")),
        ),
        protect=True,
    )


def join_request_answered(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(t("✅ They are in.") if p["let_in"] else t("All right, not now."))


def admitted(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(t("🌿 Welcome to “{group}”!", group=p["group"]))


def turned_away(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(
        t("“{group}” cannot take you in now.", group=p["group"])
        + "\n"
        + t("The clinic can help you. In danger call 108.")
    )


SAYS: tuple[Renderer, ...] = (
    join_request_waiting,
    wrong_code,
    join_request,
    join_request_answered,
    admitted,
    turned_away,
)
