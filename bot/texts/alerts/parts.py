"""Words that several messages about alerts share."""

from datetime import datetime

from bot.domain.schedule import KOLKATA
from bot.i18n import Translator, _
from bot.keyboards import Button, column
from bot.keyboards.alerts import ShowOpenAlerts
from bot.texts.speech import Speech
from db.enums import AlertOutcome, Programme, Severity

SEVERITIES = {
    Severity.EMERGENCY: _("🔴 EMERGENCY"),
    Severity.SAME_DAY: _("🟠 Today"),
    Severity.ROUTINE: _("🟢 Within two days"),
}
MARKS = {Severity.EMERGENCY: "🔴", Severity.SAME_DAY: "🟠", Severity.ROUTINE: "🟢"}
OUTCOMES = {
    AlertOutcome.HELPED: _("helped"),
    AlertOutcome.REFERRED: _("referred"),
    AlertOutcome.NO_ANSWER: _("no answer"),
    AlertOutcome.FALSE_ALARM: _("false alarm"),
    AlertOutcome.OTHER: _("other"),
    AlertOutcome.DIED: _("died"),
}
PROGRAMMES = {
    Programme.DIABETES: _("sugar"),
    Programme.HYPERTENSION: _("BP"),
    Programme.SICKLE_CELL: _("sickle cell"),
    Programme.EPILEPSY: _("fits"),
    Programme.MENTAL_HEALTH: _("troubled mind"),
    Programme.TUBERCULOSIS: _("TB"),
    Programme.RHEUMATIC_HEART: _("weak heart"),
    Programme.ALCOHOL: _("alcohol"),
}


def clock(at: datetime) -> str:
    return f"{at.astimezone(KOLKATA):%d.%m. %H:%M}"


def look_at_open_alerts(t: Translator) -> Speech:
    """For a message about an alert that another version wrote."""
    button = Button(t("📌 Open alerts"), ShowOpenAlerts())
    return Speech(t("📌 Open alerts"), column(button), protect=True)
