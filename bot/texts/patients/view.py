"""One patient as staff see them: in words, with how sure each of them is."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.domain.adherence import Band
from bot.i18n import Translator, fill
from bot.i18n.words import day_words, number
from bot.keyboards import Button, column, data
from bot.texts.patients.words import (
    BANDS,
    CONFIDENCES,
    HARD_REASONS,
    SOURCES,
    TRENDS,
    patient_line,
    phone_lines,
    reason_words,
)
from bot.texts.speech import Renderer, Speech
from db.enums import CallResult, Confidence, CountSource, HardReason, Trend


def choose_patient(t: Translator, p: Mapping[str, Any]) -> Speech:
    """A short list of patients to choose from."""
    buttons = [
        Button(" · ".join(filter(None, (name, mark))), data("patient_view", id_))
        for id_, name, mark in p["patients"]
    ]
    return Speech(
        t("Which patient? Tap, or write a name or number."), column(*buttons), protect=True
    )


def view(t: Translator, p: Mapping[str, Any]) -> Speech:
    lines = [f"👤 {patient_line(t, p)}", *phone_lines(p)]
    lines += [f"• {reason_words(t, reason)}" for reason in p["reasons"]]
    lines += ["\n" + _medicine(t, medicine) for medicine in p["medicines"]]
    if not p["medicines"]:
        lines.append(t("No medicine is recorded."))
    status = Button(t("🚚 Moved, elsewhere, died"), data("patient_status", p["id"]))
    return Speech("\n".join(lines), column(*_call_buttons(t, p), status), protect=True)


def _call_buttons(t: Translator, p: Mapping[str, Any]) -> tuple[Button, ...]:
    labels = {
        CallResult.REACHED: t("✅ Called: reached"),
        CallResult.NOT_REACHED: t("📵 Called: not reached"),
        CallResult.LATER: t("⏰ Call later"),
    }
    return tuple(
        Button(label, data("call_result", p["id"], result.value, p["day"]))
        for result, label in labels.items()
    )


def _medicine(t: Translator, p: Mapping[str, Any]) -> str:
    lines = [fill("💊 <b>{name}</b>", name=p["name"])]
    if p["injection_due"]:
        day = day_words(p["injection_due"], t)
        return "\n".join([*lines, t("💉 Due on {day}.", day=day)])
    lines += [f"📊 {_share(t, p)}", *_days_left(t, p)]
    lines += [_count(t, count) for count in p["counts"]]
    if p["hard"]:
        said = t(HARD_REASONS[HardReason(p["hard"])])
        lines.append(t("💬 What made it hard: {said}.", said=said))
    return "\n".join(lines)


def _share(t: Translator, p: Mapping[str, Any]) -> str:
    """The band that two counts agree on; if there is only one count, its band, marked as such."""
    decided = Band(p["decided"])
    if decided is Band.UNKNOWN and Band(p["band"]) is not Band.UNKNOWN:
        said = t("by one count: {band}", band=t(BANDS[Band(p["band"])]))
    else:
        said = t(BANDS[decided])
    trend = [t(TRENDS[Trend(p["trend"])])] if p["trend"] else []
    sure = [t(CONFIDENCES[Confidence(p["confidence"])])] if p["confidence"] else []
    return " · ".join((said, *trend, *sure))


def _days_left(t: Translator, p: Mapping[str, Any]) -> list[str]:
    if p["days_left"] is None:
        return []
    if p["days_left"] == 0:
        return [t("📅 Nothing left since {day}.").format(day=day_words(p["ends"], t))]
    return [
        t("📅 Days left: {days}, until {day}.", days=p["days_left"], day=day_words(p["ends"], t))
    ]


def _count(t: Translator, p: Mapping[str, Any]) -> str:
    day = date.fromisoformat(p["on"])
    doubt = " ❓" if p["doubtful"] else ""
    source = t(SOURCES[CountSource(p["source"])])
    return f"   {day:%d.%m.}: <b>{number(p['remaining'])}</b>, {source}{doubt}"


SAYS: tuple[Renderer, ...] = (choose_patient, view)
