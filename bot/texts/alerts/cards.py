"""The card of an alert for staff and for a leader, and the answers to the buttons of staff."""

from collections.abc import Mapping
from datetime import date
from html import escape
from typing import Any

from bot.i18n import Translator, _, fill
from bot.i18n.words import TIMES, WEEKDAYS, count_words, number
from bot.keyboards import Button, Rows, column, data, row
from bot.texts.alerts.evidence import evidence_words
from bot.texts.alerts.parts import OUTCOMES, PROGRAMMES, SEVERITIES, clock
from bot.texts.alerts.signs import SIGNS
from bot.texts.speech import Renderer, Speech
from db.enums import AlertKind, AlertOutcome, AlertStatus, Programme, Severity

KINDS = {
    AlertKind.DANGER_SIGN: _("danger sign"),
    AlertKind.HELP: _("asked for help"),
    AlertKind.MISSED_DOSES: _("missed doses"),
    AlertKind.RECOUNT: _("more taken than prescribed: count together"),
    AlertKind.RUNNING_OUT: _("medicine running out"),
    AlertKind.INJECTION_DUE: _("injection overdue"),
    AlertKind.TROUBLE: _("says there is trouble"),
    AlertKind.QUESTION: _("a question from a group"),
    AlertKind.UNREAD: _("a message the bot could not read"),
}
SHOWN_LETTERS = 1600
"""Length of the evidence that a card shows: its beginning and its end."""


def card(t: Translator, p: Mapping[str, Any]) -> Speech:
    """Without `details` it says only that there is an alert; the rest opens in private."""
    lines = [f"<b>{p['code']} · {t(SEVERITIES[Severity(p['severity'])])}</b>"]
    if p["practice"]:
        lines.insert(0, t("🎓 PRACTICE, not a real person"))
    if p["details"]:
        lines[-1] += f" · {t(KINDS[AlertKind(p['kind'])])}"
        lines += _details(t, p)
    lines += [_since(t, p), f"<b>{_status(t, p)}</b>"]
    if p["nags"] and p["status"] == AlertStatus.TRIGGERED:
        lines.append(t("📞 Ring the clinic phone, too: {phone}", phone=p["phone"]))
    return Speech("\n".join(lines), _buttons(t, p), protect=True)


def leader_card(t: Translator, p: Mapping[str, Any]) -> Speech:
    """A leader learns who needs somebody beside them, but not what was said or found."""
    if p["status"] in (AlertStatus.ACKED, AlertStatus.RESOLVED):
        lines = [t("🌿 The clinic is looking after it now. Thank you.")]
    else:
        name = p["name"] or t("Somebody in your group")
        lines = [
            t("🤝 {name} needs somebody beside them now.", name=name),
            t("Please go there or call. Tell nobody else."),
            t("Ring the clinic phone: {phone}", phone=p["phone"]),
        ]
    if p["practice"]:
        lines.insert(0, t("🎓 PRACTICE, not a real person"))
    return Speech("\n".join(lines), protect=True)


def action_done(t: Translator, p: Mapping[str, Any]) -> Speech:
    """The answer to an action that was carried out."""
    said = {
        AlertStatus.ACKED: _("{code}: you have it. Please call the person now."),
        AlertStatus.RESOLVED: _("{code} is closed. Thank you."),
        AlertStatus.SNOOZED: _("{code} comes back later by itself."),
    }.get(p["status"], _("{code} is open again. Others are called."))
    return Speech(t(said, code=p["code"]), protect=True)


def action_refused(t: Translator, p: Mapping[str, Any]) -> Speech:
    """The answer to an action that was refused; `reason` is a RefusalReason."""
    said = {
        "already_acked": _("{code}: {by} has it already."),
        "already_resolved": _("{code} was closed already, by {by}."),
        "stale_episode": _("{code} was raised again. Use the new message."),
        "not_holder": _("{code}: only {by}, who has it, can do that."),
        "not_asked": _("{code}: {by} has it. Nobody waits for your answer."),
    }.get(p["reason"], _("{code}: that is not possible now."))
    by = p.get("by") or t("somebody")
    return Speech(t(said, code=p["code"], by=by), protect=True)


def not_staff(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("Only the clinic's staff can answer an alert. Thank you for caring."))


def in_private(t: Translator, p: Mapping[str, Any]) -> Speech:
    """A toast in the staff chat."""
    return Speech(t("{code}: look at our private chat.", code=p["code"]))


def unknown_alert(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("I know no such alert."))


def _details(t: Translator, p: Mapping[str, Any]) -> list[str]:
    lines = [f"👤 {_who(t, p)}", *_group(t, p), f"💬 {_evidence(t, p)}"]
    if p["signs"]:
        signs = ", ".join(t(SIGNS.get(sign, sign)) for sign in p["signs"])
        lines.append(f"⚠️ {escape(signs)}")
    if p["counts"]:
        counted = (
            f"{name} {number(left)} ({date.fromisoformat(day):%d.%m.})"
            for name, left, day in p["counts"]
        )
        lines.append(f"💊 {escape(', '.join(counted))}")
    return [*lines, *_told_at_once(t, p), *_calls(t, p)]


