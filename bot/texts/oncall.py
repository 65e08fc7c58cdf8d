"""On call: a member of staff's own week, a day off, a swap."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.oncall import RotaDay
from bot.i18n import Translator, _
from bot.i18n.words import day_words
from bot.keyboards import Button, column
from bot.keyboards.oncall import AnswerSwap, AskSwap, ShowOncall
from bot.texts.sentences import sentence
from bot.texts.speech import Speech

Hours = tuple[tuple[int, int], ...]
"""Shifts that begin on a day, as (from, until)."""


@dataclass(frozen=True, slots=True)
class Colleague:
    staff_id: int
    name: str


@sentence
def week(t: Translator, *, now: bool, days: Sequence[RotaDay]) -> Speech:
    """`now`: whether they are on call now."""
    state = _("🔔 You are on call now.") if now else _("🔕 You are not on call now.")
    lines = [f"<b>{t(state)}</b>"]
    lines += [f"{day_words(one.day, t)}: {_hours(t, one.hours)}" for one in days]
    lines.append(t("To change a day, tap it."))
    buttons = (
        Button(f"{'🔔' if one.hours else '🔕'} {day_words(one.day, t)}", ShowOncall(one.day))
        for one in days
    )
    return Speech("\n".join(lines), column(*buttons), protect=True)


@sentence
def day(t: Translator, *, day: date, hours: Hours, alone: bool) -> Speech:
    """`alone`, here and in `day_changed`: nobody else is on call on that day."""
    lines = [f"<b>{day_words(day, t)}</b>: {_hours(t, hours)}"]
    if alone and hours:
        lines.append(t("❗ Nobody else is on call on that day."))
    if hours:
        buttons = [
            Button(t("🤝 A colleague takes it"), AskSwap(day)),
            Button(t("🔕 I am off that day"), ShowOncall(day, "off")),
        ]
    else:
        buttons = [Button(t("🔔 I am on call that day"), ShowOncall(day, "on"))]
    return Speech("\n".join(lines), column(*buttons), protect=True)


@sentence
def day_changed(t: Translator, *, day: date, hours: Hours, alone: bool) -> Speech:
    lines = [f"{day_words(day, t)}: {_hours(t, hours)}"]
    if alone and not hours:
        lines.append(t("❗ Now nobody is on call on that day. Please ask somebody."))
    return Speech("\n".join(lines), protect=True)


@sentence
def ask_colleague(t: Translator, *, day: date, colleagues: Sequence[Colleague]) -> Speech:
    if not colleagues:
        return Speech(t("No colleague can be reached here now."), protect=True)
    return Speech(
        t("{day}: whom shall I ask?", day=day_words(day, t)),
        column(*(Button(f"👤 {one.name}", AskSwap(day, one.staff_id)) for one in colleagues)),
        protect=True,
    )


@sentence
def swap_requested(t: Translator, *, name: str) -> Speech:
    """To the giver: nothing changes until the colleague accepts."""
    said = _("{name} is asked. Until then you are on call.")
    return Speech(t(said, name=name), protect=True)


@sentence
def swap_request(t: Translator, *, id: int, name: str, day: date) -> Speech:
    said = t("🤝 {name} asks you to be on call instead.", name=name)
    return Speech(
        f"{said}\n{day_words(day, t)}",
        column(
            Button(t("🔔 Yes, I am there"), AnswerSwap(id, True)),
            Button(t("❌ I cannot"), AnswerSwap(id, False)),
        ),
        protect=True,
    )


@sentence
def swap_answered(t: Translator, *, accepted: bool, name: str, day: date) -> Speech:
    """To the giver: the colleague's answer."""
    said = {
        True: _("🤝 {name} takes your day: {day}."),
        False: _("{name} cannot take your day: {day}. You are on call."),
    }[accepted]
    return Speech(t(said, name=name, day=day_words(day, t)), protect=True)


@sentence
def swap_confirmed(t: Translator, *, accepted: bool, name: str, day: date) -> Speech:
    """To the colleague, after their answer."""
    said = {
        True: _("🔔 Thank you. You are on call: {day}."),
        False: _("All right. {name} stays on call."),
    }[accepted]
    return Speech(t(said, name=name, day=day_words(day, t)), protect=True)


@sentence
def not_possible(t: Translator) -> Speech:
    return Speech(t("That day cannot be changed any more."), protect=True)


def _hours(t: Translator, hours: Hours) -> str:
    if not hours:
        return t("off")
    if (0, 24) in hours:
        return t("all day")
    return ", ".join(f"{begins}–{until}" for begins, until in hours)
