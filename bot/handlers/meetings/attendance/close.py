"""🏁 The meeting is over; what was spoken of is asked next."""

from bot.context import Turn
from bot.handlers.meetings import summary
from bot.handlers.meetings.attendance import members
from bot.handlers.meetings.attendance.access import meeting_pressed
from bot.services.meetings import close


async def over(turn: Turn) -> None:
    """Pressed twice it is over once."""
    meeting = await meeting_pressed(turn)
    if meeting is None:
        return None
    if not await close(turn.session, meeting, actor=turn.actor, now=turn.now):
        return await members.show(turn, meeting, note="nobody")
    return summary.ask(turn, meeting)
