"""Reviewing: a leader reads a story before the group does; nobody reviews their own."""

from datetime import datetime

from bot.domain import stories as rules
from bot.domain.schedule import after_quiet
from bot.domain.stories import StoryRefusal
from bot.services.audit import note
from bot.services.outbox import To, enqueue
from bot.services.stories.sharing import next_strike
from bot.services.stories.story import Refused, as_rules, move, shown
from db.enums import OutboxClass, ReviewDecision, StoryAudience
from db.models import Group, Review, Story
from db.queries.groups import leaders_of
from db.queries.people import staff_accounts
from db.queries.stories import clinic_reviewers, last_review, locked_story, name_of
from db.session import Unit

TOLD_TELLER = {
    ReviewDecision.APPROVE: "stories.approved",
    ReviewDecision.ASK_CHANGE: "stories.change_asked",
    ReviewDecision.DECLINE: "stories.declined",
}


async def ask_reviewers(session: Unit, story: Story, group: Group, *, now: datetime) -> None:
    for account_id in await _reviewers(session, group, story.account_id):
        send_for_review(session, story, group, account_id, now=now, at=after_quiet(now))


def send_for_review(
    session: Unit,
    story: Story,
    group: Group,
    account_id: int,
    *,
    now: datetime,
    at: datetime | None = None,
) -> None:
    enqueue(
        session,
        OutboxClass.MODERATION,
        To.account(account_id),
        "stories.to_review",
        {**shown(story), "story": story.id, "version": story.version, "group": group.title},
        story_id=story.id,
        not_before=at,
        now=now,
    )


async def may_decide(
    session: Unit, account_id: int, story_id: int, version: int
) -> Story | Refused:
    """The story, if this account may decide now on the version it has read."""
    story = await locked_story(session, story_id)
    if story is None or not await _is_reviewer(session, story, account_id):
        return Refused("not_reviewer")
    refusal = rules.may_review(as_rules(story), reviewer=account_id, version=version)
    if refusal is None:
        return story
    decided = await last_review(session, story.id)
    if refusal is not StoryRefusal.NOT_WAITING or decided is None:
        return Refused(refusal)
    if decided.account_id == account_id:
        return Refused("decided_by_you")
    return Refused(refusal, await name_of(session, decided.account_id))


async def review(
    session: Unit,
    account_id: int,
    story_id: int,
    version: int,
    decision: ReviewDecision,
    *,
    reason: str | None = None,
    now: datetime,
) -> Story | Refused:
    """`reason` is a code of the ready ones or the reviewer's own words; approval needs none."""
    story = await may_decide(session, account_id, story_id, version)
    if isinstance(story, Refused):
        return story
    decided = rules.reviewed(as_rules(story), decision, reviewer=account_id, version=version)
    assert not isinstance(decided, StoryRefusal)
    move(story, decided)
    session.add(
        Review(
            story_id=story.id,
            account_id=account_id,
            decision=decision,
            reason=reason,
            story_version=version,
            decided_at=now,
        )
    )
    if decision is ReviewDecision.APPROVE:
        group = await session.get_one(Group, story.group_id)
        story.publish_at = next_strike(group, now)
    await session.flush()
    actor = ("account", account_id)
    note(session, f"story_{decision.value}", ("story", story.id), actor=actor, now=now)
    _tell_teller(session, story, decision, reason, now=now)
    return story


def _tell_teller(
    session: Unit, story: Story, decision: ReviewDecision, reason: str | None, *, now: datetime
) -> None:
    enqueue(
        session,
        OutboxClass.MODERATION,
        To.account(story.account_id),
        TOLD_TELLER[decision],
        {
            "story": story.id,
            "version": story.version,
            "reason": reason,
            "at": story.publish_at.isoformat() if story.publish_at else None,
        },
        not_before=after_quiet(now),
        story_id=story.id,
        patient_id=story.patient_id,
        now=now,
    )


async def _reviewers(session: Unit, group: Group, teller: int) -> list[int]:
    """The group's leaders; without another leader than the teller, the clinic."""
    circles = (
        await leaders_of(session, group.id),
        await clinic_reviewers(session, group.clinic_id),
        await staff_accounts(session, group.clinic_id),
    )
    others = ([who for who in circle if who != teller] for circle in circles)
    return next((circle for circle in others if circle), [])


async def _is_reviewer(session: Unit, story: Story, account_id: int) -> bool:
    """Leaders of its group and the clinic's people, by what the database says now."""
    if story.audience == StoryAudience.KEEP:
        return False
    group = await session.get_one(Group, story.group_id)
    return account_id in await leaders_of(session, group.id) or account_id in await staff_accounts(
        session, group.clinic_id
    )
