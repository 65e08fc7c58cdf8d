"""The voices behind a card, for whoever of the staff asks."""

from collections.abc import Sequence
from datetime import datetime

from bot.services.alerts.actions import alert_for
from bot.services.audit import note
from db.models import Alert, Voice
from db.queries.alerts.voice_messages import voices_of
from db.session import Unit

MOST_AT_ONCE = 5


async def listen(
    session: Unit, staff_id: int, alert_id: int, *, now: datetime
) -> tuple[Alert, Sequence[Voice]]:
    """The newest voices of an alert. Raises UnknownAlert."""
    alert = await alert_for(session, staff_id, alert_id)
    note(session, "listened", ("alert", alert.id), actor=("staff", staff_id), now=now)
    return alert, await voices_of(session, alert.id, MOST_AT_ONCE)
