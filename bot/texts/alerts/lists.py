"""Lists of alerts by code, in a storm, on request and each morning, without person and words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.i18n import Translator, _, fill
from bot.keyboards import Button, Rows, column
from bot.keyboards.alerts import ShowAlertCard, ShowOpenAlerts
from bot.texts.alerts.parts import MARKS, SEVERITIES, clock, look_at_open_alerts
from bot.texts.sentences import sentence, sentence_with_fallback
from bot.texts.speech import Speech
from db.enums import AlertStatus, Severity

SHOWN = 20
IN_A_ROW = 3


@dataclass(frozen=True, slots=True)
class AlertLine:
    id: int
    code: str
    severity: Severity
    status: AlertStatus
    holder: str | None
    raised_at: datetime


@dataclass(frozen=True, slots=True)
class UnreachableStaff:
    name: str
    started: bool
    """Whether they ever opened the bot."""


@sentence_with_fallback(look_at_open_alerts)
def storm_list(t: Translator, *, alerts: Sequence[AlertLine]) -> Speech:
    """One message instead of many in an alert storm."""
    head = t("❗ <b>Alerts at once: {count}</b>", count=len(alerts))
    return _listed(t, head, alerts)


@sentence
def open_list(
    t: Translator, *, mine: bool, alerts: Sequence[AlertLine], clinic: str | None = None
) -> Speech:
    """`mine`: only the alerts that the reader holds. `clinic`: for who serves several."""
    where = fill("🏥 {clinic}\n", clinic=clinic) if clinic else ""
    if not alerts:
        nothing = _("✅ You hold no alert.") if mine else _("✅ No alert is open.")
        return Speech(where + t(nothing), protect=True)
    head = _("✋ You hold: {count}") if mine else _("📌 Open alerts: {count}")
    return _listed(t, f"{where}<b>{t(head, count=len(alerts))}</b>", alerts)


@sentence_with_fallback(look_at_open_alerts)
def morning_report(
    t: Translator, *, alerts: Sequence[AlertLine], missing: Sequence[str], now: datetime
) -> Speech:
    """`missing`: names of staff on call who cannot be reached."""
    untaken = sum(one.holder is None for one in alerts)
    head = t("🌅 <b>Good morning. Open alerts: {count}</b>", count=len(alerts))
    if untaken:
        head += "\n" + t("❗ Nobody has: {count}", count=untaken)
    if missing:
        head += "\n" + t("⚠️ Cannot be reached: {names}", names=", ".join(missing))
    return _listed(t, head, alerts, now)


@sentence
def unreachable_staff(t: Translator, *, missing: Sequence[UnreachableStaff]) -> Speech:
    """Tell all others that these members of staff cannot receive an alert."""
    lines = [t("⚠️ <b>Alerts do not reach everybody who is on call.</b>")]
    for one in missing:
        said = {
            True: _("{name} has shut me out. Please ask them to open me."),
            False: _("{name} has never opened me. Please give them the link."),
        }[one.started]
        lines.append(t(said, name=one.name))
    return Speech("\n".join(lines), protect=True)


@sentence
def which_alert(t: Translator) -> Speech:
    """The answer to a reply to a list, as it is unclear which person is meant."""
    return Speech(
        t("To whom? Tap a code, then reply to that card."),
        column(Button(t("📌 Open alerts"), ShowOpenAlerts())),
        protect=True,
    )


def _listed(
    t: Translator, head: str, alerts: Sequence[AlertLine], now: datetime | None = None
) -> Speech:
    lines = [head, *(_line(t, one, now) for one in alerts[:SHOWN])]
    if len(alerts) > SHOWN:
        lines.append(t("… and {count} more.", count=len(alerts) - SHOWN))
    return Speech("\n".join(lines), _codes(alerts[:SHOWN]), protect=True)


def _line(t: Translator, one: AlertLine, now: datetime | None) -> str:
    if one.status is AlertStatus.RESOLVED:
        state = t("closed")
    elif one.holder:
        state = t("with {name}", name=one.holder)
    elif one.status is AlertStatus.SNOOZED:
        state = t("put aside")
    else:
        state = t("nobody has it")
    severity = t(SEVERITIES[one.severity])
    line = f"<b>{one.code}</b> · {severity} · {clock(one.raised_at)} · {state}"
    return f"{line} · {_age(t, now - one.raised_at)}" if now else line


def _age(t: Translator, passed: timedelta) -> str:
    if passed.days:
        return t("{count} days", count=passed.days)
    return t("{count} hours", count=passed.seconds // 3600)


def _codes(alerts: Sequence[AlertLine]) -> Rows:
    buttons = [Button(f"{MARKS[one.severity]} {one.code}", ShowAlertCard(one.id)) for one in alerts]
    return tuple(
        tuple(buttons[start : start + IN_A_ROW]) for start in range(0, len(buttons), IN_A_ROW)
    )
