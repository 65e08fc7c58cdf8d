"""The second reminder, the weekly check-in, the hour, a leader's help, requests to greet."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import _
from bot.keyboards import Button, column, data, row
from bot.texts.speech import Renderer, Speech, Translate, fill


def count_again(t: Translate, p: Mapping[str, Any]) -> Speech:
    """Two days after the first reminder, and the last time."""
    text = fill(t(_("🌿 {person}, I wait for the pill count.")), person=p["person"])
    return Speech(
        f"{text}\n" + t(_("Whatever the number is, it helps.")),
        column(
            Button(t(_("💊 Count now")), data("count_start", p["patient"])),
            Button(t(_("⏰ Tomorrow")), data("count_later", p["patient"])),
            Button(t(_("🆘 Help")), data("help")),
        ),
    )


def checkin(t: Translate, p: Mapping[str, Any]) -> Speech:
    return Speech(
        fill(t(_("🌿 {person}, how was this week?")), person=p["person"]),
        row(
            Button(t(_("👍 Fine")), data("checkin", p["checkin"], "fine")),
            Button(t(_("😟 Trouble")), data("checkin", p["checkin"], "trouble")),
        ),
    )


def checkin_fine(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("🙏 Good to know. In trouble tap 🆘 any time.")))


def hour_changed(t: Translate, p: Mapping[str, Any]) -> Speech:
    sentence = (
        _("All right. From now on I ask at {hour} in the morning.")
        if p["morning"]
        else _("All right. From now on I ask at {hour} in the evening.")
    )
    return Speech(fill(t(sentence), hour=p["hour"]))


def ask_leader_help(t: Translate, p: Mapping[str, Any]) -> Speech:
    """What a leader may know is said before the consent."""
    lines = [fill(t(_("🤝 {person}: may your group's leader help?")), person=p["person"])]
    lines.append(t(_("The leader then knows when pills end, and may visit or help count.")))
    lines.append(t(_("The leader then sees the names of your medicine.")))
    lines.append(t(_("What you write to me stays secret all the same.")))
    yes = Button(t(_("✅ Yes, may help")), data("leader_help", p["patient"], "yes"))
    no = Button(t(_("🚫 No, not that")), data("leader_help", p["patient"], "no"))
    return Speech("\n".join(lines), column(yes, no))


def leader_allowed(t: Translate, p: Mapping[str, Any]) -> Speech:
    return Speech(
        fill(t(_("🤝 All right. The leader may help {person}.")), person=p["person"])
        + "\n"
        + t(_("You can change it any time under ⚙️."))
    )


def leader_forbidden(t: Translate, p: Mapping[str, Any]) -> Speech:
    return Speech(
        fill(t(_("All right. The leader hears nothing about {person}.")), person=p["person"])
    )


def ask_leader_to_greet(t: Translate, p: Mapping[str, Any]) -> Speech:
    """To a leader: names only, without a reason."""
    names = "\n".join(fill("• {name}", name=name) for _id, name in p["people"])
    return Speech(
        t(_("👋 Please say hello to:"))
        + f"\n{names}\n"
        + t(_("Just ask how they are, alone with them.")),
        protect=True,
    )


def ask_staff_to_greet(t: Translate, p: Mapping[str, Any]) -> Speech:
    lines = [
        fill("• {who}", who=" · ".join(filter(None, (name, number, village, phone))))
        for _id, name, number, village, phone in p["people"]
    ]
    return Speech(
        t(_("👋 Quiet for some weeks. Please ask how they are:")) + "\n" + "\n".join(lines),
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
