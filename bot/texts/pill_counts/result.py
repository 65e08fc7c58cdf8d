"""What a count means for the person who gave it: quick, useful, never a scolding."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from bot.i18n import Translator
from bot.i18n.words import DAYS, count_words, day_words, number
from bot.keyboards import Button, column
from bot.keyboards.adherence import ShowMonth
from bot.keyboards.pill_counts import CorrectCount
from bot.texts.sentences import sentence
from bot.texts.speech import Speech


@sentence
def counted(
    t: Translator,
    *,
    treatment: int,
    person: str,
    medicine: str,
    count: Fraction,
    days: int | None,
    runs_out: date | None,
    clinic_told: bool,
    lacking: bool,
) -> Speech:
    """`days` is None if taken only when needed; `runs_out` is the first day without a full dose.

    `lacking`: the clinic has none of it now.
    """
    lines = [
        t(
            "🙏 Thank you for counting! {person}, {medicine}: <b>{count}</b> left.",
            person=person,
            medicine=medicine,
            count=number(count),
        )
    ]
    if days is not None and runs_out is not None:
        lines.append(enough_until(t, days, runs_out, lacking=medicine if lacking else None))
    if clinic_told:
        lines.append(t("I told the clinic. Somebody will ask how to help."))
    return Speech(
        "\n".join(lines),
        column(
            Button(t("✏️ Correct"), CorrectCount(treatment)),
            Button(t("📅 My month"), ShowMonth(treatment)),
        ),
    )


def enough_until(t: Translator, days: int, runs_out: date, *, lacking: str | None = None) -> str:
    """`lacking`: the medicine, if the clinic has none of it now."""
    if days == 0:
        return t("📅 Not enough for today. The clinic will help: tap 🆘.")
    if lacking:
        enough = t("📅 Enough for {days}.", days=count_words(days, DAYS, t))
        return f"{enough}\n{ask_clinic_first(t, [lacking])}"
    return t(
        "📅 Enough for {days}. Get more before {day}.",
        days=count_words(days, DAYS, t),
        day=day_words(runs_out, t),
    )


def ask_clinic_first(t: Translator, medicines: Sequence[str]) -> str:
    """The clinic has none of these medicines, and nobody should travel for them in vain."""
    lacking = t("❗ The clinic has no {medicine} now.", medicine=", ".join(medicines))
    return f"{lacking}\n" + t("Ask the clinic before you travel.")


@sentence
def too_late_to_correct(t: Translator) -> Speech:
    return Speech(t("That count is over a week old. Please count anew with 💊."))