def _who(t: Translator, p: Mapping[str, Any]) -> str:
    name = escape(p["name"] or t("Somebody not registered"))
    if p["telegram_id"]:
        name = f'<a href="tg://user?id={p["telegram_id"]}">{name}</a>'
    programme = t(PROGRAMMES[Programme(p["programme"])]) if p["programme"] else None
    facts = [escape(fact) for fact in (p["number"], p["village"], programme, p["rings"]) if fact]
    return ", ".join((name, *facts))


def _group(t: Translator, p: Mapping[str, Any]) -> list[str]:
    if not p["group"]:
        return []
    where = t("said in the group") if p["said_in_group"] else t("told in private")
    if AlertKind(p["kind"]).by_rule or p["kind"] == AlertKind.UNREAD:
        return [f"👥 {escape(p['group'])}"]
    return [f"👥 {escape(p['group'])}, {where}"]


def _said(t: Translator, p: Mapping[str, Any]) -> str:
    if p["evidence"] is None:
        return t("Not for the whole chat: tap below to read it.")
    return _evidence(t, p)


def _evidence(t: Translator, p: Mapping[str, Any]) -> str:
    return escape(evidence_words(t, _shortened(p["evidence"])))


def _shortened(evidence: str) -> str:
    if len(evidence) <= SHOWN_LETTERS:
        return evidence
    return f"{evidence[: SHOWN_LETTERS // 2]} […] {evidence[-SHOWN_LETTERS // 2 :]}"


def _told_at_once(t: Translator, p: Mapping[str, Any]) -> list[str]:
    """What the bot told the person already, so that staff do not contradict it."""
    told = p["told"]
    if told is None:
        return []
    if told["what"] in ("emergency", "not_alone"):
        said = {
            "emergency": _("🗨 Was told: call {ambulance}, call somebody near."),
            "not_alone": _("🗨 Was told: not alone, the listening line, {ambulance}."),
        }[told["what"]]
        return [t(said, ambulance=told["ambulance"])]
    weekday = t(WEEKDAYS[date.fromisoformat(told["day"]).weekday()])
    if told["what"] == "routine":
        return [t("🗨 Was promised an answer by {weekday}.", weekday=weekday)]
    if told["after"] is None:
        return [t("🗨 Was promised a call on {weekday}.", weekday=weekday)]
    said = t("🗨 Was promised a call on {weekday} after {hour} o'clock.")
    return [fill(said, weekday=weekday, hour=told["after"])]


def _calls(t: Translator, p: Mapping[str, Any]) -> list[str]:
    lines = []
    if p["reached"] or p["not_reached"]:
        said = t("📞 Called: reached {reached}, no answer {missed}.")
        lines.append(fill(said, reached=p["reached"], missed=p["not_reached"]))
    if p["spoke"]:
        lines.append(t("✉️ Written to: {count}", count=p["spoke"]))
    return lines


def _since(t: Translator, p: Mapping[str, Any]) -> str:
    since = t("🕐 Since {time}", time=clock(p["raised_at"]))
    if p["times"] > 1:
        since += ", " + t("said {times}", times=count_words(p["times"], TIMES, t))
    return since


def _status(t: Translator, p: Mapping[str, Any]) -> str:
    if p["status"] == AlertStatus.ACKED:
        has = t("✋ {name} has it since {time}.", name=p["holder"], time=clock(p["acked_at"]))
        if p["asked"]:
            has += " " + t("{name} is asked to take it over.", name=p["asked"])
        return has
    if p["status"] == AlertStatus.RESOLVED:
        outcome = t(OUTCOMES[AlertOutcome(p["outcome"] or "other")])
        return t("✅ Closed by {name}: {how}.", name=p["closer"] or "?", how=outcome)
    if p["status"] == AlertStatus.SNOOZED:
        return t("💤 Put aside for a while.")
    if p["nags"]:
        return t("❗ Nobody has taken it yet. Whoever reads this: please.")
    return t("❗ Nobody has it yet.")


def _buttons(t: Translator, p: Mapping[str, Any]) -> Rows:
    number_, episode, status = p["id"], p["episode"], p["status"]
    look: Rows = ()
    if not p["details"]:
        look = row(Button(t("🔎 Open in private"), data("alert_card", number_)))
    elif p["voices"]:
        look = row(Button(t("🎧 Listen"), data("play_voice", number_)))
    if status == AlertStatus.RESOLVED:
        return look
    called = Button(t("📞 Called"), data("record_call", number_))
    end = Button(t("✅ Resolved"), data("resolve", number_))
    false = Button(t("🙅 No emergency"), data("false_alarm", number_, episode))
    rest = Button(t("💤 Later"), data("snooze", number_, episode))
    more = (false,) if p["severity"] == Severity.EMERGENCY else (rest, false)
    if status == AlertStatus.ACKED:
        still = Button(t("⏳ Still on it"), data("extend", number_, episode))
        hand = Button(t("🤝 Hand over"), data("hand_over", number_, episode))
        back = Button(t("↩️ Give it back"), data("release", number_, episode))
        return (*look, (called, end), (still, hand), (back,), tuple(more))
    take = Button(t("✋ I take it"), data("acknowledge", number_, episode))
    if status == AlertStatus.SNOOZED:
        more = (false,)
    return (*look, *column(take), (called, end), tuple(more))


SAYS: tuple[Renderer, ...] = (
    card,
    leader_card,
    action_done,
    action_refused,
    not_staff,
    in_private,
    unknown_alert,
)
