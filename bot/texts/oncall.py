"""On call: a member of staff's own week, a day off, a swap."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.i18n import Translator, _
from bot.i18n.words import day_words
from bot.keyboards import Button, column, data
from bot.texts.speech import Renderer, Speech


def week(t: Translator, p: Mapping[str, Any]) -> Speech:
    """`days`: (ISO date, hours that begin on it); `now`: whether they are on call now."""
    now = _("🔔 You are on call now.") if p["now"] else _("🔕 You are not on call now.")
    lines = [f"<b>{t(now)}</b>"]
    lines += [f"{day_words(day, t)}: {_hours(t, hours)}" for day, hours in p["days"]]
    lines.append(t("To change a day, tap it."))
    buttons = (
        Button(f"{'🔔' if hours else '🔕'} {day_words(day, t)}", data("oncall", day))
        for day, hours in p["days"]
    )
    return Speech("\n".join(lines), column(*buttons), protect=True)


def day(t: Translator, p: Mapping[str, Any]) -> Speech:
    on = bool(p["hours"])
    lines = [f"<b>{day_words(p['day'], t)}</b>: {_hours(t, p['hours'])}"]
    if p["alone"] and on:
        lines.append(t("❗ Nobody else is on call on that day."))
    if on:
        buttons = [
            Button(t("🤝 A colleague takes it"), data("ask_swap", p["day"])),
            Button(t("🔕 I am off that day"), data("oncall", p["day"], "off")),
        ]
    else:
        buttons = [Button(t("🔔 I am on call that day"), data("oncall", p["day"], "on"))]
    return Speech("\n".join(lines), column(*buttons), protect=True)


def day_changed(t: Translator, p: Mapping[str, Any]) -> Speech:
    lines = [f"{day_words(p['day'], t)}: {_hours(t, p['hours'])}"]
    if p["alone"] and not p["hours"]:
        lines.append(t("❗ Now nobody is on call on that day. Please ask somebody."))
    return Speech("\n".join(lines), protect=True)


def ask_colleague(t: Translator, p: Mapping[str, Any]) -> Speech:
    if not p["colleagues"]:
        return Speech(t("No colleague can be reached here now."), protect=True)
    return Speech(
        t("{day}: whom shall I ask?", day=day_words(p["day"], t)),
        column(
            *(
                Button(f"👤 {name}", data("ask_swap", p["day"], number))
                for number, name in p["colleagues"]
            )
        ),
        protect=True,
    )


def swap_requested(t: Translator, p: Mapping[str, Any]) -> Speech:
    """To the giver: nothing changes until the colleague accepts."""
    said = _("{name} is asked. Until then you are on call.")
    return Speech(t(said, name=p["name"]), protect=True)


def swap_request(t: Translator, p: Mapping[str, Any]) -> Speech:
    said = t("🤝 {name} asks you to be on call instead.", name=p["name"])
    return Speech(
        f"{said}\n{day_words(p['day'], t)}",
        column(
            Button(t("🔔 Yes, I am there"), data("answer_swap", p["id"], 1)),
            Button(t("❌ I cannot"), data("answer_swap", p["id"], 0)),
        ),
        protect=True,
    )


def swap_answered(t: Translator, p: Mapping[str, Any]) -> Speech:
    """To the giver: the colleague's answer."""
    said = {
        True: _("🤝 {name} takes your day: {day}."),
        False: _("{name} cannot take your day: {day}. You are on call."),
    }[p["accepted"]]
    return Speech(t(said, name=p["name"], day=day_words(p["day"], t)), protect=True)


def swap_confirmed(t: Translator, p: Mapping[str, Any]) -> Speech:
    """To the colleague, after their answer."""
    said = {
        True: _("🔔 Thank you. You are on call: {day}."),
        False: _("All right. {name} stays on call."),
    }[p["accepted"]]
    return Speech(t(said, name=p["name"], day=day_words(p["day"], t)), protect=True)


def not_possible(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("That day cannot be changed any more."), protect=True)


def _hours(t: Translator, hours: Sequence[Sequence[int]]) -> str:
    if not hours:
        return t("off")
    if [0, 24] in [list(pair) for pair in hours]:
        return t("all day")
    return ", ".join(f"{begins}–{until}" for begins, until in hours)


SAYS: tuple[Renderer, ...] = (
    week,
    day,
    day_changed,
    ask_colleague,
    swap_requested,
    swap_request,
    swap_answered,
    swap_confirmed,
    not_possible,
)
