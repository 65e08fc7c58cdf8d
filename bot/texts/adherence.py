"""*My month* in words, the same as in the picture: no percentage, no comparison, no scolding."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.charts import Due, Lasting, Month, Panel, draw_month
from bot.domain.adherence import Count
from bot.i18n import Translator, _, fill
from bot.i18n.words import day_words, number
from bot.keyboards import Button, column
from bot.keyboards.alerts import AskForHelp
from bot.keyboards.pill_counts import StartCount
from bot.texts.pill_counts.result import enough_until
from bot.texts.sentences import sentence
from bot.texts.speech import Speech


@dataclass(frozen=True, slots=True)
class Supply:
    ends: date | None
    """The first day without a full dose; None if nobody has counted or it does not run out."""
    known: bool
    last: Count | None
    lacking: bool
    """The clinic has none of it now."""


@dataclass(frozen=True, slots=True)
class MonthMedicine:
    """What is counted has a supply; an injection has a day when it is due."""

    name: str
    supply: Supply | None = None
    due: date | None = None


@sentence
def my_month(
    t: Translator,
    *,
    patient: int,
    person: str,
    today: date,
    medicines: Sequence[MonthMedicine],
    meeting: date | None,
    place: str | None,
) -> Speech:
    lines = [t("📅 <b>{person}</b>: the days ahead", person=person)]
    lines += ["\n" + _medicine(t, medicine, today) for medicine in medicines]
    if meeting is not None:
        lines.append("\n" + t("🌳 The group meets on {day}.", day=day_words(meeting, t)))
        if place:
            lines.append(fill("📍 {place}", place=place))
    buttons = (
        Button(t("💊 Count now"), StartCount(patient)),
        Button(t("🆘 Help"), AskForHelp()),
    )
    picture = _picture(t, person, today, medicines, meeting)
    return Speech("\n".join(lines), column(*buttons), picture=picture)


def _medicine(t: Translator, medicine: MonthMedicine, today: date) -> str:
    if medicine.due is not None:
        return _injection(t, medicine.name, medicine.due, today)
    lines = [fill("💊 <b>{name}</b>", name=medicine.name)]
    if medicine.supply is not None:
        lines += _supply(t, medicine.supply, today)
    return "\n".join(lines)


def _supply(t: Translator, supply: Supply, today: date) -> list[str]:
    lines = []
    if supply.ends is not None:
        lines.append(enough_until(t, max((supply.ends - today).days, 0), supply.ends))
    elif not supply.known:
        lines.append(t("Nobody has counted it yet. Tap 💊 below."))
    if supply.last is not None:
        day, count = day_words(supply.last.at, t), number(supply.last.remaining)
        lines.append(t("Counted on {day}: {count} were left.", day=day, count=count))
    if supply.lacking:
        lines.append(t("🏥 The clinic has none just now. Ask before you go."))
    return lines


def _injection(t: Translator, name: str, due: date, today: date) -> str:
    said = _("Its day was {day}. The clinic waits for you.")
    if due > today:
        said = _("The next one is on {day}.")
    elif due == today:
        said = _("It is due today, {day}.")
    return fill("💉 <b>{name}</b>", name=name) + "\n" + t(said, day=day_words(due, t))


def _picture(
    t: Translator,
    person: str,
    today: date,
    medicines: Sequence[MonthMedicine],
    meeting: date | None,
) -> str | None:
    """None if no medicine has a known date."""
    panels = [panel for one in medicines if (panel := _panel(one, today)) is not None]
    if not panels:
        return None
    return draw_month(
        Month(
            person,
            today,
            tuple(panels),
            days_word=t("days"),
            meeting=meeting,
            meeting_words=day_words(meeting, t) if meeting else "",
        )
    )


def _panel(medicine: MonthMedicine, today: date) -> Panel | None:
    if medicine.due is not None:
        return Panel(medicine.name, Due(max((medicine.due - today).days, 0)))
    if medicine.supply is None or medicine.supply.ends is None:
        return None
    return Panel(medicine.name, Lasting(max((medicine.supply.ends - today).days, 0)))
