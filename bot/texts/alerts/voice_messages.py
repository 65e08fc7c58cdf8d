"""Voice messages, as played to staff, and what a leader is told about them."""

from datetime import datetime

from bot.domain.schedule import local_day, local_time
from bot.i18n import Translator
from bot.texts.sentences import sentence
from bot.texts.speech import Speech


@sentence
def voice_message(
    t: Translator, *, code: str, medium: str, file_id: str, sent_at: datetime
) -> Speech:
    """Played in private to whoever pressed the button. `medium` is as in SpokenMessage."""
    said = t(
        "🎧 {code}, spoken on {day} at {time}",
        code=code,
        day=f"{local_day(sent_at):%d.%m.}",
        time=f"{local_time(sent_at):%H:%M}",
    )
    return Speech(said, voice=file_id, medium=medium, protect=True)


@sentence
def no_voice_message(t: Translator, *, code: str) -> Speech:
    return Speech(t("{code}: there is nothing to hear.", code=code), protect=True)


@sentence
def voice_message_sent(t: Translator, *, name: str | None) -> Speech:
    """To a leader, who can ask the person: who sent it, never what it says."""
    said = (
        t("🎙️ {name} sent a voice message.", name=name)
        if name
        else t("🎙️ Somebody in your group sent a voice message.")
    )
    return Speech(f"{said}\n" + t("Please ask whether all is well."), protect=True)
