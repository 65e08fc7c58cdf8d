"""Messages between the clinic and the person an alert is about."""

from html import escape

from bot.i18n import Translator
from bot.texts.alerts.parts import look_at_open_alerts
from bot.texts.alerts.replies import call_for_help
from bot.texts.sentences import sentence, sentence_with_fallback
from bot.texts.speech import Speech


@sentence_with_fallback(call_for_help)
def from_clinic(
    t: Translator, *, name: str, words: str, voice: str | None, practice: bool
) -> Speech:
    lines = [t("💛 <b>{name} from the clinic:</b>", name=name)]
    if words:
        lines.append(escape(words))
    lines.append(t("You can answer here, by writing or speaking."))
    if practice:
        lines.append(t("🎓 This is practice. Nobody was really called."))
    return Speech("\n".join(lines), voice=voice, protect=True)


@sentence_with_fallback(look_at_open_alerts)
def from_person(
    t: Translator, *, code: str, name: str | None, words: str, voice: str | None
) -> Speech:
    head = t("💬 <b>{code}, {name}:</b>", code=code, name=name or t("The person"))
    lines = [head, escape(words)] if words else [head]
    lines.append(t("To answer, reply to this message."))
    return Speech("\n".join(lines), voice=voice, protect=True)


@sentence
def passed_to_person(t: Translator, *, code: str) -> Speech:
    return Speech(t("✉️ {code}: your words are on their way.", code=code))


@sentence
def passed_to_clinic(t: Translator) -> Speech:
    return Speech(t("🙏 I gave your words to the clinic."), protect=True)


@sentence
def nobody_to_tell(t: Translator, *, code: str) -> Speech:
    return Speech(t("{code}: I can write to nobody there. Please call.", code=code))


@sentence
def words_or_voice(t: Translator) -> Speech:
    return Speech(t("I can pass on words or a voice message."))
