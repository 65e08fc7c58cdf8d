"""🎧 under a card: its voices go to whoever pressed, in private."""

from bot.context import Turn
from bot.domain.schedule import local_day, local_time
from bot.services import alerts
from db.models import Alert, Voice


async def listen(turn: Turn) -> None:
    if turn.me.staff is None:
        return turn.say("alerts.not_staff")
    asked, number = turn.me.staff.id, _alert_id(turn)
    try:
        alert, voices = await alerts.listen(turn.session, asked, number, now=turn.now)
    except alerts.UnknownAlert:
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


def _alert_id(turn: Turn) -> int:
    """0, which is no alert, where the button holds no number: anybody may send any button."""
    part = turn.pressed[0] if turn.pressed else ""
    return int(part) if part.isascii() and part.isdigit() and len(part) < 19 else 0


PRESSES = {"listen": listen}
