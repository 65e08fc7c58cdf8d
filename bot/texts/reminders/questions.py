"""What the bot asks of its own accord, and whom it asks to look in on somebody."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import _
from bot.keyboards import Button, column, data, row
from bot.texts.speech import Renderer, Speech, Translate, fill


def count_again(t: Translate, p: Mapping[str, Any]) -> Speech:
    """Two days after the first question, and the last time."""
    text = fill(t(_("🌿 {person}, I wait for the pill count.")), person=p["person"])
    return Speech(
        f"{text}\n" + t(_("Whatever the number is, it helps.")),
        column(
            Button(t(_("💊 Count now")), data("count", p["patient"])),
            Button(t(_("⏰ Tomorrow")), data("later", p["patient"])),
            Button(t(_("🆘 Help")), data("help")),
        ),
    )


def checkin(t: Translate, p: Mapping[str, Any]) -> Speech:
    return Speech(
        fill(t(_("🌿 {person}, how was this week?")), person=p["person"]),
        row(
            Button(t(_("👍 Fine")), data("week", p["checkin"], "fine")),
            Button(t(_("😟 Trouble")), data("week", p["checkin"], "trouble")),
        ),
    )


def fine(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("🙏 Good to know. In trouble tap 🆘 any time.")))


def hour(t: Translate, p: Mapping[str, Any]) -> Speech:
    sentence = (
        _("All right. From now on I ask at {hour} in the morning.")
        if p["morning"]
        else _("All right. From now on I ask at {hour} in the evening.")
    )
    return Speech(fill(t(sentence), hour=p["hour"]))


def leader(t: Translate, p: Mapping[str, Any]) -> Speech:
    """`allowed`: as it stands now. What a leader may know is said before the yes."""
    lines = [fill(t(_("🤝 {person}: may your group's leader help?")), person=p["person"])]
    lines.append(t(_("The leader then knows when pills end, and may visit or help count.")))
    lines.append(t(_("The leader then sees the names of your medicine.")))
    lines.append(t(_("What you write to me stays secret all the same.")))
    yes = Button(t(_("✅ Yes, may help")), data("leader_ok", p["patient"], "yes"))
    no = Button(t(_("🚫 No, not that")), data("leader_ok", p["patient"], "no"))
    return Speech("\n".join(lines), column(yes, no))


def leader_may(t: Translate, p: Mapping[str, Any]) -> Speech:
    return Speech(
        fill(t(_("🤝 All right. The leader may help {person}.")), person=p["person"])
        + "\n"
        + t(_("You can change it any time under ⚙️."))
    )


def leader_may_not(t: Translate, p: Mapping[str, Any]) -> Speech:
    return Speech(
        fill(t(_("All right. The leader hears nothing about {person}.")), person=p["person"])
    )


def greet(t: Translate, p: Mapping[str, Any]) -> Speech:
    """Names only; no reason, not even that there is one."""
    names = "\n".join(fill("• {name}", name=name) for _id, name in p["people"])
    return Speech(
        t(_("👋 Please say hello to:"))
        + f"\n{names}\n"
        + t(_("Just ask how they are, alone with them.")),
        protect=True,
    )


def greet_staff(t: Translate, p: Mapping[str, Any]) -> Speech:
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
    fine,
    hour,
    leader,
    leader_may,
    leader_may_not,
    greet,
    greet_staff,
)
