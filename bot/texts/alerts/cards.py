"""The alert as staff see it, what a leader sees of it, and the answers to staff's buttons."""

from collections.abc import Mapping
from datetime import datetime
from html import escape
from typing import Any

from bot.domain.schedule import KOLKATA
from bot.i18n import _
from bot.keyboards import Button, Rows, column, data
from bot.texts.alerts.signs import SIGNS
from bot.texts.speech import Renderer, Speech, Translate, fill
from db.enums import AlertKind, AlertOutcome, AlertStatus, Severity

SEVERITIES = {
    Severity.EMERGENCY: _("🔴 EMERGENCY"),
    Severity.SAME_DAY: _("🟠 Today"),
    Severity.ROUTINE: _("🟢 Within two days"),
}
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
OUTCOMES = {
    AlertOutcome.HELPED: _("helped"),
    AlertOutcome.REFERRED: _("referred"),
    AlertOutcome.NO_ANSWER: _("no answer"),
    AlertOutcome.FALSE_ALARM: _("false alarm"),
    AlertOutcome.OTHER: _("other"),
    AlertOutcome.DIED: _("died"),
}
ASKED_OUTCOMES = tuple(OUTCOMES)[:5]
SHOWN_LETTERS = 1600
"""Letters of what was said that a card shows: the first words, and the newest."""


def card(t: Translate, p: Mapping[str, Any]) -> Speech:
    severity = t(SEVERITIES[Severity(p["severity"])])
    lines = [f"<b>{p['code']} · {severity}</b> · {t(KINDS[AlertKind(p['kind'])])}"]
    if p["practice"]:
        lines.insert(0, t(_("🎓 PRACTICE, not a real person")))
    lines += [f"👤 {_who(t, p)}", *_group(t, p), f"💬 {escape(_shortened(p['evidence']))}"]
    if p["signs"]:
        signs = ", ".join(t(SIGNS.get(sign, sign)) for sign in p["signs"])
        lines.append(f"⚠️ {escape(signs)}")
    lines += [_since(t, p), f"<b>{_status(t, p)}</b>"]
    return Speech("\n".join(lines), _buttons(t, p), protect=True)


def leader_card(t: Translate, p: Mapping[str, Any]) -> Speech:
    """A leader learns who needs somebody beside them, and nothing of what was said or found."""
    if p["status"] in (AlertStatus.ACKED, AlertStatus.RESOLVED):
        lines = [t(_("🌿 The clinic is looking after it now. Thank you."))]
    else:
        name = p["name"] or t(_("Somebody in your group"))
        lines = [
            fill(t(_("🤝 {name} needs somebody beside them now.")), name=name),
            t(_("Please go there or call. Tell nobody else.")),
            fill(t(_("The clinic's number: {phone}")), phone=p["phone"]),
        ]
    if p["practice"]:
        lines.insert(0, t(_("🎓 PRACTICE, not a real person")))
    return Speech("\n".join(lines), protect=True)


def ask_outcome(t: Translate, p: Mapping[str, Any]) -> Speech:
    buttons = (
        Button(t(OUTCOMES[one]), data("done", p["id"], one.value, p["episode"]))
        for one in ASKED_OUTCOMES
    )
    return Speech(
        fill(t(_("{code}: how did it end?")), code=p["code"]), column(*buttons), protect=True
    )


def done(t: Translate, p: Mapping[str, Any]) -> Speech:
    """The answer to a button that worked."""
    said = {
        AlertStatus.ACKED: _("{code}: you have it. Please call the person now."),
        AlertStatus.RESOLVED: _("{code} is closed. Thank you."),
    }.get(p["status"], _("{code} is open again. Others are called."))
    return Speech(fill(t(said), code=p["code"]), protect=True)


def refused(t: Translate, p: Mapping[str, Any]) -> Speech:
    """The answer to a button that did not; `reason` is one of the rules' own."""
    said = {
        "already_acked": _("{code}: {by} has it already."),
        "already_resolved": _("{code} was closed already, by {by}."),
        "stale_episode": _("{code} was raised again. Use the new message."),
        "not_holder": _("{code}: only {by}, who has it, can do that."),
    }.get(p["reason"], _("{code}: that is not possible now."))
    by = p.get("by") or t(_("somebody"))
    return Speech(fill(t(said), code=p["code"], by=by), protect=True)


def not_staff(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("Only the clinic's staff can answer an alert. Thank you for caring.")))


def unknown(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("I know no such alert.")))


def _who(t: Translate, p: Mapping[str, Any]) -> str:
    name = escape(p["name"] or t(_("Somebody not registered")))
    if p["telegram_id"]:
        name = f'<a href="tg://user?id={p["telegram_id"]}">{name}</a>'
    facts = [escape(fact) for fact in (p["number"], p["village"], p["rings"]) if fact]
    return ", ".join((name, *facts))


def _group(t: Translate, p: Mapping[str, Any]) -> list[str]:
    if not p["group"]:
        return []
    where = t(_("said in the group")) if p["said_in_group"] else t(_("told in private"))
    if AlertKind(p["kind"]).by_rule or p["kind"] == AlertKind.UNREAD:
        return [f"👥 {escape(p['group'])}"]
    return [f"👥 {escape(p['group'])}, {where}"]


def _shortened(evidence: str) -> str:
    if len(evidence) <= SHOWN_LETTERS:
        return evidence
    return f"{evidence[: SHOWN_LETTERS // 2]} […] {evidence[-SHOWN_LETTERS // 2 :]}"


def _since(t: Translate, p: Mapping[str, Any]) -> str:
    since = fill(t(_("🕐 Since {time}")), time=_clock(p["raised_at"]))
    if p["times"] > 1:
        since += ", " + fill(t(_("said {count} times")), count=p["times"])
    return since


def _status(t: Translate, p: Mapping[str, Any]) -> str:
    if p["status"] == AlertStatus.ACKED:
        return fill(
            t(_("✋ {name} has it since {time}.")), name=p["holder"], time=_clock(p["acked_at"])
        )
    if p["status"] == AlertStatus.RESOLVED:
        outcome = t(OUTCOMES[AlertOutcome(p["outcome"] or "other")])
        return fill(t(_("✅ Closed by {name}: {how}.")), name=p["closer"] or "?", how=outcome)
    if p["status"] == AlertStatus.SNOOZED:
        return t(_("💤 Put aside for a while."))
    if p["nags"]:
        return t(_("❗ Nobody has taken it yet. Whoever reads this: please."))
    return t(_("❗ Nobody has it yet."))


def _clock(stored: str) -> str:
    return f"{datetime.fromisoformat(stored).astimezone(KOLKATA):%d.%m. %H:%M}"


def _buttons(t: Translate, p: Mapping[str, Any]) -> Rows:
    number, episode = p["id"], p["episode"]
    take = Button(t(_("✋ I take it")), data("ack", number, episode))
    end = Button(t(_("✅ Resolved")), data("done", number))
    if p["status"] == AlertStatus.ACKED:
        still = Button(t(_("⏳ Still on it")), data("extend", number, episode))
        back = Button(t(_("↩️ Give it back")), data("unack", number, episode))
        return column(end, still, back)
    return () if p["status"] == AlertStatus.RESOLVED else column(take, end)


SAYS: tuple[Renderer, ...] = (
    card,
    leader_card,
    ask_outcome,
    done,
    refused,
    not_staff,
    unknown,
)
