"""A recording session: prompts to read aloud, one after another."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.i18n import OWN_NAMES, Translator, _, fill
from bot.keyboards import Button, Rows, column
from bot.keyboards.recordings import ChooseRecordingLanguage, GoToPrompt
from bot.texts.sentences import sentence
from bot.texts.speech import Speech
from db.enums import Language

RecordingState = Literal["missing", "stale", "fresh"]
"""`stale`: the words have changed since."""
STATES: dict[RecordingState, str] = {
    "missing": _("Read this aloud and send it as a voice message:"),
    "stale": _("The words changed. Please read them anew:"),
    "fresh": _("This is recorded. To change it, read it again:"),
}


@dataclass(frozen=True, slots=True)
class SpokenLanguage:
    language: Language
    to_record: int
    """How many prompts have no recording, or a stale one."""


@sentence
def not_allowed(t: Translator) -> Speech:
    return Speech(t("The clinic and the leaders record my voice."))


@sentence
def choose_language(t: Translator, *, languages: Sequence[SpokenLanguage]) -> Speech:
    lines, buttons = [t("🎙 You read, I record. In which language?")], []
    for one in languages:
        name = OWN_NAMES[one.language]
        lines.append(t("{language}: {count} to record", language=name, count=one.to_record))
        buttons.append(Button(name, ChooseRecordingLanguage(one.language)))
    return Speech("\n".join(lines), column(*buttons))


@sentence
def read_prompt(t: Translator, *, at: int, of: int, words: str, state: RecordingState) -> Speech:
    """`words`: in the recorded language."""
    bold = fill("<b>{words}</b>", words=words)
    return Speech(f"{at}/{of} · {t(STATES[state])}\n\n{bold}", _navigation(t))


def _navigation(t: Translator) -> Rows:
    return (
        (
            Button(t("◀️ Back"), GoToPrompt("back")),
            Button(t("⏭ Skip"), GoToPrompt("skip")),
        ),
        (Button(t("✋ Enough for today"), GoToPrompt("end")),),
    )


@sentence
def listen_back(t: Translator, *, voice: str) -> Speech:
    """The new recording, to listen to before it is kept."""
    return Speech(
        t("Listen to it. Is it good so?"),
        column(
            Button(t("✅ Keep it so"), GoToPrompt("keep")),
            Button(t("🔁 Speak it again"), GoToPrompt("again")),
        ),
        voice=voice,
    )


@sentence
def no_voice(t: Translator) -> Speech:
    return Speech(t("Please send it as a voice message: hold 🎤 and speak."))


@sentence
def too_long(t: Translator) -> Speech:
    return Speech(t("That is longer than a minute. Please read only what stands above."))


@sentence
def session_ended(t: Translator, *, to_record: int) -> Speech:
    if not to_record:
        return Speech(t("🙏 Thank you! Now everything has a voice."))
    return Speech(
        t("🙏 Thank you! Still to record: {count}", count=to_record)
        + "\n"
        + t("Go on any time: /awaz")
    )
