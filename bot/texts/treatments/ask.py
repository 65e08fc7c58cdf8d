"""Asks for the patient, the medicine, its strip size and spoken name, and what was dispensed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.domain.treatments.prescription import Prescription
from bot.i18n import Translator, fill
from bot.keyboards import Button, column
from bot.keyboards.treatments import (
    AddMedicine,
    ChooseAnotherMedicine,
    ChooseDispensed,
    ChooseMedicine,
    ChoosePatientToTreat,
    ChooseSpokenName,
    ChooseStripSize,
    ChooseTreatment,
    ChooseTreatmentAction,
    ChooseTreatmentDay,
    MedicineSource,
)
from bot.texts.patients.words import FoundPatient
from bot.texts.sentences import sentence
from bot.texts.speech import Speech
from bot.texts.treatments.regimen import regimen_words

Action = Literal["start", "change", "dispense"]


@dataclass(frozen=True, slots=True)
class RunningTreatment:
    id: int
    name: str
    taken: Prescription | None
    """None if nothing of it is due now."""
    countable: bool


@dataclass(frozen=True, slots=True)
class OfferedMedicine:
    source: MedicineSource
    key: str
    """The id of the clinic's medicine, or the name in the formulary."""
    name: str


@sentence
def choose_patient(t: Translator, *, patients: Sequence[FoundPatient], tag: str) -> Speech:
    buttons = [Button(one.label, ChoosePatientToTreat(one.id, tag)) for one in patients]
    return Speech(t("Whose medicine? Tap, or write a name or number."), column(*buttons))


@sentence
def no_such_patient(t: Translator) -> Speech:
    return Speech(t("Nobody of that name or number. Write another, like GAN200000."))


@sentence
def choose_treatment(
    t: Translator, *, name: str, treatments: Sequence[RunningTreatment], tag: str
) -> Speech:
    buttons = [Button(f"💊 {one.name}", ChooseTreatment(one.id, tag)) for one in treatments]
    question = t("{name} takes these. Which one, or another?", name=name)
    more = Button(t("➕ Another medicine"), ChooseAnotherMedicine(tag))
    lines = (*(_running(t, one) for one in treatments), question)
    return Speech("\n".join(lines), column(*buttons, more))


def _running(t: Translator, one: RunningTreatment) -> str:
    named = fill("💊 <b>{name}</b>", name=one.name)
    if one.taken is None:
        return named
    return f"{named}: {regimen_words(t, one.taken, countable=one.countable)}"


@sentence
def choose_action(
    t: Translator,
    *,
    name: str,
    medicine: str,
    taken: Prescription,
    countable: bool,
    givable: bool,
    tag: str,
) -> Speech:
    buttons = [Button(t("✏️ Change the dose"), ChooseTreatmentAction("change", tag))]
    if givable:
        label = t("📦 Pills handed out") if countable else t("💉 Injection given")
        buttons.insert(0, Button(label, ChooseTreatmentAction("given", tag)))
    buttons.append(Button(t("✋ Stop this medicine"), ChooseTreatmentAction("stop", tag)))
    named = fill("{name}: <b>{medicine}</b>", name=name, medicine=medicine)
    how = regimen_words(t, taken, countable=countable)
    return Speech(f"{named}, {how}\n" + t("What is to be noted?"), column(*buttons))


@sentence
def choose_medicine(
    t: Translator, *, name: str, medicines: Sequence[OfferedMedicine], tag: str
) -> Speech:
    return Speech(
        t("Which medicine for {name}? Tap, or write its name.", name=name),
        column(*_medicines(medicines, tag)),
    )


def _medicines(offered: Sequence[OfferedMedicine], tag: str) -> list[Button]:
    return [Button(one.name, ChooseMedicine(one.source, one.key, tag)) for one in offered]


@sentence
def similar_medicines(
    t: Translator, *, typed: str, medicines: Sequence[OfferedMedicine], tag: str
) -> Speech:
    new = Button(t("➕ No, it is a new one"), AddMedicine(tag))
    return Speech(
        t("Is “{typed}” one of these?", typed=typed), column(*_medicines(medicines, tag), new)
    )


@sentence
def strip_size(t: Translator, *, medicine: str, tag: str) -> Speech:
    sizes = [Button(str(n), ChooseStripSize(n, tag)) for n in (10, 14, 15)]
    return Speech(
        t("How many pills are in one strip of {medicine}?", medicine=medicine),
        (
            tuple(sizes),
            (Button(t("Sold loose"), ChooseStripSize(0, tag)),),
            (Button(t("💉 Syrup, injection: no count"), ChooseStripSize("none", tag)),),
        ),
    )


@sentence
def spoken_name(
    t: Translator, *, name: str, medicine: str, offered: Sequence[str], pictured: bool, tag: str
) -> Speech:
    asked = t("What does {name} call {medicine}?", name=name, medicine=medicine)
    picture = (
        t("📷 The picture is kept.")
        if pictured
        else t("Tap, write it, or send a picture of it 📷.")
    )
    names = [Button(name, ChooseSpokenName(n, tag)) for n, name in enumerate(offered)]
    strip_name = Button(t("As on the strip"), ChooseSpokenName("strip", tag))
    return Speech(f"{asked}\n{picture}", column(*names, strip_name))


@sentence
def dispensed(t: Translator, *, medicine: str, action: Action, tag: str) -> Speech:
    numbers = tuple(Button(str(n), ChooseDispensed(n, tag)) for n in (30, 60, 90))
    buttons = [numbers]
    example = t("Write the number, like 60.")
    if action == "start":
        buttons.append((Button(t("Nothing given"), ChooseDispensed(0, tag)),))
        example = t("Write the number, like 60. Nothing given: 0.")
    asked = t("How many pills of {medicine} were given?", medicine=medicine)
    return Speech(f"{asked}\n{example}", tuple(buttons))


@sentence
def injection(t: Translator, *, medicine: str, action: Action, tag: str) -> Speech:
    buttons = [Button(t("💉 Yes, given"), ChooseDispensed(1, tag))]
    if action == "start":
        buttons.append(Button(t("Not yet"), ChooseDispensed(0, tag)))
    return Speech(
        t("Was {medicine} given?", medicine=medicine)
        + "\n"
        + t("The day can be changed after this."),
        column(*buttons),
    )


@sentence
def day(t: Translator, *, tag: str) -> Speech:
    return Speech(
        t("On which day? Tap, or write it, like 15/11."),
        column(
            Button(t("Today"), ChooseTreatmentDay("today", tag)),
            Button(t("Yesterday"), ChooseTreatmentDay("yesterday", tag)),
        ),
    )
