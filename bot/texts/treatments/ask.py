"""Whose medicine, which, how it is packed and called, how many were handed out."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import _
from bot.keyboards import Button, column, data
from bot.texts.speech import Renderer, Speech, Translate, fill
from bot.texts.treatments.regimen import how


def whose(t: Translate, p: Mapping[str, Any]) -> Speech:
    buttons = [
        Button(" · ".join(filter(None, (name, mark))), data("rx_for", id_, p["tag"]))
        for id_, name, mark in p["patients"]
    ]
    return Speech(t(_("Whose medicine? Tap, or write a name or number.")), column(*buttons))


def no_such_patient(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("Nobody of that name or number. Write another, like GAN200000.")))


def takes(t: Translate, p: Mapping[str, Any]) -> Speech:
    """What somebody takes already; `how` None: nothing of it is due now."""
    lines = [
        fill("💊 <b>{name}</b>", name=name) + (f": {how(t, taken)}" if taken else "")
        for _id, name, taken in p["taken"]
    ]
    buttons = [
        Button(f"💊 {name}", data("rx_take", id_, p["tag"])) for id_, name, _how in p["taken"]
    ]
    question = fill(t(_("{name} takes these. Which one, or another?")), name=p["name"])
    more = Button(t(_("➕ Another medicine")), data("rx_new", p["tag"]))
    return Speech("\n".join((*lines, question)), column(*buttons, more))


def deeds(t: Translate, p: Mapping[str, Any]) -> Speech:
    buttons = [Button(t(_("✏️ Change the dose")), data("rx_do", "change", p["tag"]))]
    if p["givable"]:
        label = t(_("📦 Pills handed out")) if p["countable"] else t(_("💉 Injection given"))
        buttons.insert(0, Button(label, data("rx_do", "given", p["tag"])))
    buttons.append(Button(t(_("✋ Stop this medicine")), data("rx_do", "stop", p["tag"])))
    named = fill("{name}: <b>{medicine}</b>", name=p["name"], medicine=p["medicine"])
    return Speech(f"{named}, {how(t, p)}\n" + t(_("What is to be noted?")), column(*buttons))


def which(t: Translate, p: Mapping[str, Any]) -> Speech:
    return Speech(
        fill(t(_("Which medicine for {name}? Tap, or write its name.")), name=p["name"]),
        column(*_medicines(p)),
    )


def _medicines(p: Mapping[str, Any]) -> list[Button]:
    return [Button(label, data("rx_of", k, key, p["tag"])) for k, key, label in p["medicines"]]


def meant(t: Translate, p: Mapping[str, Any]) -> Speech:
    new = Button(t(_("➕ No, it is a new one")), data("rx_add", p["tag"]))
    return Speech(
        fill(t(_("Is “{typed}” one of these?")), typed=p["typed"]), column(*_medicines(p), new)
    )


def strip(t: Translate, p: Mapping[str, Any]) -> Speech:
    sizes = [Button(str(n), data("rx_strip", n, p["tag"])) for n in (10, 14, 15)]
    return Speech(
        fill(t(_("How many pills are in one strip of {medicine}?")), medicine=p["medicine"]),
        (
            tuple(sizes),
            (Button(t(_("Sold loose")), data("rx_strip", 0, p["tag"])),),
            (Button(t(_("💉 Syrup, injection: no count")), data("rx_strip", "none", p["tag"])),),
        ),
    )


def spoken(t: Translate, p: Mapping[str, Any]) -> Speech:
    asked = fill(t(_("What does {name} call {medicine}?")), name=p["name"], medicine=p["medicine"])
    picture = (
        t(_("📷 The picture is kept."))
        if p["pictured"]
        else t(_("Tap, write it, or send a picture of it 📷."))
    )
    names = [Button(name, data("rx_call", n, p["tag"])) for n, name in enumerate(p["offered"])]
    strip_name = Button(t(_("As on the strip")), data("rx_call", "strip", p["tag"]))
    return Speech(f"{asked}\n{picture}", column(*names, strip_name))


def given(t: Translate, p: Mapping[str, Any]) -> Speech:
    numbers = tuple(Button(str(n), data("rx_given", n, p["tag"])) for n in (30, 60, 90))
    buttons = [numbers]
    example = t(_("Write the number, like 60."))
    if p["deed"] == "start":
        buttons.append((Button(t(_("Nothing given")), data("rx_given", 0, p["tag"])),))
        example = t(_("Write the number, like 60. Nothing given: 0."))
    asked = fill(t(_("How many pills of {medicine} were given?")), medicine=p["medicine"])
    return Speech(f"{asked}\n{example}", tuple(buttons))


def injection(t: Translate, p: Mapping[str, Any]) -> Speech:
    buttons = [Button(t(_("💉 Yes, given")), data("rx_given", 1, p["tag"]))]
    if p["deed"] == "start":
        buttons.append(Button(t(_("Not yet")), data("rx_given", 0, p["tag"])))
    return Speech(
        fill(t(_("Was {medicine} given?")), medicine=p["medicine"])
        + "\n"
        + t(_("The day can be changed after this.")),
        column(*buttons),
    )


def day(t: Translate, p: Mapping[str, Any]) -> Speech:
    return Speech(
        t(_("On which day? Tap, or write it, like 15/11.")),
        column(
            Button(t(_("Today")), data("rx_day", "today", p["tag"])),
            Button(t(_("Yesterday")), data("rx_day", "yesterday", p["tag"])),
        ),
    )


SAYS: tuple[Renderer, ...] = (
    whose,
    no_such_patient,
    takes,
    deeds,
    which,
    meant,
    strip,
    spoken,
    given,
    injection,
    day,
)
