"""One patient as staff see them: in words, with how sure each of them is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from bot.domain.adherence import Band
from bot.i18n import Translator, fill
from bot.i18n.words import day_words, number
from bot.keyboards import Button, column
from bot.keyboards.call_list import RecordCall
from bot.keyboards.patients import ShowPatientStatus, ViewPatient
from bot.texts.patients.words import (
    BANDS,
    CONFIDENCES,
    HARD_REASONS,
    SOURCES,
    TRENDS,
    CallReason,
    FoundPatient,
    Person,
    patient_line,
    phone_lines,
    reason_words,
)
from bot.texts.sentences import sentence
from bot.texts.speech import Speech
from db.enums import CallResult, Confidence, CountSource, HardReason, Trend


@dataclass(frozen=True, slots=True)
class Count:
    on: date
    remaining: Fraction
    source: CountSource
    doubtful: bool


@dataclass(frozen=True, slots=True)
class TakenMedicine:
    name: str
    injection_due: date | None
    ends: date | None
    days_left: int | None
    band: Band
    """Of the last count."""
    decided: Band
    """On which two counts agree."""
    trend: Trend | None
    confidence: Confidence | None
    hard: HardReason | None
    counts: tuple[Count, ...]


@sentence
def choose_patient(t: Translator, *, patients: Sequence[FoundPatient]) -> Speech:
    """A short list of patients to choose from."""
    buttons = [Button(one.label, ViewPatient(one.id)) for one in patients]
    return Speech(
        t("Which patient? Tap, or write a name or number."), column(*buttons), protect=True
    )


@sentence
def view(
    t: Translator,
    *,
    person: Person,
    reasons: Sequence[CallReason],
    medicines: Sequence[TakenMedicine],
    day: date,
) -> Speech:
    lines = [f"👤 {patient_line(t, person)}", *phone_lines(person)]
    lines += [f"• {reason_words(t, reason)}" for reason in reasons]
    lines += ["\n" + _medicine(t, medicine) for medicine in medicines]
    if not medicines:
        lines.append(t("No medicine is recorded."))
    status = Button(t("🚚 Moved, elsewhere, died"), ShowPatientStatus(person.id))
    return Speech("\n".join(lines), column(*_call_buttons(t, person.id, day), status), protect=True)


def _call_buttons(t: Translator, patient: int, day: date) -> tuple[Button, ...]:
    labels = {
        CallResult.REACHED: t("✅ Called: reached"),
        CallResult.NOT_REACHED: t("📵 Called: not reached"),
        CallResult.LATER: t("⏰ Call later"),
    }
    return tuple(
        Button(label, RecordCall(patient, result, day)) for result, label in labels.items()
    )


def _medicine(t: Translator, medicine: TakenMedicine) -> str:
    lines = [fill("💊 <b>{name}</b>", name=medicine.name)]
    if medicine.injection_due:
        day = day_words(medicine.injection_due, t)
        return "\n".join([*lines, t("💉 Due on {day}.", day=day)])
    lines += [f"📊 {_share(t, medicine)}", *_days_left(t, medicine)]
    lines += [_count(t, count) for count in medicine.counts]
    if medicine.hard:
        lines.append(t("💬 What made it hard: {said}.", said=t(HARD_REASONS[medicine.hard])))
    return "\n".join(lines)


def _share(t: Translator, medicine: TakenMedicine) -> str:
    """The band that two counts agree on; if there is only one count, its band, marked as such."""
    if medicine.decided is Band.UNKNOWN and medicine.band is not Band.UNKNOWN:
        said = t("by one count: {band}", band=t(BANDS[medicine.band]))
    else:
        said = t(BANDS[medicine.decided])
    trend = [t(TRENDS[medicine.trend])] if medicine.trend else []
    sure = [t(CONFIDENCES[medicine.confidence])] if medicine.confidence else []
    return " · ".join((said, *trend, *sure))


def _days_left(t: Translator, medicine: TakenMedicine) -> list[str]:
    if medicine.days_left is None or medicine.ends is None:
        return []
    day = day_words(medicine.ends, t)
    if medicine.days_left == 0:
        return [t("📅 Nothing left since {day}.", day=day)]
    return [t("📅 Days left: {days}, until {day}.", days=medicine.days_left, day=day)]


def _count(t: Translator, count: Count) -> str:
    doubt = " ❓" if count.doubtful else ""
    source = t(SOURCES[count.source])
    return f"   {count.on:%d.%m.}: <b>{number(count.remaining)}</b>, {source}{doubt}"
