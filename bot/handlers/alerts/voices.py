"""Voices: the bot cannot understand them, so it asks, and the clinic listens."""

from telegram import Message

from bot.context import Turn
from bot.domain.schedule import local_day, local_time
from bot.handlers.alerts.answers import AMBULANCE, about, open_door
from bot.services.alerts import Sound, UnknownAlert, keep_voice, strangers_voice
from bot.services.alerts import listen as voices_of
from db.models import Alert, Voice

MEDIA = ("voice", "video_note", "audio")


def sound_in(message: Message) -> Sound | None:
    """Something spoken; a piece of music that was passed on is none."""
    for medium in MEDIA:
        spoken = getattr(message, medium)
        if spoken is not None and not (medium == "audio" and message.forward_origin):
            seconds = int(spoken.to_dict().get("duration", 0))
            return Sound(medium, spoken.file_id, seconds, message.date)
    return None


async def came(turn: Turn, sound: Sound) -> None:
    """One question in private; to the leaders that it came, to the clinic what was spoken."""
    if turn.speaker is None and turn.group is not None:
        return await strangers_voice(turn.session, turn.group.id, now=turn.now)
    asked = await about(turn)
    if asked is None:
        return turn.say("alerts.ask_urgent", ambulance=AMBULANCE)
    await keep_voice(turn.session, asked, sound, now=turn.now)
    return await open_door(turn)


async def listen(turn: Turn) -> None:
    """To whoever pressed, in private: in the staff chat there are more ears."""
    if turn.me.staff is None:
        return turn.say("alerts.not_staff")
    number = turn.pressed[0] if turn.pressed else ""
    alert_id = int(number) if number.isascii() and number.isdigit() and len(number) < 19 else 0
    try:
        alert, voices = await voices_of(turn.session, turn.me.staff.id, alert_id, now=turn.now)
    except UnknownAlert:
        return turn.say("alerts.unknown")
    for voice in voices:
        _play(turn, alert, voice)
    if not voices:
        turn.say("alerts.no_voice", code=alert.code)
    return None


def _play(turn: Turn, alert: Alert, voice: Voice) -> None:
    turn.say(
        "alerts.voice",
        code=alert.code,
        medium=voice.medium,
        file_id=voice.file_id,
        day=f"{local_day(voice.sent_at):%d.%m.}",
        time=f"{local_time(voice.sent_at):%H:%M}",
    )


PRESSES = {"listen": listen}
