"""Assisted counts: what the person who needs help reads, and the card that helpers see."""

from datetime import date
from fractions import Fraction
from typing import Literal

from bot.i18n import Translator
from bot.i18n.words import number
from bot.keyboards import Button, column
from bot.keyboards.alerts import AnswerUrgencyQuestion, AskForHelp
from bot.keyboards.pill_counts import (
    AllowLeaderToCount,
    CorrectCount,
    SayCryForHelp,
    SayNoNumber,
    SkipMedicine,
    StartAssistedCount,
    StartCount,
)
from bot.texts.pill_counts.result import enough_until
from bot.texts.sentences import sentence
from bot.texts.speech import Speech
from db.enums import AssistedOutcome


@sentence
def assisted_requested(
    t: Translator,
    *,
    treatment: int,
    person: str,
    medicine: str,
    media: Literal["voice", "photo"],
    leader: bool,
    next: bool,
) -> Speech:
    """To the person. `leader`: a leader could help but is not allowed yet; `next`: there is another
    medicine to count.
    """
    voice = media == "voice"
    got = t("🎤 I have your voice.") if voice else t("📷 I have your photo.")
    lines = [
        got,
        t(
            "{person}, {medicine}: a person at the clinic will count.",
            person=person,
            medicine=medicine,
        ),
    ]
    buttons = []
    if voice:
        urgent = t("Is it urgent? Then tap 🚨.")
        lines.append(f"<b>{urgent}</b>")
        buttons.append(Button(t("🚨 Yes, now"), AnswerUrgencyQuestion("yes")))
    if leader:
        buttons.append(Button(t("👥 Our leader may help, too"), AllowLeaderToCount(treatment)))
    if next:
        buttons.append(Button(t("➡️ Next medicine"), SkipMedicine(treatment)))
    return Speech("\n".join(lines), column(*buttons, Button(t("🆘 Help"), AskForHelp())))


@sentence
def assisted_leader_allowed(t: Translator) -> Speech:
    return Speech(
        t("All right. Your group's leader may help to count from now on.")
        + "\n"
        + t("You can end that in ⚙️ More.")
    )


@sentence
def assisted_counted(
    t: Translator,
    *,
    treatment: int,
    person: str,
    medicine: str,
    by: str,
    count: Fraction,
    days: int | None,
    runs_out: date | None,
) -> Speech:
    lines = [
        t(
            "🙏 {by} counted. {person}, {medicine}: <b>{count}</b> left.",
            by=by,
            person=person,
            medicine=medicine,
            count=number(count),
        )
    ]
    if days is not None and runs_out is not None:
        lines.append(enough_until(t, days, runs_out))
    return Speech("\n".join(lines), column(Button(t("✏️ Correct"), CorrectCount(treatment))))


@sentence
def assisted_no_number(t: Translator, *, patient: int, person: str, medicine: str) -> Speech:
    return Speech(
        t(
            "{person}, {medicine}: we could not make out the number.",
            person=person,
            medicine=medicine,
        )
        + "\n"
        + t("Please write it, like 12, or send it once more."),
        column(
            Button(t("💊 Count now"), StartCount(patient)),
            Button(t("🆘 Help"), AskForHelp()),
        ),
    )


@sentence
def assisted_card(
    t: Translator,
    *,
    id: int,
    person: str,
    medicine: str,
    voice: str | None,
    photo: str | None,
    end: AssistedOutcome | None = None,
    by: str | None = None,
) -> Speech:
    """To helpers. `end` says how the request ended, `by` who ended it; without `end` it is open."""
    lines = [
        t(
            "{person} asks: how many pills of {medicine} are these?",
            person=person,
            medicine=medicine,
        )
    ]
    if end is not None:
        lines.append(_ended(t, end, by))
        return Speech("\n".join(lines), voice=voice, photo=photo, protect=True)
    buttons = [
        Button(t("🔢 Enter the count"), StartAssistedCount(id)),
        Button(t("🤷 No number in it"), SayNoNumber(id)),
    ]
    if voice:
        buttons.append(Button(t("🚨 A cry for help"), SayCryForHelp(id)))
    return Speech("\n".join(lines), column(*buttons), voice=voice, photo=photo, protect=True)


def _ended(t: Translator, end: AssistedOutcome, by: str | None) -> str:
    if end is AssistedOutcome.COUNTED_OWN:
        return t("✅ They have counted themselves.")
    if end is AssistedOutcome.CRY:
        return t("🚨 {by} has called for help.", by=by)
    return t("✅ {by} has done it.", by=by)


@sentence
def assisted_number_please(t: Translator) -> Speech:
    """To a helper who answers with a voice or photo instead of a number."""
    return Speech(t("Please write the number, like 12."))


@sentence
def assisted_thanks(t: Translator, *, person: str, medicine: str, count: Fraction) -> Speech:
    return Speech(
        t(
            "🙏 Thank you for helping. {person}, {medicine}: <b>{count}</b>.",
            person=person,
            medicine=medicine,
            count=number(count),
        )
    )


@sentence
def assisted_already_ended(t: Translator, *, person: str, medicine: str) -> Speech:
    return Speech(
        t(
            "{person}, {medicine}: somebody was faster. Thank you!",
            person=person,
            medicine=medicine,
        )
    )


@sentence
def assisted_asking_person(t: Translator, *, person: str) -> Speech:
    return Speech(t("All right. I ask {person} for the number.", person=person))


@sentence
def assisted_clinic_alerted(t: Translator, *, person: str) -> Speech:
    return Speech(t("🚨 I told the clinic. Please stay with {person}.", person=person))


@sentence
def assisted_not_allowed(t: Translator) -> Speech:
    return Speech(t("That is not for you to answer. Thank you all the same."))
