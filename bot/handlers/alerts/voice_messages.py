"""Voice messages: the bot cannot understand them, so it asks the person, and the clinic listens."""

from telegram import Message

from bot.context import Turn
from bot.handlers.access.alerts import alert_of_responder
from bot.handlers.access.places import ALSO_IN_STAFF_CHAT
from bot.handlers.alerts.replies import offer_private_chat, person_in_trouble
from bot.handlers.router import Router
from bot.keyboards.alerts import PlayVoiceMessages
from bot.services.alerts.voice_messages import (
    SpokenMessage,
    keep_voice_message,
    open_voice_messages,
    tell_leaders_of_strangers_voice,
)
from bot.texts.alerts import questions
from bot.texts.alerts import voice_messages as texts
from db.models import Alert, VoiceMessage

MEDIA = ("voice", "video_note", "audio")

router = Router(__name__)


def spoken_message_in(message: Message) -> SpokenMessage | None:
    """The spoken part of a message, if any; forwarded music does not count as spoken."""
    for medium in MEDIA:
        spoken = getattr(message, medium)
        if spoken is not None and not (medium == "audio" and message.forward_origin):
            seconds = int(spoken.to_dict().get("duration", 0))
            return SpokenMessage(medium, spoken.file_id, seconds, message.date)
    return None


async def take_voice_message(turn: Turn, spoken: SpokenMessage) -> None:
    """Ask the person in private, tell the leaders that it was sent, keep it for the clinic."""
    if turn.speaker is None and turn.group is not None:
        return await tell_leaders_of_strangers_voice(turn.session, turn.group.id, now=turn.now)
    subject = await person_in_trouble(turn)
    if subject is None:
        return turn.say(questions.ask_urgent())
    await keep_voice_message(turn.session, subject, spoken, now=turn.now)
    return await offer_private_chat(turn)


@router.button(PlayVoiceMessages, access=alert_of_responder, place=ALSO_IN_STAFF_CHAT)
async def play_voice_messages(turn: Turn, _press: PlayVoiceMessages, alert: Alert) -> None:
    """🎧 under a card: the alert's voice messages go in private to whoever pressed."""
    messages = await open_voice_messages(turn.session, turn.staff.id, alert, now=turn.now)
    for message in messages:
        _play(turn, alert, message)
    if not messages:
        turn.say(texts.no_voice_message(code=alert.code))
    return


def _play(turn: Turn, alert: Alert, message: VoiceMessage) -> None:
    turn.say(
        texts.voice_message(
            code=alert.code,
            medium=message.medium,
            file_id=message.file_id,
            sent_at=message.sent_at,
        )
    )
