"""The card of an alert for staff and for a leader, and the answers to the buttons of staff."""

from datetime import datetime

from bot.domain.alerts import RefusalReason
from bot.i18n import Translator, _, fill
from bot.i18n.words import TIMES, count_words
from bot.keyboards import Button, Rows, column, row
from bot.keyboards.alerts import (
    AcknowledgeAlert,
    ConfirmFalseAlarm,
    ExtendAlert,
    HandOverAlert,
    PlayVoiceMessages,
    RecordCall,
    ReleaseAlert,
    ResolveAlert,
    ShowAlertCard,
    SnoozeAlert,
)
from bot.texts.alerts.details import CardDetails, detail_lines
from bot.texts.alerts.parts import OUTCOMES, SEVERITIES, clock, look_at_open_alerts
from bot.texts.sentences import sentence, sentence_with_fallback
from bot.texts.speech import Speech
from db.enums import AlertKind, AlertOutcome, AlertStatus, Severity

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


@sentence_with_fallback(look_at_open_alerts)
def card(
    t: Translator,
    *,
    id: int,
    code: str,
    severity: Severity,
    status: AlertStatus,
    episode: int,
    raised_at: datetime,
    times: int,
    holder: str | None,
    acked_at: datetime | None,
    asked: str | None,
    closer: str | None,
    outcome: AlertOutcome | None,
    nags: int,
    practice: bool,
    phone: str,
    details: CardDetails | None,
    clinic: str | None = None,
) -> Speech:
    """Without `details` it says only that there is an alert; the rest opens in private.

    `clinic`: whose alert it is, where readers serve several.

    `asked` is whom the holder asked to take over, `times` how often it was said, `nags` how often
    everybody was paged.
    """
    lines = [f"<b>{code} · {t(SEVERITIES[severity])}</b>"]
    if practice:
        lines.insert(0, t("🎓 PRACTICE, not a real person"))
    if clinic is not None:
        lines.insert(0, fill("🏥 {clinic}", clinic=clinic))
    if details is not None:
        lines[-1] += f" · {t(KINDS[details.kind])}"
        lines += detail_lines(t, details)
    since = t("🕐 Since {time}", time=clock(raised_at))
    if times > 1:
        since += ", " + t("said {times}", times=count_words(times, TIMES, t))
    if status is AlertStatus.ACKED:
        state = _held(t, holder, acked_at, asked)
    elif status is AlertStatus.RESOLVED:
        how = t(OUTCOMES[outcome or AlertOutcome.OTHER])
        state = t("✅ Closed by {name}: {how}.", name=closer or "?", how=how)
    elif status is AlertStatus.SNOOZED:
        state = t("💤 Put aside for a while.")
    elif nags:
        state = t("❗ Nobody has taken it yet. Whoever reads this: please.")
    else:
        state = t("❗ Nobody has it yet.")
    lines += [since, f"<b>{state}</b>"]
    if nags and status is AlertStatus.TRIGGERED:
        lines.append(t("📞 Ring the clinic phone, too: {phone}", phone=phone))
    look: Rows = ()
    if details is None:
        look = row(Button(t("🔎 Open in private"), ShowAlertCard(id)))
    elif details.voices:
        look = row(Button(t("🎧 Listen"), PlayVoiceMessages(id)))
    return Speech("\n".join(lines), look + _buttons(t, id, episode, severity, status), protect=True)


def somebody_needs_you(t: Translator) -> Speech:
    lines = _needs_somebody(t, None)
    return Speech("\n".join(lines), protect=True)


@sentence_with_fallback(somebody_needs_you)
def leader_card(
    t: Translator, *, name: str | None, status: AlertStatus, practice: bool, phone: str
) -> Speech:
    """A leader learns who needs somebody beside them, but not what was said or found."""
    if status in (AlertStatus.ACKED, AlertStatus.RESOLVED):
        lines = [t("🌿 The clinic is looking after it now. Thank you.")]
    else:
        ring = t("Ring the clinic phone: {phone}", phone=phone)
        lines = [*_needs_somebody(t, name), ring]
    if practice:
        lines.insert(0, t("🎓 PRACTICE, not a real person"))
    return Speech("\n".join(lines), protect=True)


@sentence
def action_done(t: Translator, *, status: AlertStatus, code: str) -> Speech:
    """The answer to an action that was carried out."""
    said = {
        AlertStatus.ACKED: _("{code}: you have it. Please call the person now."),
        AlertStatus.RESOLVED: _("{code} is closed. Thank you."),
        AlertStatus.SNOOZED: _("{code} comes back later by itself."),
    }.get(status, _("{code} is open again. Others are called."))
    return Speech(t(said, code=code), protect=True)


@sentence
def action_refused(
    t: Translator, *, reason: RefusalReason, code: str, by: str | None = None
) -> Speech:
    """The answer to an action that was refused."""
    said = {
        RefusalReason.ALREADY_ACKED: _("{code}: {by} has it already."),
        RefusalReason.ALREADY_RESOLVED: _("{code} was closed already, by {by}."),
        RefusalReason.STALE_EPISODE: _("{code} was raised again. Use the new message."),
        RefusalReason.NOT_HOLDER: _("{code}: only {by}, who has it, can do that."),
        RefusalReason.NOT_ASKED: _("{code}: {by} has it. Nobody waits for your answer."),
    }.get(reason, _("{code}: that is not possible now."))
    return Speech(t(said, code=code, by=by or t("somebody")), protect=True)


@sentence
def not_staff(t: Translator) -> Speech:
    return Speech(t("Only the clinic's staff can answer an alert. Thank you for caring."))


@sentence
def in_private(t: Translator, *, code: str) -> Speech:
    """A toast in the staff chat."""
    return Speech(t("{code}: look at our private chat.", code=code))


@sentence
def unknown_alert(t: Translator) -> Speech:
    return Speech(t("I know no such alert."))


def _needs_somebody(t: Translator, name: str | None) -> list[str]:
    needs = _("🤝 {name} needs somebody beside them now.")
    return [
        t(needs, name=name or t("Somebody in your group")),
        t("Please go there or call. Tell nobody else."),
    ]


def _held(t: Translator, holder: str | None, acked_at: datetime | None, asked: str | None) -> str:
    since = clock(acked_at) if acked_at else "?"
    has = t("✋ {name} has it since {time}.", name=holder or "?", time=since)
    if asked:
        has += " " + t("{name} is asked to take it over.", name=asked)
    return has


def _buttons(t: Translator, id: int, episode: int, severity: Severity, status: AlertStatus) -> Rows:
    if status is AlertStatus.RESOLVED:
        return ()
    called = Button(t("📞 Called"), RecordCall(id))
    end = Button(t("✅ Resolved"), ResolveAlert(id))
    false = Button(t("🙅 No emergency"), ConfirmFalseAlarm(id, episode))
    rest = Button(t("💤 Later"), SnoozeAlert(id, episode))
    more: tuple[Button, ...] = (false,) if severity is Severity.EMERGENCY else (rest, false)
    if status is AlertStatus.ACKED:
        still = Button(t("⏳ Still on it"), ExtendAlert(id, episode))
        hand = Button(t("🤝 Hand over"), HandOverAlert(id, episode))
        back = Button(t("↩️ Give it back"), ReleaseAlert(id, episode))
        return ((called, end), (still, hand), (back,), more)
    take = Button(t("✋ I take it"), AcknowledgeAlert(id, episode))
    if status is AlertStatus.SNOOZED:
        more = (false,)
    return (*column(take), (called, end), more)
