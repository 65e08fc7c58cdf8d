"""Telling: who may, and the yes at the end that makes a draft a story."""

from datetime import datetime

from bot.domain import stories as rules
from bot.domain.schedule import local_day
from bot.domain.stories import StoryRefusal
from bot.services.audit import note
from bot.services.stories.draft import Draft
from bot.services.stories.reviewing import ask_reviewers
from bot.services.stories.story import Refused, as_rules, move
from db.enums import Language, StoryAudience, StoryState
from db.models import Group, Patient, Story
from db.queries.groups import membership
from db.queries.people import patients_held_by
from db.queries.stories import in_emergency, locked_story
from db.session import Unit

CONSENT_VERSION = 1
"""Raise it when the questions before the yes, or the preview, say something else than before."""


async def may_begin(
    session: Unit, account_id: int, patient_id: int | None, *, now: datetime
) -> Refused | None:
    """None: yes. Who has not agreed to anything has no patient, and tells nothing."""
    held = {patient.id for patient in await patients_held_by(session, account_id)}
    if patient_id is None or patient_id not in held:
        return Refused("no_patient")
    patient = await session.get_one(Patient, patient_id)
    refusal = rules.may_tell(
        birth_year=patient.birth_year,
        today=local_day(now),
        open_emergency=await in_emergency(session, patient_id, account_id),
    )
    return Refused(refusal) if refusal else None


async def story_to_change(
    session: Unit, account_id: int, story_id: int, version: int
) -> Draft | Refused:
    """What the reviewer asked to have changed, ready to be told again."""
    story = await session.get(Story, story_id)
    if story is None:
        return Refused(StoryRefusal.NOT_TELLER)
    told = rules.told_again(as_rules(story), by=account_id, version=version)
    return Refused(told) if isinstance(told, StoryRefusal) else Draft.of(story)


async def submit(
    session: Unit,
    account_id: int,
    patient_id: int | None,
    draft: Draft,
    *,
    language: Language,
    now: datetime,
) -> Story | Refused:
    """The teller said yes to what they saw: from here on there is a story."""
    if refused := await may_begin(session, account_id, patient_id, now=now):
        return refused
    if await membership(session, draft.group_id, account_id) is None:
        return Refused("no_group")
    assert patient_id is not None
    story = await _story_of(session, account_id, patient_id, draft, now=now)
    if isinstance(story, Refused):
        return story
    draft.write_to(story)
    story.language = language
    story.consented_at = now
    story.consent_version = CONSENT_VERSION
    await session.flush()
    note(session, "story_told", ("story", story.id), actor=("account", account_id), now=now)
    if story.audience != StoryAudience.KEEP:
        group = await session.get_one(Group, story.group_id)
        await ask_reviewers(session, story, group, now=now)
    return story


async def _story_of(
    session: Unit, account_id: int, patient_id: int, draft: Draft, *, now: datetime
) -> Story | Refused:
    if draft.story_id is None:
        story = Story(
            account_id=account_id,
            patient_id=patient_id,
            group_id=draft.group_id,
            state=StoryState.SUBMITTED,
            version=1,
            created_at=now,
        )
        session.add(story)
        return story
    found = await locked_story(session, draft.story_id)
    if found is None:
        return Refused(StoryRefusal.NOT_TELLER)
    told = rules.told_again(as_rules(found), by=account_id, version=draft.version)
    if isinstance(told, StoryRefusal):
        return Refused(told)
    move(found, told)
    return found
