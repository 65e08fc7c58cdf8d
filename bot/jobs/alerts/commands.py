"""The clinic's own programs speak through `alert_command`; here they are answered."""

from bot.context import Clock
from bot.jobs.alerts.escalation import each_due
from bot.services.alerts.commands import apply_next
from db.session import Sessions


async def apply_commands(sessions: Sessions, clock: Clock) -> int:
    """Apply or refuse every new command; return how many."""
    return await each_due(apply_next, sessions, clock)
