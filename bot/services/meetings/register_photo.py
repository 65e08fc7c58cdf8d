"""Forward the photo of a paper register to the clinic."""

from datetime import datetime

from bot.domain.schedule import local_day
from bot.services.audit import record_action
from bot.services.outbox import To, enqueue
from bot.texts.meetings import register as texts
from db.enums import OutboxClass
from db.models import Group, Meeting
from db.queries.groups import staff_group
from db.queries.people import staff_accounts
from db.session import UnitOfWork


async def send_register_photo(
    session: UnitOfWork, meeting: Meeting, photo: str, *, by: str, now: datetime
) -> None:
    """To the staff chat; if there is none, to each member of the staff."""
    group = await session.get_one(Group, meeting.group_id)
    chat = await staff_group(session, group.clinic_id)
    accounts = await staff_accounts(session, group.clinic_id)
    day = local_day(meeting.starts_at)
    for to in [To.group(chat.id)] if chat else map(To.account, accounts):
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
