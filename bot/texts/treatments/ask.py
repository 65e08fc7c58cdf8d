"""Asks for the patient, the medicine, its strip size and spoken name, and what was dispensed."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import Translator, fill
from bot.keyboards import Button, column, data
from bot.texts.speech import Renderer, Speech
from bot.texts.treatments.regimen import regimen_words


def choose_patient(t: Translator, p: Mapping[str, Any]) -> Speech:
    buttons = [
        Button(" · ".join(filter(None, (name, mark))), data("treatment_for", id_, p["tag"]))
        for id_, name, mark in p["patients"]
    ]
    return Speech(t("Whose medicine? Tap, or write a name or number."), column(*buttons))


def no_such_patient(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("Nobody of that name or number. Write another, like GAN200000."))


def choose_treatment(t: Translator, p: Mapping[str, Any]) -> Speech:
    """`taken`: id, name and regimen; the regimen is None if nothing of it is due now."""
    lines = [
        fill("💊 <b>{name}</b>", name=name) + (f": {regimen_words(t, taken)}" if taken else "")
        for _id, name, taken in p["taken"]
    ]
    buttons = [
        Button(f"💊 {name}", data("treatment_open", id_, p["tag"]))
        for id_, name, _how in p["taken"]
    ]
    question = t("{name} takes these. Which one, or another?", name=p["name"])
    more = Button(t("➕ Another medicine"), data("treatment_other", p["tag"]))
    return Speech("\n".join((*lines, question)), column(*buttons, more))


def choose_action(t: Translator, p: Mapping[str, Any]) -> Speech:
    buttons = [Button(t("✏️ Change the dose"), data("treatment_action", "change", p["tag"]))]
    if p["givable"]:
        label = t("📦 Pills handed out") if p["countable"] else t("💉 Injection given")
        buttons.insert(0, Button(label, data("treatment_action", "given", p["tag"])))
    buttons.append(Button(t("✋ Stop this medicine"), data("treatment_action", "stop", p["tag"])))
    named = fill("{name}: <b>{medicine}</b>", name=p["name"], medicine=p["medicine"])
    return Speech(f"{named}, {regimen_words(t, p)}\n" + t("What is to be noted?"), column(*buttons))


def choose_medicine(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(
        t("Which medicine for {name}? Tap, or write its name.", name=p["name"]),
        column(*_medicines(p)),
    )


def _medicines(p: Mapping[str, Any]) -> list[Button]:
    return [Button(label, data("medicine", k, key, p["tag"])) for k, key, label in p["medicines"]]


def similar_medicines(t: Translator, p: Mapping[str, Any]) -> Speech:
    new = Button(t("➕ No, it is a new one"), data("treatment_add", p["tag"]))
    return Speech(t("Is “{typed}” one of these?", typed=p["typed"]), column(*_medicines(p), new))


def strip_size(t: Translator, p: Mapping[str, Any]) -> Speech:
    sizes = [Button(str(n), data("treatment_strip", n, p["tag"])) for n in (10, 14, 15)]
    return Speech(
        t("How many pills are in one strip of {medicine}?", medicine=p["medicine"]),
        (
            tuple(sizes),
            (Button(t("Sold loose"), data("treatment_strip", 0, p["tag"])),),
            (
                Button(
                    t("💉 Syrup, injection: no count"), data("treatment_strip", "none", p["tag"])
                ),
            ),
        ),
    )


def spoken_name(t: Translator, p: Mapping[str, Any]) -> Speech:
    asked = t("What does {name} call {medicine}?", name=p["name"], medicine=p["medicine"])
    picture = (
        t("📷 The picture is kept.")
        if p["pictured"]
        else t("Tap, write it, or send a picture of it 📷.")
    )
    names = [
        Button(name, data("treatment_name", n, p["tag"])) for n, name in enumerate(p["offered"])
    ]
    strip_name = Button(t("As on the strip"), data("treatment_name", "strip", p["tag"]))
    return Speech(f"{asked}\n{picture}", column(*names, strip_name))


def dispensed(t: Translator, p: Mapping[str, Any]) -> Speech:
    numbers = tuple(Button(str(n), data("treatment_given", n, p["tag"])) for n in (30, 60, 90))
    buttons = [numbers]
    example = t("Write the number, like 60.")
    if p["action"] == "start":
        buttons.append((Button(t("Nothing given"), data("treatment_given", 0, p["tag"])),))
        example = t("Write the number, like 60. Nothing given: 0.")
    asked = t("How many pills of {medicine} were given?", medicine=p["medicine"])
    return Speech(f"{asked}\n{example}", tuple(buttons))


def injection(t: Translator, p: Mapping[str, Any]) -> Speech:
    buttons = [Button(t("💉 Yes, given"), data("treatment_given", 1, p["tag"]))]
    if p["action"] == "start":
        buttons.append(Button(t("Not yet"), data("treatment_given", 0, p["tag"])))
    return Speech(
        t("Was {medicine} given?", medicine=p["medicine"])
        + "\n"
        + t("The day can be changed after this."),
        column(*buttons),
    )


def day(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(
        t("On which day? Tap, or write it, like 15/11."),
        column(
            Button(t("Today"), data("treatment_day", "today", p["tag"])),
            Button(t("Yesterday"), data("treatment_day", "yesterday", p["tag"])),
        ),
    )


SAYS: tuple[Renderer, ...] = (
    choose_patient,
    no_such_patient,
    choose_treatment,
    choose_action,
    choose_medicine,
    similar_medicines,
    strip_size,
    spoken_name,
    dispensed,
    injection,
    day,
)
