"""The second reminder, the weekly check-in, the hour, a leader's help, requests to greet."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.i18n import Translator, _, fill
from bot.keyboards import Button, column, row
from bot.keyboards.alerts import AskForHelp
from bot.keyboards.pill_counts import PostponeCount, StartCount
from bot.keyboards.preferences import LeaderHelp
from bot.keyboards.reminders import AnswerCheckin
from bot.texts.sentences import sentence
from bot.texts.speech import Speech
from db.enums import Wellbeing


@dataclass(frozen=True, slots=True)
class SilentPerson:
    """As the clinic is told. `patient` is there to take the person out if they answer."""

    patient: int
    name: str
    number: str | None
    village: str | None
    phone: str | None


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """As a leader is told: the name only."""

    patient: int
    name: str


@sentence
def count_again(t: Translator, *, patient: int, person: str) -> Speech:
    """Two days after the first reminder, and the last time."""
    text = t("🌿 {person}, I wait for the pill count.", person=person)
    return Speech(
        f"{text}\n" + t("Whatever the number is, it helps."),
        column(
            Button(t("💊 Count now"), StartCount(patient)),
            Button(t("⏰ Tomorrow"), PostponeCount(patient)),
            Button(t("🆘 Help"), AskForHelp()),
        ),
    )


@sentence
def checkin(t: Translator, *, person: str, checkin: int) -> Speech:
    return Speech(
        t("🌿 {person}, how was this week?", person=person),
        row(
            Button(t("👍 Fine"), AnswerCheckin(checkin, Wellbeing.FINE)),
            Button(t("😟 Trouble"), AnswerCheckin(checkin, Wellbeing.TROUBLE)),
        ),
    )


@sentence
def checkin_fine(t: Translator) -> Speech:
    return Speech(t("🙏 Good to know. In trouble tap 🆘 any time."))


@sentence
def hour_changed(t: Translator, *, hour: int, morning: bool) -> Speech:
    """`hour`: on a clock of twelve hours."""
    said = (
        _("All right. From now on I ask at {hour} in the morning.")
        if morning
        else _("All right. From now on I ask at {hour} in the evening.")
    )
    return Speech(t(said, hour=hour))


@sentence
def ask_leader_help(t: Translator, *, patient: int, person: str) -> Speech:
    """What a leader may know is said before the consent."""
    lines = [t("🤝 {person}: may your group's leader help?", person=person)]
    lines.append(t("The leader then knows when pills end, and may visit or help count."))
    lines.append(t("The leader then sees the names of your medicine."))
    lines.append(t("What you write to me stays secret all the same."))
    yes = Button(t("✅ Yes, may help"), LeaderHelp(patient, "yes"))
    no = Button(t("🚫 No, not that"), LeaderHelp(patient, "no"))
    return Speech("\n".join(lines), column(yes, no))


@sentence
def leader_allowed(t: Translator, *, person: str) -> Speech:
    return Speech(
        t("🤝 All right. The leader may help {person}.", person=person)
        + "\n"
        + t("You can change it any time under ⚙️.")
    )


@sentence
def leader_forbidden(t: Translator, *, person: str) -> Speech:
    return Speech(t("All right. The leader hears nothing about {person}.", person=person))


@sentence
def ask_leader_to_greet(t: Translator, *, people: Sequence[NamedPerson]) -> Speech:
    """To a leader: names only, without a reason."""
    names = "\n".join(fill("• {name}", name=one.name) for one in people)
    return Speech(
        t("👋 Please say hello to:")
        + f"\n{names}\n"
        + t("Just ask how they are, alone with them."),
        protect=True,
    )


@sentence
def ask_staff_to_greet(t: Translator, *, people: Sequence[SilentPerson]) -> Speech:
    lines = [
        fill("• {who}", who=" · ".join(filter(None, (p.name, p.number, p.village, p.phone))))
        for p in people
    ]
    return Speech(
        t("👋 Quiet for some weeks. Please ask how they are:") + "\n" + "\n".join(lines),
        protect=True,
    )
