"""Sentences to staff that do not belong to an alert."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import Translator
from bot.keyboards import Button, column, data
from bot.keyboards.stock import StartStock
from bot.texts.speech import Renderer, Speech


def welcome(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(
        t("Welcome, {name}. The clinic's alerts will reach you here.", name=p["name"])
        + "\n"
        + t("Tap “I take it” on an alert, and call the person."),
        protect=True,
    )


def home(t: Translator, p: Mapping[str, Any]) -> Speech:
    """`open`, if given: the number of open alerts."""
    lines = [t("Alerts come here by themselves. Leave this chat's sound on.")]
    if p.get("open"):
        lines.insert(0, t("📌 Open alerts: {count}", count=p["open"]))
    elif p.get("open") == 0:
        lines.insert(0, t("✅ No alert is open."))
    return Speech(
        "\n".join(lines),
        (
            (
                Button(t("📌 Open alerts"), data("open_alerts")),
                Button(t("✋ Mine"), data("my_alerts")),
            ),
            (
                Button(t("📞 Whom to call"), data("call_list")),
                Button(t("🔎 A patient"), data("patient_lookup")),
            ),
            (
                Button(t("💊 Record a medicine"), data("treatment")),
                Button(t("📦 What has run out"), StartStock()),
            ),
            (
                Button(t("🔔 On call"), data("oncall")),
                Button(t("📅 Meeting"), data("meet")),
            ),
        ),
        protect=True,
    )


def name_spoken(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(
        t("🎙 A new member spoke the name. Until then I say “{name}”.", name=p["name"]),
        column(Button(t("✏️ Write the name"), data("write_name", p["patient"]))),
        voice=p["voice"],
        protect=True,
    )


def ask_spoken_name(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(t("Write the name that stands for “{name}”.", name=p["name"]))


def name_written(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(t("✅ From now on I say “{name}”.", name=p["name"]))


SAYS: tuple[Renderer, ...] = (welcome, home, name_spoken, ask_spoken_name, name_written)
