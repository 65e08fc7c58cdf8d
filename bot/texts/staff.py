"""Sentences to staff that do not belong to an alert."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.i18n import Translator, fill
from bot.keyboards import Button, column
from bot.keyboards.alerts import ShowMyAlerts, ShowOpenAlerts
from bot.keyboards.call_list import ShowCallList
from bot.keyboards.meetings import ShowMeetings
from bot.keyboards.oncall import ShowOncall
from bot.keyboards.patients import StartPatientLookup
from bot.keyboards.staff import ChooseWorkplace, WriteName
from bot.keyboards.stock import StartStock
from bot.keyboards.treatments import StartMedicineEntry
from bot.texts.sentences import sentence
from bot.texts.speech import Speech


@sentence
def welcome(t: Translator, *, name: str) -> Speech:
    return Speech(
        t("Welcome, {name}. The clinic's alerts will reach you here.", name=name)
        + "\n"
        + t("Tap “I take it” on an alert, and call the person."),
        protect=True,
    )


@sentence
def no_longer_staff(t: Translator, *, clinic: str) -> Speech:
    return Speech(t("You are no longer on the staff of {clinic}. Thank you.", clinic=clinic))


@sentence
def taken_away(t: Translator) -> Speech:
    """In place of what somebody was shown because of a work that they do no longer."""
    return Speech(t("This is no longer shown."))


@dataclass(frozen=True, slots=True)
class Workplace:
    """A clinic that somebody serves. `staff`: their place on its staff."""

    staff: int
    clinic: str


@sentence
def home(
    t: Translator, *, open_alerts: int | None = None, workplaces: Sequence[Workplace] = ()
) -> Speech:
    """`workplaces`: of those who serve several clinics; they work for the first now."""
    lines = [t("Alerts come here by themselves. Leave this chat's sound on.")]
    if open_alerts:
        lines.insert(0, t("📌 Open alerts: {count}", count=open_alerts))
    elif open_alerts == 0:
        lines.insert(0, t("✅ No alert is open."))
    if workplaces:
        lines.insert(0, fill("🏥 <b>{clinic}</b>", clinic=workplaces[0].clinic))
    change = [Button(f"🏥 {one.clinic}", ChooseWorkplace(one.staff)) for one in workplaces[1:]]
    return Speech(
        "\n".join(lines),
        (
            *column(*change),
            (
                Button(t("📌 Open alerts"), ShowOpenAlerts()),
                Button(t("✋ Mine"), ShowMyAlerts()),
            ),
            (
                Button(t("📞 Whom to call"), ShowCallList()),
                Button(t("🔎 A patient"), StartPatientLookup()),
            ),
            (
                Button(t("💊 Record a medicine"), StartMedicineEntry()),
                Button(t("📦 What has run out"), StartStock()),
            ),
            (
                Button(t("🔔 On call"), ShowOncall()),
                Button(t("📅 Meeting"), ShowMeetings()),
            ),
        ),
        protect=True,
    )


@sentence
def name_spoken(t: Translator, *, name: str, patient: int, voice: str) -> Speech:
    """`voice`: the file in which the name is spoken; `name`: the temporary one."""
    return Speech(
        t("🎙 A new member spoke the name. Until then I say “{name}”.", name=name),
        column(Button(t("✏️ Write the name"), WriteName(patient))),
        voice=voice,
        protect=True,
    )


@sentence
def ask_spoken_name(t: Translator, *, name: str) -> Speech:
    return Speech(t("Write the name that stands for “{name}”.", name=name))


@sentence
def name_written(t: Translator, *, name: str) -> Speech:
    return Speech(t("✅ From now on I say “{name}”.", name=name))
