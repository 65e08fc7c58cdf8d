"""Codes of the database in words for staff."""

from dataclasses import dataclass
from html import escape

from bot.domain.adherence import Band
from bot.domain.call_list import ReasonKind
from bot.domain.phones import dialable
from bot.i18n import Translator, _
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


@dataclass(frozen=True, slots=True)
class FoundPatient:
    """One of several patients to choose from."""

    id: int
    name: str
    mark: str | None
    """Tells namesakes apart: the clinic number, or the village."""

    @property
    def label(self) -> str:
        return " · ".join(filter(None, (self.name, self.mark)))


@dataclass(frozen=True, slots=True)
class Person:
    """A patient by what staff know them by."""

    id: int
    name: str
    number: str | None
    """The clinic number."""
    village: str | None
    phone: str | None
    programme: Programme | None


@dataclass(frozen=True, slots=True)
class CallReason:
    why: ReasonKind
    medicine: str | None = None
    """None if it is about the patient."""
    days: int = 0
    said: HardReason | None = None


def patient_line(t: Translator, person: Person) -> str:
    """Name, clinic number, village and illness on one line."""
    illness = t(PROGRAMMES[person.programme]) if person.programme else None
    facts = [escape(fact) for fact in (person.number, person.village, illness) if fact]
    return ", ".join((f"<b>{escape(person.name)}</b>", *facts))


def phone_lines(person: Person) -> list[str]:
    """A number that a tap dials; empty if none is known."""
    return [f"☎️ {escape(dialable(person.phone))}"] if person.phone else []


def reason_words(t: Translator, reason: CallReason) -> str:
    medicine, days = reason.medicine, reason.days
    match reason.why:
        case ReasonKind.SUPPLY if days == 0:
            return t("{medicine} has ended", medicine=medicine)
        case ReasonKind.SUPPLY if days == 1:
            return t("{medicine} ends in one day", medicine=medicine)
        case ReasonKind.SUPPLY:
            return t("{medicine} ends in {days} days", medicine=medicine, days=days)
        case ReasonKind.INJECTION:
            return t("{medicine} is {days} days late", medicine=medicine, days=days)
        case ReasonKind.MISSED:
            return t("{medicine}: {days} days without a dose", medicine=medicine, days=days)
        case ReasonKind.LOW:
            return t("{medicine}: two counts below half", medicine=medicine)
        case ReasonKind.HIGH:
            return t("{medicine}: twice more gone than due", medicine=medicine)
        case ReasonKind.UNKNOWN:
            return t("new here: no medicine entered")
        case ReasonKind.HARD if reason.said:
            return t("says:") + f" {t(HARD_REASONS[reason.said])}"
        case _other:
            return t("silent for {weeks} weeks", weeks=days // 7)
