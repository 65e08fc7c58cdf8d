"""Safety questions, asked in private. If they are not answered the clinic is alerted."""

from collections.abc import Sequence

from bot.i18n import Translator
from bot.keyboards import Button, column
from bot.keyboards.alerts import AnswerDangerQuestion, AnswerUrgencyQuestion, AskForHelp
from bot.texts.alerts.replies import call_for_help
from bot.texts.sentences import sentence_with_fallback
from bot.texts.speech import Speech


@sentence_with_fallback(call_for_help)
def ask_danger_now(t: Translator, *, signs: Sequence[str], ambulance: str) -> Speech:
    question = (
        t("💛 Do you feel like that now?") if "suicide" in signs else t("Is it happening now?")
    )
    return Speech(
        f"<b>{question}</b>\n" + t("In danger call {ambulance}.", ambulance=ambulance),
        column(
            Button(t("🚨 Yes, now"), AnswerDangerQuestion("yes")),
            Button(t("👥 To somebody else"), AnswerDangerQuestion("other")),
            Button(t("🌿 No"), AnswerDangerQuestion("no")),
        ),
        protect=True,
    )


@sentence_with_fallback(call_for_help)
def ask_help(t: Translator) -> Speech:
    question = t("What do you need?")
    return Speech(
        f"<b>{question}</b>",
        column(
            Button(t("🆘 I am in danger now"), AskForHelp("now")),
            Button(t("📞 Somebody please call me"), AskForHelp("call")),
            Button(t("↩️ Tapped by mistake"), AskForHelp("mistake")),
        ),
    )


@sentence_with_fallback(call_for_help)
def ask_urgent(t: Translator) -> Speech:
    """After a voice message, photo or location that the bot did not ask for."""
    question = t("Is it urgent?")
    return Speech(
        t("I cannot understand this by myself. A person at the clinic will ask you.")
        + f"\n<b>{question}</b>",
        column(
            Button(t("🚨 Yes, now"), AnswerUrgencyQuestion("yes")),
            Button(t("🌿 No"), AnswerUrgencyQuestion("no")),
        ),
    )
