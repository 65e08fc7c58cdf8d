"""The details on a card: who it is, what was said, and what the bot and the staff did since."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from html import escape
from typing import Literal

from bot.i18n import Translator, _
from bot.i18n.words import WEEKDAYS, number
from bot.texts.alerts.evidence import evidence_words
from bot.texts.alerts.parts import PROGRAMMES
from bot.texts.alerts.signs import SIGNS
from db.enums import AlertKind, Programme

SHOWN_LETTERS = 1600
"""Length of the evidence that a card shows: its beginning and its end."""


@dataclass(frozen=True, slots=True)
class CountShown:
    """The newest count of a medicine."""

    medicine: str
    remaining: Fraction
    day: date


@dataclass(frozen=True, slots=True)
class ToldAtOnce:
    """The bot's first reply to the person. `day` and `after`: what it promised."""

    what: Literal["emergency", "not_alone", "same_day", "routine"]
    ambulance: str
    day: date | None = None
    after: int | None = None


@dataclass(frozen=True, slots=True)
class CardDetails:
    """Who it is and what was said."""

    kind: AlertKind
    name: str | None
    village: str | None
    number: str | None
    """The patient's number at the clinic."""
    programme: Programme | None
    rings: str | None
    """The patient's own phone."""
    telegram_id: int | None
    group: str | None
    said_in_group: bool
    evidence: str
    signs: Sequence[str]
    voices: int
    counts: Sequence[CountShown]
    told: ToldAtOnce | None
    reached: int
    not_reached: int
    spoke: int


def detail_lines(t: Translator, of: CardDetails) -> list[str]:
    evidence = escape(evidence_words(t, _shortened(of.evidence)))
    lines = [f"👤 {_who(t, of)}", *_group(t, of), f"💬 {evidence}"]
    if of.signs:
        signs = ", ".join(t(SIGNS.get(sign, sign)) for sign in of.signs)
        lines.append(f"⚠️ {escape(signs)}")
    if of.counts:
        counted = (
            f"{one.medicine} {number(one.remaining)} ({one.day:%d.%m.})" for one in of.counts
        )
        lines.append(f"💊 {escape(', '.join(counted))}")
    if of.told is not None:
        lines.append(_told_at_once(t, of.told))
    return [*lines, *_calls(t, of)]


def _who(t: Translator, of: CardDetails) -> str:
    name = escape(of.name or t("Somebody not registered"))
    if of.telegram_id:
        name = f'<a href="tg://user?id={of.telegram_id}">{name}</a>'
    programme = t(PROGRAMMES[of.programme]) if of.programme else None
    facts = [escape(fact) for fact in (of.number, of.village, programme, of.rings) if fact]
    return ", ".join((name, *facts))


def _group(t: Translator, of: CardDetails) -> list[str]:
    if not of.group:
        return []
    where = t("said in the group") if of.said_in_group else t("told in private")
    if of.kind.by_rule or of.kind is AlertKind.UNREAD:
        return [f"👥 {escape(of.group)}"]
    return [f"👥 {escape(of.group)}, {where}"]


def _shortened(evidence: str) -> str:
    if len(evidence) <= SHOWN_LETTERS:
        return evidence
    return f"{evidence[: SHOWN_LETTERS // 2]} […] {evidence[-SHOWN_LETTERS // 2 :]}"


def _told_at_once(t: Translator, told: ToldAtOnce) -> str:
    """What the bot told the person already, so that staff do not contradict it."""
    if told.what == "not_alone":
        said = _("🗨 Was told: not alone, the listening line, {ambulance}.")
        return t(said, ambulance=told.ambulance)
    if told.what == "emergency" or told.day is None:
        said = _("🗨 Was told: call {ambulance}, call somebody near.")
        return t(said, ambulance=told.ambulance)
    weekday = t(WEEKDAYS[told.day.weekday()])
    if told.what == "routine":
        return t("🗨 Was promised an answer by {weekday}.", weekday=weekday)
    if told.after is None:
        return t("🗨 Was promised a call on {weekday}.", weekday=weekday)
    said = _("🗨 Was promised a call on {weekday} after {hour} o'clock.")
    return t(said, weekday=weekday, hour=told.after)


def _calls(t: Translator, of: CardDetails) -> list[str]:
    lines = []
    if of.reached or of.not_reached:
        said = _("📞 Called: reached {reached}, no answer {missed}.")
        lines.append(t(said, reached=of.reached, missed=of.not_reached))
    if of.spoke:
        lines.append(t("✉️ Written to: {count}", count=of.spoke))
    return lines
