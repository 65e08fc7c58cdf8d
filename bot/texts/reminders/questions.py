"""The second reminder, the weekly check-in, the hour, a leader's help, requests to greet."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import Translator, _, fill
from bot.keyboards import Button, column, data, row
from bot.texts.speech import Renderer, Speech


def count_again(t: Translator, p: Mapping[str, Any]) -> Speech:
    """Two days after the first reminder, and the last time."""
    text = t("🌿 {person}, I wait for the pill count.", person=p["person"])
    return Speech(
        f"{text}\n" + t("Whatever the number is, it helps."),
        column(
            Button(t("💊 Count now"), data("count_start", p["patient"])),
            Button(t("⏰ Tomorrow"), data("count_later", p["patient"])),
            Button(t("🆘 Help"), data("help")),
        ),
    )


def checkin(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(
        t("🌿 {person}, how was this week?", person=p["person"]),
        row(
            Button(t("👍 Fine"), data("checkin", p["checkin"], "fine")),
            Button(t("😟 Trouble"), data("checkin", p["checkin"], "trouble")),
        ),
    )


def checkin_fine(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("🙏 Good to know. In trouble tap 🆘 any time."))


def hour_changed(t: Translator, p: Mapping[str, Any]) -> Speech:
    sentence = (
        _("All right. From now on I ask at {hour} in the morning.")
        if p["morning"]
        else _("All right. From now on I ask at {hour} in the evening.")
    )
    return Speech(t(sentence, hour=p["hour"]))


def ask_leader_help(t: Translator, p: Mapping[str, Any]) -> Speech:
    """What a leader may know is said before the consent."""
    lines = [t("🤝 {person}: may your group's leader help?", person=p["person"])]
    lines.append(t("The leader then knows when pills end, and may visit or help count."))
    lines.append(t("The leader then sees the names of your medicine."))
    lines.append(t("What you write to me stays secret all the same."))
    yes = Button(t("✅ Yes, may help"), data("leader_help", p["patient"], "yes"))
    no = Button(t("🚫 No, not that"), data("leader_help", p["patient"], "no"))
    return Speech("\n".join(lines), column(yes, no))


def leader_allowed(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(
        t("🤝 All right. The leader may help {person}.", person=p["person"])
        + "\n"
        + t("You can change it any time under ⚙️.")
    )


def leader_forbidden(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(t("All right. The leader hears nothing about {person}.", person=p["person"]))


def ask_leader_to_greet(t: Translator, p: Mapping[str, Any]) -> Speech:
    """To a leader: names only, without a reason."""
    names = "\n".join(fill("• {name}", name=name) for _id, name in p["people"])
    return Speech(
        t("👋 Please say hello to:")
        + f"\n{names}\n"
        + t("Just ask how they are, alone with them."),
        protect=True,
    )


def ask_staff_to_greet(t: Translator, p: Mapping[str, Any]) -> Speech:
    lines = [
        fill("• {who}", who=" · ".join(filter(None, (name, number, village, phone))))
        for _id, name, number, village, phone in p["people"]
    ]
    return Speech(
        t("👋 Quiet for some weeks. Please ask how they are:") + "\n" + "\n".join(lines),
        protect=True,
    )


SAYS: tuple[Renderer, ...] = (
    count_again,
    checkin,
    checkin_fine,
    hour_changed,
    ask_leader_help,
    leader_allowed,
    leader_forbidden,
    ask_leader_to_greet,
    ask_staff_to_greet,
)
