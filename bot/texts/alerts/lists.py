"""Lists of alerts by code, in a storm, on request and each morning, without person and words."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.i18n import Translator, _
from bot.keyboards import Button, Rows, column, data
from bot.texts.alerts.parts import MARKS, SEVERITIES, clock
from bot.texts.speech import Renderer, Speech
from db.enums import AlertStatus, Severity

SHOWN = 20
IN_A_ROW = 3


def storm_list(t: Translator, p: Mapping[str, Any]) -> Speech:
    """One message instead of many in an alert storm."""
    alerts = p["alerts"]
    head = t("❗ <b>Alerts at once: {count}</b>", count=len(alerts))
    return _listed(t, head, alerts)


def open_list(t: Translator, p: Mapping[str, Any]) -> Speech:
    """`mine`: only the alerts that the reader holds."""
    if not p["alerts"]:
        nothing = _("✅ You hold no alert.") if p["mine"] else _("✅ No alert is open.")
        return Speech(t(nothing), protect=True)
    head = _("✋ You hold: {count}") if p["mine"] else _("📌 Open alerts: {count}")
    return _listed(t, f"<b>{t(head, count=len(p['alerts']))}</b>", p["alerts"])


def morning_report(t: Translator, p: Mapping[str, Any]) -> Speech:
    untaken = sum(one["holder"] is None for one in p["alerts"])
    head = t("🌅 <b>Good morning. Open alerts: {count}</b>", count=len(p["alerts"]))
    if untaken:
        head += "\n" + t("❗ Nobody has: {count}", count=untaken)
    if p["missing"]:
        names = ", ".join(p["missing"])
        head += "\n" + t("⚠️ Cannot be reached: {names}", names=names)
    return _listed(t, head, p["alerts"], p["now"])


def unreachable_staff(t: Translator, p: Mapping[str, Any]) -> Speech:
    """Tell all others that these members of staff cannot receive an alert."""
    lines = [t("⚠️ <b>Alerts do not reach everybody who is on call.</b>")]
    for one in p["missing"]:
        said = {
            True: _("{name} has shut me out. Please ask them to open me."),
            False: _("{name} has never opened me. Please give them the link."),
        }[one["started"]]
        lines.append(t(said, name=one["name"]))
    return Speech("\n".join(lines), protect=True)


def _listed(
    t: Translator, head: str, alerts: Sequence[Mapping[str, Any]], now: str | None = None
) -> Speech:
    lines = [head, *(_line(t, one, now) for one in alerts[:SHOWN])]
    if len(alerts) > SHOWN:
        lines.append(t("… and {count} more.", count=len(alerts) - SHOWN))
    return Speech("\n".join(lines), _codes(alerts[:SHOWN]), protect=True)


def _line(t: Translator, one: Mapping[str, Any], now: str | None) -> str:
    if one["status"] == AlertStatus.RESOLVED:
        state = t("closed")
    elif one["holder"]:
        state = t("with {name}", name=one["holder"])
    elif one["status"] == AlertStatus.SNOOZED:
        state = t("put aside")
    else:
        state = t("nobody has it")
    severity = t(SEVERITIES[Severity(one["severity"])])
    line = f"<b>{one['code']}</b> · {severity} · {clock(one['raised_at'])} · {state}"
    return f"{line} · {_age(t, one['raised_at'], now)}" if now else line


def _age(t: Translator, raised_at: str, now: str) -> str:
    passed = datetime.fromisoformat(now) - datetime.fromisoformat(raised_at)
    if passed.days:
        return t("{count} days", count=passed.days)
    return t("{count} hours", count=passed.seconds // 3600)


def _codes(alerts: Sequence[Mapping[str, Any]]) -> Rows:
    buttons = [
        Button(f"{MARKS[Severity(one['severity'])]} {one['code']}", data("alert_card", one["id"]))
        for one in alerts
    ]
    return tuple(
        tuple(buttons[start : start + IN_A_ROW]) for start in range(0, len(buttons), IN_A_ROW)
    )


def which_alert(t: Translator, _p: Mapping[str, Any]) -> Speech:
    """The answer to a reply to a list, as it is unclear which person is meant."""
    return Speech(
        t("To whom? Tap a code, then reply to that card."),
        column(Button(t("📌 Open alerts"), data("open_alerts"))),
        protect=True,
    )


SAYS: tuple[Renderer, ...] = (storm_list, open_list, morning_report, unreachable_staff, which_alert)
