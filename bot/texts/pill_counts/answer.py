"""What is asked about an answer that is doubtful, or no count: never a scolding."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from bot.domain.reading.model import NoCount
from bot.i18n import Translator, _
from bot.i18n.words import number
from bot.keyboards import Button, Rows, column
from bot.keyboards.alerts import AskForHelp
from bot.keyboards.pill_counts import (
    ChooseCountedMedicine,
    ChooseStripSize,
    ConfirmCount,
    PostponeCount,
    ReportRefillBeforeCount,
    StripSize,
)
from bot.texts.caregivers import PhonePatient
from bot.texts.pill_counts.question import pad_of_count
from bot.texts.sentences import sentence
from bot.texts.speech import Speech

STRIP_SIZES: tuple[StripSize, ...] = (10, 14, 15)


@sentence
def read_back(
    t: Translator, *, treatment: int, person: str, medicine: str, count: Fraction
) -> Speech:
    return Speech(
        t(
            "I read: <b>{count}</b> pills of {medicine} for {person}. Right?",
            count=number(count),
            medicine=medicine,
            person=person,
        ),
        _yes_no(t, treatment),
    )


@sentence
def read_back_from_group(
    t: Translator, *, treatment: int, medicine: str, count: Fraction
) -> Speech:
    """In private, after a count was written into the group."""
    return Speech(
        t(
            "In the group you wrote a count. Note <b>{count}</b> pills of {medicine}?",
            count=number(count),
            medicine=medicine,
        ),
        _yes_no(t, treatment),
    )


def _yes_no(t: Translator, treatment: int) -> Rows:
    return column(
        Button(t("✅ Yes, right"), ConfirmCount(treatment, "yes")),
        Button(t("🔁 No, again"), ConfirmCount(treatment, "no")),
        Button(t("🆘 Help"), AskForHelp()),
    )


@sentence
def ask_strip(t: Translator, *, treatment: int, medicine: str) -> Speech:
    sizes = tuple(Button(str(n), ChooseStripSize(treatment, n)) for n in STRIP_SIZES)
    return Speech(
        t("How many pills are in one strip of {medicine}?", medicine=medicine),
        (sizes, (Button(t("🆘 Help"), AskForHelp()),)),
    )


_NOT_THE_NUMBER = _("That cannot be the number of pills.")
_COUNT_EXACTLY = _("Please count exactly, two by two.")
ASK_AGAIN = {
    NoCount.SCHEDULE: _("That is when you take it. How many pills are left?"),
    NoCount.PRESSURE: _("That looks like blood pressure. How many pills are left?"),
    NoCount.SUGAR: _("That looks like a sugar reading. How many pills are left?"),
    NoCount.PHONE: _("That looks like a phone number. How many pills are left?"),
    NoCount.DATE: _("That looks like a date. How many pills are left?"),
    NoCount.TIME: _("That looks like a time. How many pills are left?"),
    NoCount.DAYS_SUPPLY: _("Those are days. How many pills are left?"),
    NoCount.TAKEN: _("That is what you took. How many pills are left?"),
    NoCount.APPROXIMATE: _COUNT_EXACTLY,
    NoCount.RANGE: _COUNT_EXACTLY,
    NoCount.SEVERAL: _("There were several numbers. How many pills are left in all?"),
    NoCount.NEGATIVE: _NOT_THE_NUMBER,
    NoCount.TOO_MANY: _NOT_THE_NUMBER,
    NoCount.NO_PILL_FRACTION: _NOT_THE_NUMBER,
}
"""By the reason why a text was no count; all other reasons get a general sentence."""


@sentence
def ask_again(
    t: Translator,
    *,
    treatment: int,
    medicine: str,
    reason: NoCount,
    last: Fraction | None,
    others: Sequence[PhonePatient],
) -> Speech:
    """Asked once more, with the last count as a reminder."""
    lines = [t(ASK_AGAIN.get(reason, _("I could not read a number in that.")))]
    if last is not None:
        lines.append(_last_time(t, last))
    lines.append(t("{medicine}: write only the number, like 12.", medicine=medicine))
    return Speech("\n".join(lines), pad_of_count(t, treatment, others))


def _last_time(t: Translator, last: Fraction) -> str:
    return t("Last time there were {last}.", last=number(last))


@sentence
def not_asked_again(t: Translator, *, patient: int) -> Speech:
    """Two answers were not understood; it is not asked a third time."""
    return Speech(
        t("No matter. Counting can be hard.")
        + "\n"
        + t("Send a photo of the strips, or speak. Somebody will count with you."),
        column(
            Button(t("⏰ Tomorrow"), PostponeCount(patient)),
            Button(t("🆘 Help"), AskForHelp()),
        ),
    )


@sentence
def more_than_before(
    t: Translator, *, treatment: int, count: Fraction, last: Fraction | None
) -> Speech:
    """More than there can be. Most often there was a refill that nobody recorded."""
    lines = [t("{count} is more than there were. Did new medicine come?", count=number(count))]
    if last is not None:
        lines.insert(0, _last_time(t, last))
    return Speech(
        "\n".join(lines),
        column(
            Button(t("💊 Yes, new medicine came"), ReportRefillBeforeCount(treatment)),
            Button(t("🔁 Count again"), ConfirmCount(treatment, "no")),
            Button(t("✅ The number is right"), ConfirmCount(treatment, "sure")),
        ),
    )


@sentence
def ask_refill(t: Translator, *, medicine: str) -> Speech:
    return Speech(
        t("How many new pills of {medicine} came?", medicine=medicine)
        + "\n"
        + t("Write the number, like 60.")
    )


@dataclass(frozen=True, slots=True)
class MedicineOption:
    treatment: int
    label: str


@sentence
def which_medicine(t: Translator, *, count: Fraction, options: Sequence[MedicineOption]) -> Speech:
    """A number was sent without a question; it is stored once the person says of what medicine."""
    medicines = [Button(f"💊 {one.label}", ChooseCountedMedicine(one.treatment)) for one in options]
    none = Button(t("❌ It was no count"), ChooseCountedMedicine(0))
    return Speech(t("{count} pills of what?", count=number(count)), column(*medicines, none))
