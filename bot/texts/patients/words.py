"""Codes of the database in words for staff."""

from collections.abc import Mapping
from html import escape
from typing import Any

from bot.domain.adherence import Band
from bot.domain.call_list import ReasonKind
from bot.domain.phones import dialable
from bot.i18n import Translator, _, fill
from db.enums import Confidence, CountSource, HardReason, Programme, Trend

PROGRAMMES = {
    Programme.DIABETES: _("sugar"),
    Programme.HYPERTENSION: _("blood pressure"),
    Programme.SICKLE_CELL: _("sickle cell"),
    Programme.EPILEPSY: _("epilepsy"),
    Programme.MENTAL_HEALTH: _("mental health"),
    Programme.TUBERCULOSIS: _("TB"),
    Programme.RHEUMATIC_HEART: _("rheumatic heart"),
    Programme.ALCOHOL: _("alcohol"),
}
BANDS = {
    Band.FULL: _("nearly all taken"),
    Band.GOOD: _("most taken"),
    Band.HALF: _("a part missed"),
    Band.LOW: _("less than half taken"),
    Band.RECOUNT: _("more gone than due: count together"),
    Band.UNKNOWN: _("not known yet"),
}
TRENDS = {
    Trend.UP: _("↗️ better than before"),
    Trend.STEADY: _("➡️ as before"),
    Trend.DOWN: _("↘️ less than before"),
}
CONFIDENCES = {
    Confidence.HIGH: _("sure"),
    Confidence.MEDIUM: _("fairly sure"),
    Confidence.LOW: _("not sure"),
}
SOURCES = {
    CountSource.SELF: _("counted by the patient"),
    CountSource.CAREGIVER: _("counted by the family"),
    CountSource.LEADER: _("counted with the leader"),
    CountSource.CLINIC: _("counted at the clinic"),
    CountSource.IMPORT: _("from the clinic's books"),
}
HARD_REASONS = {
    HardReason.FINISHED: _("the medicine had ended"),
    HardReason.NO_MONEY: _("no money"),
    HardReason.SIDE_EFFECT: _("the medicine did harm"),
    HardReason.FELT_WELL: _("felt well without it"),
    HardReason.FORGOT: _("forgot"),
    HardReason.AWAY: _("was away from home"),
    HardReason.HEALER: _("goes to a healer"),
    HardReason.ALCOHOL: _("drinking"),
    HardReason.FAR: _("the clinic is far"),
}


def patient_line(t: Translator, p: Mapping[str, Any]) -> str:
    """Name, clinic number, village and illness on one line."""
    illness = t(PROGRAMMES[Programme(p["programme"])]) if p["programme"] else None
    facts = [escape(fact) for fact in (p["number"], p["village"], illness) if fact]
    return ", ".join((f"<b>{escape(p['name'])}</b>", *facts))


def phone_lines(p: Mapping[str, Any]) -> list[str]:
    """A number that a tap dials; empty if none is known."""
    return [f"☎️ {escape(dialable(p['phone']))}"] if p["phone"] else []


def reason_words(t: Translator, p: Mapping[str, Any]) -> str:
    """One reason to call, from the parameters that `bot.services.patients.view` makes of it."""
    match p["why"]:
        case ReasonKind.SUPPLY if p["days"] == 0:
            return t("{medicine} has ended", medicine=p["medicine"])
        case ReasonKind.SUPPLY if p["days"] == 1:
            return t("{medicine} ends in one day", medicine=p["medicine"])
        case ReasonKind.SUPPLY:
            words = t("{medicine} ends in {days} days")
        case ReasonKind.INJECTION:
            words = t("{medicine} is {days} days late")
        case ReasonKind.MISSED:
            words = t("{medicine}: {days} days without a dose")
        case ReasonKind.LOW:
            words = t("{medicine}: two counts below half")
        case ReasonKind.HIGH:
            words = t("{medicine}: twice more gone than due")
        case ReasonKind.UNKNOWN:
            return t("new here: no medicine entered")
        case ReasonKind.HARD:
            return t("says:") + f" {t(HARD_REASONS[HardReason(p['said'])])}"
        case _other:
            return t("silent for {weeks} weeks", weeks=p["days"] // 7)
    return fill(words, medicine=p["medicine"], days=p["days"])
