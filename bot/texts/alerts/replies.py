"""The replies to somebody in trouble: first what to do, then that they are not alone."""

from collections.abc import Mapping
from datetime import date, timedelta
from html import escape
from typing import Any

from bot.i18n import Translator, _, fill
from bot.i18n.words import WEEKDAYS
from bot.keyboards import Button, column, data
from bot.texts.speech import Contact, Renderer, Speech
from db.enums import AlertOutcome

MIND_LINE = "14416"
"""Tele-MANAS, free, day and night, in twenty languages."""


def emergency(t: Translator, p: Mapping[str, Any]) -> Speech:
    """`phone` is None if no clinic is known, so that nobody was told."""
    lines = [
        t("🚨 <b>Call {ambulance} now.</b>", ambulance=p["ambulance"]),
        t("Call somebody at home or a neighbour to your side."),
        *_first_aid(p),
    ]
    if p.get("phone"):
        lines += [
            t("I told the clinic. I go on until somebody there answers."),
            t("The clinic's number: {phone}", phone=p["phone"]),
        ]
    return Speech("\n".join((*lines, *_practice(t, p))), protect=True)


def not_alone(t: Translator, p: Mapping[str, Any]) -> Speech:
    """For thoughts of dying, or poison: warm words, without repeating or asking anything."""
    lines = [
        t("💛 I hear you. It is good that you told me."),
        t("Please do not stay alone. Call somebody to your side."),
        t("📞 <b>{line}</b>: somebody listens, day and night, free.", line=p["mind_line"]),
        t("If you took or did something: <b>call {ambulance} now.</b>", ambulance=p["ambulance"]),
        *_first_aid(p),
    ]
    if p.get("phone"):
        lines.append(t("I told the clinic. A person there will call you."))
    return Speech("\n".join((*lines, *_practice(t, p))), protect=True)


def same_day(t: Translator, p: Mapping[str, Any]) -> Speech:
    """`day` and `after`: when the clinic's hours allow a call; `today` is the day of the reply."""
    lines = [
        t("🙏 I told the clinic.") + " " + call_promised(t, p),
        t("The clinic's number: {phone}", phone=p["phone"]),
        t("If it gets worse, call {ambulance}.", ambulance=p["ambulance"]),
    ]
    return Speech("\n".join((*lines, *_practice(t, p))), protect=True)


def call_promised(t: Translator, p: Mapping[str, Any]) -> str:
    """`after` is the hour at which the clinic opens on `day`, None if it is open now."""
    day, today = date.fromisoformat(p["day"]), date.fromisoformat(p["today"])
    if p["after"] is None:
        return t("Somebody will call you today.")
    said = _("Somebody will call you on {weekday}, after {hour} o'clock.")
    if day == today:
        said = _("Somebody will call you today after {hour} o'clock.")
    elif day - today == timedelta(days=1):
        said = _("Somebody will call you tomorrow, {weekday}, after {hour} o'clock.")
    return t(said, weekday=t(WEEKDAYS[day.weekday()]), hour=p["after"])


def routine(t: Translator, p: Mapping[str, Any]) -> Speech:
    """`day` is the last day on which the clinic answers."""
    weekday = t(WEEKDAYS[date.fromisoformat(p["day"]).weekday()])
    return Speech(
        t("🙏 I told the clinic. Somebody answers by {weekday}.", weekday=weekday)
        + "\n"
        + t("If it gets worse, tap 🆘 below."),
        protect=True,
    )


def orange_urine(t: Translator, _p: Mapping[str, Any]) -> Speech:
    """Rifampicin colours it; vikaspedia and the TB programme advise not to worry."""
    lines = [
        t("🌿 The TB medicine turns urine orange or red. That is usual."),
        t("If your eyes turn yellow, tell me at once."),
    ]
    return Speech("\n".join(lines), column(Button(t("🆘 Help"), data("help"))), protect=True)


def call_card(t: Translator, p: Mapping[str, Any]) -> Speech:
    """A phone number to tap; `of` is `ambulance`, `mind_line`, or the name of a clinic."""
    names = {"ambulance": _("Ambulance"), "mind_line": _("Somebody who listens")}
    name = t(names[p["of"]]) if p["of"] in names else str(p["of"])
    return Speech("", contact=Contact(str(p["phone"]), name))


def outage_reply(t: Translator, p: Mapping[str, Any]) -> Speech:
    """Sent without the outbox while the database is down. `mind_line` is given in private only."""
    lines = [t("🚨 In danger call 108 now.")]
    if p.get("mind_line"):
        listens = t("📞 <b>{line}</b>: somebody listens, day and night, free.")
        lines.insert(0, fill(listens, line=p["mind_line"]))
    return Speech("\n".join(lines))


def emergency_in_group(t: Translator, p: Mapping[str, Any]) -> Speech:
    """All that is said in the group when somebody in it is in danger."""
    return Speech(
        t("🚨 In danger call {ambulance} now.", ambulance=p["ambulance"]),
        column(Button(t("👉 Talk with me in private"), url=p["link"])),
    )


def private_chat_offer(t: Translator, p: Mapping[str, Any]) -> Speech:
    """For somebody who can be reached only in the group. It could be meant for anyone."""
    return Speech(
        t("🌿 Whoever wants to talk: I listen in private."),
        column(Button(t("👉 Talk with me in private"), url=p["link"])),
    )


def taken(t: Translator, p: Mapping[str, Any]) -> Speech:
    first = _own(p) or t("💛 {name} from the clinic knows, and will call you.")
    return Speech(
        fill(first, name=p["name"], phone=p["phone"])
        + "\n"
        + t("The clinic's number: {phone}", phone=p["phone"]),
        protect=True,
    )


LAST_WORDS: Mapping[str, str] = {
    AlertOutcome.NO_ANSWER: _("The clinic could not reach you. Please call them."),
    AlertOutcome.FALSE_ALARM: _("Good that all is well. Calling out was right."),
}


def closed(t: Translator, p: Mapping[str, Any]) -> Speech:
    last = LAST_WORDS.get(p["outcome"], _("We are glad that you told us. You are not alone."))
    words = fill(_own(p), phone=p["phone"]) if _own(p) else t(last)
    return Speech(
        f"🌿 {words}\n" + t("The clinic's number: {phone}", phone=p["phone"]),
        protect=True,
    )


def all_well(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(
        t("🌿 Good. Whenever you need somebody, tap 🆘.")
        + "\n"
        + t("In danger call {ambulance}.", ambulance=p["ambulance"]),
        column(Button(t("🆘 Help"), data("help"))),
    )


def _own(p: Mapping[str, Any]) -> str:
    """The clinic's own sentence, with placeholders for `fill`; empty if it has none."""
    return escape(p.get("own") or "", quote=False)


def _first_aid(p: Mapping[str, Any]) -> list[str]:
    """First-aid lines, each approved by a named person of the clinic."""
    return [f"⛑ {escape(line)}" for line in p.get("own") or ()]


def _practice(t: Translator, p: Mapping[str, Any]) -> list[str]:
    return [t("🎓 This is practice. Nobody was really called.")] if p.get("practice") else []


SAYS: tuple[Renderer, ...] = (
    emergency,
    not_alone,
    same_day,
    routine,
    orange_urine,
    call_card,
    outage_reply,
    emergency_in_group,
    private_chat_offer,
    taken,
    closed,
    all_well,
)
