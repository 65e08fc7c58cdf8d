"""Voices: the bot cannot understand them, so it asks, and the clinic listens."""

from telegram import Message

from bot.context import Turn
from bot.handlers.alerts.replies import AMBULANCE, about, open_door
from bot.services.alerts import Sound, keep_voice, strangers_voice

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
