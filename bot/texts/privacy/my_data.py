"""What the bot stores of a person, in a few lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from bot.i18n import Translator
from bot.i18n.words import PILLS, count_words, day_words
from bot.texts.sentences import sentence
from bot.texts.speech import Speech


@dataclass(frozen=True, slots=True)
class LastCount:
    pills: Fraction
    day: date


@dataclass(frozen=True, slots=True)
class StoredPatient:
    """What is stored of a patient, as they may read it; the numbers say how many."""

    name: str
    number: str | None
    village: str | None
    phone: str | None
    medicines: Sequence[str]
    counts: int
    last: LastCount | None
    answers: int
    spoken: int
    stories: int
    alerts: int


@sentence
def my_data(
    t: Translator, *, patient: StoredPatient, leader: bool, helpers: Sequence[str | None]
) -> Speech:
    """`leader`: whether the leader may help; `helpers`: the names of those who count for them."""
    lines = [
        *_lines(t, patient),
        *_who_sees(t, leader, helpers),
        t("✋ To stop, or to have it erased: /band"),
    ]
    return Speech("\n".join(lines), protect=True)


def _lines(t: Translator, patient: StoredPatient) -> Iterator[str]:
    yield t("👀 This is what I know of <b>{name}</b>.", name=patient.name)
    if patient.number:
        yield t("Number at the clinic: {number}", number=patient.number)
    if patient.village:
        yield t("Village: {village}", village=patient.village)
    if patient.phone:
        yield t("Phone: {phone}", phone=patient.phone)
    if patient.medicines:
        yield t("💊 Medicines: {names}", names=", ".join(patient.medicines))
    if patient.counts:
        yield t("🔢 Counts: {n}", n=patient.counts)
    if patient.last:
        yield t(
            "Your last count: {count}, {day}.",
            count=count_words(patient.last.pills, PILLS, t),
            day=day_words(patient.last.day, t),
        )
    if patient.answers:
        yield t("👍 How you are: you told me {n} times.", n=patient.answers)
    if patient.spoken:
        yield t("🎤 Voices of yours: {n}", n=patient.spoken)
    if patient.stories:
        yield t("📖 Your stories: {n}", n=patient.stories)
    if patient.alerts:
        yield t("🆘 The clinic was told about you: {n} times.", n=patient.alerts)


def _who_sees(t: Translator, leader: bool, helpers: Sequence[str | None]) -> Iterator[str]:
    yield t("👩‍⚕️ Only you and the clinic see this.")
    if leader:
        yield t("🤝 Your leader may help you count.")
    for name in helpers:
        yield t("👪 {name} may count, too.", name=name or t("Somebody at home"))


@sentence
def on_their_own_phone(t: Translator, *, name: str) -> Speech:
    """To a caregiver, if the patient has a phone of their own."""
    return Speech(t("👀 {name} can read that on their own phone.", name=name))


@sentence
def nothing_kept(t: Translator) -> Speech:
    return Speech(t("👀 I keep nothing that you told me."))
