"""Staff record that a patient moved, is treated elsewhere, or died."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import Translator, _, fill
from bot.keyboards import Button, column, data
from bot.texts.speech import Renderer, Speech

LEFT_BECAUSE = {
    "moved": _("🚚 Moved away"),
    "transferred": _("🏥 Treated elsewhere"),
    "died": _("🕯 Died"),
}


def status(t: Translator, p: Mapping[str, Any]) -> Speech:
    """`because`: why the patient left; None if they are still looked after here."""
    who = " · ".join(filter(None, (p["name"], p["number"], p["village"])))
    if p["because"] is not None:
        return Speech(
            fill("{who}\n{why}", who=who, why=t(LEFT_BECAUSE[p["because"]])),
            column(_undo(t, p)),
            protect=True,
        )
    choices = [
        Button(t(label), data("patient_left", p["patient"], because))
        for because, label in LEFT_BECAUSE.items()
    ]
    return Speech(
        fill("{who}\n", who=who) + t("Has something changed?"), column(*choices), protect=True
    )


def _undo(t: Translator, p: Mapping[str, Any]) -> Button:
    return Button(t("↩️ That was a mistake"), data("patient_returned", p["patient"]))


def confirm_left(t: Translator, p: Mapping[str, Any]) -> Speech:
    what = fill("{name}: {why}", name=p["name"], why=t(LEFT_BECAUSE[p["because"]]))
    return Speech(
        f"{what}\n" + t("Everything about this person then stops. Right?"),
        column(
            Button(t("✅ Yes, right"), data("patient_left", p["patient"], p["because"], "yes")),
            Button(t("❌ No, drop it"), data("patient_status", p["patient"])),
        ),
        protect=True,
    )


def left(t: Translator, p: Mapping[str, Any]) -> Speech:
    """`open`: how many alerts staff still have to close."""
    lines = [fill("{name}: {why}", name=p["name"], why=t(LEFT_BECAUSE[p["because"]]))]
    lines.append(t("I ask and send nothing about this person any more."))
    if p["open"]:
        lines.append(t("📌 Open alerts: {count}", count=p["open"]))
    return Speech("\n".join(lines), column(_undo(t, p)), protect=True)


def returned(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(t("✅ {name} is looked after here again.", name=p["name"]), protect=True)


SAYS: tuple[Renderer, ...] = (status, confirm_left, left, returned)
