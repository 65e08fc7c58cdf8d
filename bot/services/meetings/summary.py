"""What was spoken of: to those who were not there in private, to the group in one message."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from bot.domain.meetings.calendar import FEWEST, MeetingNews
from bot.domain.schedule import is_quiet, local_day, next_at
from bot.services.audit import note
from bot.services.meetings.view import shown
from bot.services.outbox import To, enqueue
from bot.services.reminders.budget import Room
from bot.services.slots import take_group_day
from db.enums import OutboxClass
from db.models import Group, Meeting
from db.queries.meetings import attendance as rows
from db.queries.meetings.schedule import next_meeting
from db.session import Unit

DAYS_AHEAD = 7
"""How far the group's days are searched for one on which nothing was said yet."""


@dataclass(frozen=True, slots=True)
class Digest:
    """A leader's words or voice, and topics from the list; all may be missing."""

    topics: tuple[str, ...] = ()
    body: str | None = None
    voice: str | None = None

    @property
    def says_something(self) -> bool:
        return bool(self.topics or self.body or self.voice)


async def shown_digest(
    session: Unit, meeting: Meeting, digest: Digest, *, now: datetime
) -> dict[str, Any]:
    """What both tellings and their preview say; `came` None: fewer than five."""
    came = await rows.came_to(session, meeting.id)
    following = await next_meeting(session, meeting.group_id, now)
    return {
        "of": shown(meeting)["day"],
        "came": came if came >= FEWEST else None,
        "following": shown(following) if following else None,
        **asdict(digest),
    }


async def tell(
    session: Unit, meeting: Meeting, digest: Digest, *, by: int | None, now: datetime
) -> bool:
    """Once for each meeting. `by`: the account that tells it and need not hear it."""
    if meeting.digest_at is not None:
        return False
    meeting.digest_at = now
    said = await shown_digest(session, meeting, digest, now=now)
    if digest.says_something:
        await _tell_absent(session, meeting, said, by, now)
    if digest.says_something or said["came"] or said["following"]:
        await _tell_group(session, meeting, said, now)
    note(session, "digest", ("meeting", meeting.id), actor=("account", by), now=now)
    return True


async def _tell_absent(
    session: Unit, meeting: Meeting, said: dict[str, Any], by: int | None, now: datetime
) -> None:
    """Each as soon as their week has room for it."""
    absent = await rows.absent_accounts(session, meeting, local_day(now))
    absent.pop(by or 0, None)
    room = await Room.for_accounts(session, list(absent), now)
    for account_id, patient_id in absent.items():
        enqueue(
            session,
            OutboxClass.STORY,
            To.account(account_id),
            "meetings.missed",
            said,
            not_before=room.next(account_id),
            patient_id=patient_id,
            now=now,
        )


async def _tell_group(session: Unit, meeting: Meeting, said: dict[str, Any], now: datetime) -> None:
    group = await session.get_one(Group, meeting.group_id)
    at = await _free_day(session, group, now)
    if group.chat_id is None or at is None:
        return
    to = To.group(group.id)
    enqueue(session, OutboxClass.STORY, to, "meetings.held", said, not_before=at, now=now)
    following = await next_meeting(session, group.id, now)
    if following is not None and following.announce == MeetingNews.PLANNED:
        following.announce = following.announce_by = None


async def _free_day(session: Unit, group: Group, now: datetime) -> datetime | None:
    if not is_quiet(now) and await take_group_day(session, group.id, now, now=now):
        return now
    strike = next_at(group.story_hour, 0, now)
    for _ in range(DAYS_AHEAD):
        if await take_group_day(session, group.id, strike, now=now):
            return strike
        strike = next_at(group.story_hour, 0, strike)
    return None
