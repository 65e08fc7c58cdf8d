"""One patient as staff see them: in words, with how far each word can be trusted."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.domain.adherence import Band
from bot.i18n import _
from bot.i18n.words import day_words, number
from bot.keyboards import Button, column, data
from bot.texts.patients.words import BANDS, CONFIDENCES, HARD, SOURCES, TRENDS, reason, rings, who
from bot.texts.speech import Renderer, Speech, Translate, fill
from db.enums import CallResult, Confidence, CountSource, HardReason, Trend


def whom(t: Translate, p: Mapping[str, Any]) -> Speech:
    """A short list to pick from; empty before anything was typed."""
    buttons = [
        Button(" · ".join(filter(None, (name, mark))), data("lookup", id_))
        for id_, name, mark in p["patients"]
    ]
    return Speech(
        t(_("Which patient? Tap, or write a name or number.")), column(*buttons), protect=True
    )


def seen(t: Translate, p: Mapping[str, Any]) -> Speech:
    lines = [f"👤 {who(t, p)}", *rings(p)]
    lines += [f"• {reason(t, one)}" for one in p["reasons"]]
    lines += ["\n" + _medicine(t, medicine) for medicine in p["medicines"]]
    if not p["medicines"]:
        lines.append(t(_("No medicine is recorded.")))
    left = Button(t(_("🚚 Moved, elsewhere, died")), data("pt", p["id"]))
    return Speech("\n".join(lines), column(*_called(t, p), left), protect=True)


def _called(t: Translate, p: Mapping[str, Any]) -> tuple[Button, ...]:
    labels = {
        CallResult.REACHED: t(_("✅ Called: reached")),
        CallResult.NOT_REACHED: t(_("📵 Called: not reached")),
        CallResult.LATER: t(_("⏰ Call later")),
    }
    return tuple(
        Button(label, data("called", p["id"], result.value, p["day"]))
        for result, label in labels.items()
    )


def _medicine(t: Translate, p: Mapping[str, Any]) -> str:
    lines = [fill("💊 <b>{name}</b>", name=p["name"])]
    if p["injection_due"]:
        day = day_words(p["injection_due"], t)
        return "\n".join([*lines, fill(t(_("💉 Due on {day}.")), day=day)])
    lines += [f"📊 {_share(t, p)}", *_lasting(t, p)]
    lines += [_count(t, one) for one in p["counts"]]
    if p["hard"]:
        said = t(HARD[HardReason(p["hard"])])
        lines.append(fill(t(_("💬 What made it hard: {said}.")), said=said))
    return "\n".join(lines)


def _share(t: Translate, p: Mapping[str, Any]) -> str:
    """Two counts decide; of one alone it is said that it is one."""
    decided = Band(p["decided"])
    if decided is Band.UNKNOWN and Band(p["band"]) is not Band.UNKNOWN:
        said = fill(t(_("by one count: {band}")), band=t(BANDS[Band(p["band"])]))
    else:
        said = t(BANDS[decided])
    trend = [t(TRENDS[Trend(p["trend"])])] if p["trend"] else []
    sure = [t(CONFIDENCES[Confidence(p["confidence"])])] if p["confidence"] else []
    return " · ".join((said, *trend, *sure))


def _lasting(t: Translate, p: Mapping[str, Any]) -> list[str]:
    if p["days_left"] is None:
        return []
    if p["days_left"] == 0:
        return [t(_("📅 Nothing left since {day}.")).format(day=day_words(p["ends"], t))]
    return [
        fill(
            t(_("📅 Days left: {days}, until {day}.")),
            days=p["days_left"],
            day=day_words(p["ends"], t),
        )
    ]


def _count(t: Translate, p: Mapping[str, Any]) -> str:
    day = date.fromisoformat(p["on"])
    doubt = " ❓" if p["doubtful"] else ""
    source = t(SOURCES[CountSource(p["source"])])
    return f"   {day:%d.%m.}: <b>{number(p['remaining'])}</b>, {source}{doubt}"


SAYS: tuple[Renderer, ...] = (whom, seen)
