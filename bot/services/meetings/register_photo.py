"""Forward the photo of a paper register to the clinic."""

from datetime import datetime

from bot.domain.schedule import local_day
from bot.services.audit import record_action
from bot.services.clinics.places import places_for_details
from bot.services.outbox import enqueue
from bot.texts.meetings import register as texts
from db.enums import OutboxClass
from db.models import Group, Meeting
from db.session import UnitOfWork


async def send_register_photo(
    session: UnitOfWork, meeting: Meeting, photo: str, *, by: str, now: datetime
) -> None:
    group = await session.get_one(Group, meeting.group_id)
    day = local_day(meeting.starts_at)
    for to in await places_for_details(session, group.clinic_id):
        enqueue(
            session,
            OutboxClass.ALERT,
            to,
            texts.register_photo(
                photo=photo, by=by, title=group.title, meeting=meeting.id, day=day
            ),
            now=now,
        )
    record_action(session, "register_photo", ("meeting", meeting.id), now=now)
