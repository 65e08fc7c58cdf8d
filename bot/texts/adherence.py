"""*My month* in words, the same as in the picture: no percentage, no comparison, no scolding."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.charts import Due, Lasting, Month, Panel, draw_month
from bot.i18n import Translator, _, fill
from bot.i18n.words import day_words, number
from bot.keyboards import Button, column, data
from bot.texts.pill_counts.count import enough_until
from bot.texts.speech import Renderer, Speech


def my_month(t: Translator, p: Mapping[str, Any]) -> Speech:
    """Each of `medicines` has either `due`, a date, or `ends`, which is None if it is not known."""
    today = date.fromisoformat(p["today"])
    lines = [t("📅 <b>{person}</b>: the days ahead", person=p["person"])]
    lines += ["\n" + _medicine(t, medicine, today) for medicine in p["medicines"]]
    if p["meeting"]:
        day = day_words(p["meeting"], t)
        lines.append("\n" + t("🌳 The group meets on {day}.", day=day))
        if p["place"]:
            lines.append(fill("📍 {place}", place=p["place"]))
    buttons = (
        Button(t("💊 Count now"), data("count_start", p["patient"])),
        Button(t("🆘 Help"), data("help")),
    )
    return Speech("\n".join(lines), column(*buttons), picture=_picture(t, p, today))


def _medicine(t: Translator, medicine: Mapping[str, Any], today: date) -> str:
    name = medicine["medicine"]
    if "due" in medicine:
        return _injection(t, name, date.fromisoformat(medicine["due"]), today)
    lines = [fill("💊 <b>{name}</b>", name=name)]
    if medicine["ends"]:
        ends = date.fromisoformat(medicine["ends"])
        lines.append(enough_until(t, max((ends - today).days, 0), ends))
    elif not medicine["known"]:
        lines.append(t("Nobody has counted it yet. Tap 💊 below."))
    if medicine["counted_on"]:
        day = day_words(medicine["counted_on"], t)
        said = t("Counted on {day}: {count} were left.")
        lines.append(fill(said, day=day, count=number(medicine["counted"])))
    if medicine["lacking"]:
        lines.append(t("🏥 The clinic has none just now. Ask before you go."))
    return "\n".join(lines)


def _injection(t: Translator, name: str, due: date, today: date) -> str:
    said = _("Its day was {day}. The clinic waits for you.")
    if due > today:
        said = _("The next one is on {day}.")
    elif due == today:
        said = _("It is due today, {day}.")
    return fill("💉 <b>{name}</b>", name=name) + "\n" + t(said, day=day_words(due, t))


def _picture(t: Translator, p: Mapping[str, Any], today: date) -> str | None:
    """None if no medicine has a known date."""
    panels = [panel for m in p["medicines"] if (panel := _panel(m, today)) is not None]
    if not panels:
        return None
    meeting = date.fromisoformat(p["meeting"]) if p["meeting"] else None
    return draw_month(
        Month(
            p["person"],
            today,
            tuple(panels),
            days_word=t("days"),
            meeting=meeting,
            meeting_words=day_words(meeting, t) if meeting else "",
        )
    )


def _panel(medicine: Mapping[str, Any], today: date) -> Panel | None:
    day = medicine.get("due") or medicine.get("ends")
    if day is None:
        return None
    days = max((date.fromisoformat(day) - today).days, 0)
    return Panel(medicine["medicine"], Due(days) if "due" in medicine else Lasting(days))


SAYS: tuple[Renderer, ...] = (my_month,)
