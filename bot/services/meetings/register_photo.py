"""The paper register, as a photo, on its way to the clinic."""

from datetime import datetime

from bot.services.audit import note
from bot.services.meetings.view import shown
from bot.services.outbox import To, enqueue
from db.enums import OutboxClass
from db.models import Group, Meeting
from db.queries.groups import staff_group
from db.queries.people import staff_accounts
from db.session import Unit


async def pass_on(session: Unit, meeting: Meeting, photo: str, *, by: str, now: datetime) -> None:
    """Into the staff chat; where there is none, to everybody of the clinic."""
    group = await session.get_one(Group, meeting.group_id)
    chat = await staff_group(session, group.clinic_id)
    accounts = await staff_accounts(session, group.clinic_id)
    for to in [To.group(chat.id)] if chat else map(To.account, accounts):
        enqueue(
            session,
            OutboxClass.ALERT,
            to,
            "meetings.register_photo",
            {"photo": photo, "by": by, "title": group.title, **shown(meeting)},
            now=now,
        )
    note(session, "register_photo", ("meeting", meeting.id), now=now)
