"""The summary of a meeting: one message to the group, and a private one to whoever was absent."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.meetings.calendar import FEWEST_TOLD, MeetingNews
from bot.domain.quiet_hours import is_quiet
from bot.domain.schedule import local_day, next_at
from bot.services.audit import record_action
from bot.services.meetings.view import meeting_view
from bot.services.outbox import To, enqueue
from bot.services.reminders.budget import MessageBudget
from bot.services.slots import take_group_day
from bot.texts.meetings import summary as texts
from bot.texts.meetings.summary import SummaryView, Topic
from db.enums import OutboxClass
from db.models import Group, Meeting
from db.queries.meetings.attendance import absent_accounts, present_count
from db.queries.meetings.schedule import next_meeting
from db.session import UnitOfWork

DAYS_AHEAD = 7
"""How far ahead to look for a day on which the group has no other message."""


@dataclass(frozen=True, slots=True)
class MeetingSummary:
    """Topics from the list and the leader's text or voice. All of them may be missing."""

    topics: tuple[Topic, ...] = ()
    body: str | None = None
    voice: str | None = None

    @property
    def has_content(self) -> bool:
        return bool(self.topics or self.body or self.voice)


async def summary_view(
    session: UnitOfWork, meeting: Meeting, summary: MeetingSummary, *, now: datetime
) -> SummaryView:
    present = await present_count(session, meeting.id)
    following = await next_meeting(session, meeting.group_id, now)
    return SummaryView(
        day=local_day(meeting.starts_at),
        present=present if present >= FEWEST_TOLD else None,
        topics=summary.topics,
        body=summary.body,
        voice=summary.voice,
        following=meeting_view(following) if following else None,
    )


async def post_summary(
    session: UnitOfWork, meeting: Meeting, summary: MeetingSummary, *, by: int | None, now: datetime
) -> bool:
    """Once for each meeting. `by`: the account that wrote it and does not get it back."""
    if meeting.summary_at is not None:
        return False
    meeting.summary_at = now
    view = await summary_view(session, meeting, summary, now=now)
    if summary.has_content:
        await _send_to_absent(session, meeting, view, by, now)
    if summary.has_content or view.present or view.following:
        await _post_to_group(session, meeting, view, now)
    record_action(
        session, "meeting_summary", ("meeting", meeting.id), actor=("account", by), now=now
    )
    return True


async def _send_to_absent(
    session: UnitOfWork, meeting: Meeting, view: SummaryView, by: int | None, now: datetime
) -> None:
    """Each recipient gets it as soon as their weekly budget allows."""
    absent = await absent_accounts(session, meeting, local_day(now))
    absent.pop(by or 0, None)
    budget = await MessageBudget.for_accounts(session, list(absent), now)
    for account_id, patient_id in absent.items():
        enqueue(
            session,
            OutboxClass.STORY,
            To.account(account_id),
            texts.summary_for_absent(summary=view),
            not_before=budget.next_moment(account_id),
            patient_id=patient_id,
            now=now,
        )


async def _post_to_group(
    session: UnitOfWork, meeting: Meeting, view: SummaryView, now: datetime
) -> None:
    group = await session.get_one(Group, meeting.group_id)
    at = await _free_day(session, group, now)
    if group.chat_id is None or at is None:
        return
    told, to = texts.summary_for_group(summary=view), To.group(group.id)
    enqueue(session, OutboxClass.STORY, to, told, not_before=at, now=now)
    following = await next_meeting(session, group.id, now)
    if following is not None and following.announce == MeetingNews.PLANNED:
        following.announce = following.announce_by = None


async def _free_day(session: UnitOfWork, group: Group, now: datetime) -> datetime | None:
    """Reserve the next day on which the group has no other message, and return the time."""
    if not is_quiet(now) and await take_group_day(session, group.id, now, now=now):
        return now
    at = next_at(group.story_hour, 0, now)
    for _ in range(DAYS_AHEAD):
        if await take_group_day(session, group.id, at, now=now):
            return at
        at = next_at(group.story_hour, 0, at)
    return None
