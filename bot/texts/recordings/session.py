"""A recording session: prompts to read aloud, one after another."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import OWN_NAMES, Translator, _, fill
from bot.keyboards import Button, Rows, column, data
from bot.texts.speech import Renderer, Speech
from db.enums import Language


def not_allowed(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("The clinic and the leaders record my voice."))


def choose_language(t: Translator, p: Mapping[str, Any]) -> Speech:
    """`open`: for each language, how many prompts have no recording or a stale one."""
    lines, buttons = [t("🎙 You read, I record. In which language?")], []
    for language, count in p["open"]:
        name = OWN_NAMES[Language(language)]
        lines.append(t("{language}: {count} to record", language=name, count=count))
        buttons.append(Button(name, data("recording", language)))
    return Speech("\n".join(lines), column(*buttons))


def read_prompt(t: Translator, p: Mapping[str, Any]) -> Speech:
    """`words`: in the recorded language. `state`: `missing`, `stale` or `fresh`."""
    states = {
        "missing": _("Read this aloud and send it as a voice message:"),
        "stale": _("The words changed. Please read them anew:"),
        "fresh": _("This is recorded. To change it, read it again:"),
    }
    words = fill("<b>{words}</b>", words=p["words"])
    text = f"{p['at']}/{p['of']} · {t(states[p['state']])}\n\n{words}"
    return Speech(text, _navigation(t))


def _navigation(t: Translator) -> Rows:
    return (
        (
            Button(t("◀️ Back"), data("recording_step", "back")),
            Button(t("⏭ Skip"), data("recording_step", "skip")),
        ),
        (Button(t("✋ Enough for today"), data("recording_step", "end")),),
    )


def listen_back(t: Translator, p: Mapping[str, Any]) -> Speech:
    """The new recording, to listen to before it is kept."""
    return Speech(
        t("Listen to it. Is it good so?"),
        column(
            Button(t("✅ Keep it so"), data("recording_step", "keep")),
            Button(t("🔁 Speak it again"), data("recording_step", "again")),
        ),
        voice=p["voice"],
    )


def no_voice(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("Please send it as a voice message: hold 🎤 and speak."))


def too_long(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("That is longer than a minute. Please read only what stands above."))


def session_ended(t: Translator, p: Mapping[str, Any]) -> Speech:
    """`open`: how many are still to be recorded."""
    if not p["open"]:
        return Speech(t("🙏 Thank you! Now everything has a voice."))
    return Speech(
        t("🙏 Thank you! Still to record: {count}", count=p["open"])
        + "\n"
        + t("Go on any time: /awaz")
    )


SAYS: tuple[Renderer, ...] = (
    not_allowed,
    choose_language,
    read_prompt,
    listen_back,
    no_voice,
    too_long,
    session_ended,
)
