"""Words that several messages about alerts share."""

from datetime import datetime

from bot.domain.schedule import KOLKATA
from bot.i18n import _
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


def clock(stored: str) -> str:
    return f"{datetime.fromisoformat(stored).astimezone(KOLKATA):%d.%m. %H:%M}"
