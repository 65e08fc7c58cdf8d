"""Sentences to staff that do not belong to an alert."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import _
from bot.keyboards import Button, column, data
from bot.texts.speech import Renderer, Speech, Translate, fill


def welcome(t: Translate, p: Mapping[str, Any]) -> Speech:
    return Speech(
        fill(t(_("Welcome, {name}. The clinic's alerts will reach you here.")), name=p["name"])
        + "\n"
        + t(_("Tap “I take it” on an alert, and call the person.")),
        protect=True,
    )


def home(t: Translate, p: Mapping[str, Any]) -> Speech:
    """`open`, if given: the number of open alerts."""
    lines = [t(_("Alerts come here by themselves. Leave this chat's sound on."))]
    if p.get("open"):
        lines.insert(0, fill(t(_("📌 Open alerts: {count}")), count=p["open"]))
    elif p.get("open") == 0:
        lines.insert(0, t(_("✅ No alert is open.")))
    return Speech(
        "\n".join(lines),
        (
            (
                Button(t(_("📌 Open alerts")), data("open_alerts")),
                Button(t(_("✋ Mine")), data("my_alerts")),
            ),
            (
                Button(t(_("📞 Whom to call")), data("call_list")),
                Button(t(_("🔎 A patient")), data("patient_lookup")),
            ),
            (
                Button(t(_("💊 Record a medicine")), data("treatment")),
                Button(t(_("📦 What has run out")), data("stock")),
            ),
            (
                Button(t(_("🔔 On call")), data("oncall")),
                Button(t(_("📅 Meeting")), data("meet")),
            ),
        ),
        protect=True,
    )


def name_spoken(t: Translate, p: Mapping[str, Any]) -> Speech:
    return Speech(
        fill(t(_("🎙 A new member spoke the name. Until then I say “{name}”.")), name=p["name"]),
        column(Button(t(_("✏️ Write the name")), data("write_name", p["patient"]))),
        voice=p["voice"],
        protect=True,
    )


def ask_spoken_name(t: Translate, p: Mapping[str, Any]) -> Speech:
    return Speech(fill(t(_("Write the name that stands for “{name}”.")), name=p["name"]))


def name_written(t: Translate, p: Mapping[str, Any]) -> Speech:
    return Speech(fill(t(_("✅ From now on I say “{name}”.")), name=p["name"]))


SAYS: tuple[Renderer, ...] = (welcome, home, name_spoken, ask_spoken_name, name_written)
