"""The question for a pill count: the reminder, the number pad, and to be asked another day."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from bot.i18n import Translator
from bot.i18n.words import day_words
from bot.keyboards import Button, Rows, column
from bot.keyboards.alerts import AskForHelp
from bot.keyboards.caregivers import AskWhichPatient
from bot.keyboards.number_pad import number_pad
from bot.keyboards.pill_counts import (
    PadKey,
    PostponeCount,
    StartCount,
    SwitchPersonOfCount,
)
from bot.texts.caregivers import PhonePatient
from bot.texts.pill_counts.result import ask_clinic_first
from bot.texts.sentences import sentence
from bot.texts.speech import Speech

MOST_OTHERS = 3
"""Up to so many other patients of a phone get a button each under a question; if there are more,
one button opens the list of all."""


@sentence
def reminder(
    t: Translator, *, person: str, patient: int, meeting: date | None, lacking: Sequence[str]
) -> Speech:
    """`lacking`: the medicines of which the clinic has none now."""
    lines = [t("🌿 {person}, it is time to count the pills.", person=person)]
    if meeting is not None:
        lines.append(t("📅 The meeting is on {day}.", day=day_words(meeting, t)))
    lines.append(t("Bring all your medicine together, then tap."))
    if lacking:
        lines.append(ask_clinic_first(t, lacking))
    return Speech(
        "\n".join(lines),
        column(
            Button(t("💊 Count now"), StartCount(patient)),
            Button(t("⏰ Tomorrow"), PostponeCount(patient)),
            Button(t("🆘 Help"), AskForHelp()),
        ),
    )


@sentence
def ask(
    t: Translator,
    *,
    treatment: int,
    person: str,
    medicine: str,
    photo: str | None,
    others: Sequence[PhonePatient],
    entered: str = "",
    everywhere: bool = False,
) -> Speech:
    """`entered`: the digits tapped on the number pad so far."""
    lines = [
        t(
            "{person}: how many pills of <b>{medicine}</b> are left?",
            person=person,
            medicine=medicine,
        )
    ]
    if everywhere:
        lines.append(t("Count those in every place together."))
    if entered:
        lines.append(f"👉 <b>{entered}</b>")
    else:
        lines.append(t("Tap the number, or write it."))
    return Speech("\n".join(lines), pad_of_count(t, treatment, others), photo=photo)


def pad_of_count(t: Translator, treatment: int, others: Sequence[PhonePatient]) -> Rows:
    people = [Button(f"👪 {one.name}", SwitchPersonOfCount(one.id)) for one in others]
    if len(others) > MOST_OTHERS:
        people = [Button(t("👪 Change person"), AskWhichPatient())]
    return (
        *number_pad(partial(PadKey, treatment), none=t("Finished, none left")),
        *column(*people),
        (Button(t("🆘 Help"), AskForHelp()),),
    )


@sentence
def nothing_to_count(t: Translator) -> Speech:
    return Speech(t("I do not know your medicines yet. Please ask the nurse to tell me."))


@sentence
def postponed(t: Translator) -> Speech:
    return Speech(t("All right, I will ask tomorrow."))
