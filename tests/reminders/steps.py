"""Steps that tests of reminders share."""

from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select, update

from bot.domain.schedule import instant, local_day
from bot.services.meetings.planning import plan_meeting
from bot.texts.sentences import Sentence
from db.models import Group, Meeting, Outbox, Patient
from db.session import begin
from tests.village import PeerGroup, Village, Villager

COUNT = "💊 Count now"


async def until(village: Village, day: int, hour: int, minute: int = 5) -> None:
    """Let time pass until an hour of a day; day 0 is today."""
    today = local_day(village.clock())
    then = instant(today + timedelta(days=day), time(hour, minute))
    await village.later(seconds=(then - village.clock()).total_seconds())


async def plan_meeting_on(village: Village, group: PeerGroup, day: int, hour: int = 11) -> int:
    """Plan a meeting so many days from today; return its id."""
    starts_at = instant(local_day(village.clock()) + timedelta(days=day), time(hour))
    async with begin(village.sessions) as session:
        row = await session.get_one(Group, group.id)
        made = await plan_meeting(
            session, row, starts_at, "पीपल", actor=("staff", None), now=village.clock()
        )
        return made.id


async def patient(village: Village, who: Villager) -> Patient:
    (row,) = await village.rows(select(Patient).where(Patient.id == who.patient_id))
    return row


async def no_checkins(village: Village) -> None:
    """Switch check-ins off, for tests of other reminders."""
    async with begin(village.sessions) as session:
        await session.execute(update(Patient).values(next_checkin_at=None))


async def days_sent(
    village: Village, said: Sentence[Any], to: Villager | None = None
) -> list[date]:
    """The days on which a sentence was sent."""
    query = select(Outbox.done_at).where(Outbox.template == said.name, Outbox.status == "sent")
    if to is not None:
        query = query.where(Outbox.dest_kind == "account", Outbox.dest_id == to.account_id)
    found: list[datetime] = await village.rows(query.order_by(Outbox.id))
    return [local_day(at) for at in found]


async def planned_meetings(village: Village) -> list[Meeting]:
    return await village.rows(
        select(Meeting).where(Meeting.state == "planned").order_by(Meeting.starts_at)
    )
