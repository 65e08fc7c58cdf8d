"""Messages between the clinic and the person an alert is about."""

from collections.abc import Mapping
from html import escape
from typing import Any

from bot.i18n import Translator
from bot.texts.speech import Renderer, Speech


def from_clinic(t: Translator, p: Mapping[str, Any]) -> Speech:
    lines = [t("💛 <b>{name} from the clinic:</b>", name=p["name"])]
    if p["words"]:
        lines.append(escape(p["words"]))
    lines.append(t("You can answer here, by writing or speaking."))
    if p["practice"]:
        lines.append(t("🎓 This is practice. Nobody was really called."))
    return Speech("\n".join(lines), voice=p["voice"], protect=True)


def from_person(t: Translator, p: Mapping[str, Any]) -> Speech:
    name = p["name"] or t("The person")
    head = t("💬 <b>{code}, {name}:</b>", code=p["code"], name=name)
    lines = [head, escape(p["words"])] if p["words"] else [head]
    lines.append(t("To answer, reply to this message."))
    return Speech("\n".join(lines), voice=p["voice"], protect=True)


def passed_to_person(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(t("✉️ {code}: your words are on their way.", code=p["code"]))


def passed_to_clinic(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("🙏 I gave your words to the clinic."), protect=True)


def nobody_to_tell(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(t("{code}: I can write to nobody there. Please call.", code=p["code"]))


def words_or_voice(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("I can pass on words or a voice message."))


SAYS: tuple[Renderer, ...] = (
    from_clinic,
    from_person,
    passed_to_person,
    passed_to_clinic,
    nobody_to_tell,
    words_or_voice,
)
