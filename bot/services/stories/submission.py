"""Submission: who may tell a story, and the consent that makes a draft a story."""

from datetime import datetime

from bot.domain import stories as rules
from bot.domain.schedule import local_day
from bot.domain.stories import StoryRefusal
from bot.services.audit import record_action
from bot.services.stories.consent import give_story_consent
from bot.services.stories.draft import Draft, delete_draft
from bot.services.stories.review import ask_readers, first_reader
from bot.services.stories.story import StoryRefused, apply_state, lock_story
from db.enums import Language, StoryAudience, StoryState
from db.models import Group, Patient, Story
from db.queries.caregivers import patients_held_by
from db.queries.groups import membership
from db.queries.stories import has_open_emergency, villages_near_patient
from db.session import UnitOfWork


async def check_may_tell(
    session: UnitOfWork, account_id: int, patient_id: int | None, *, now: datetime
) -> StoryRefused | None:
    """None if they may tell a story. Without consent to care there is no patient, so no story."""
    held = {patient.id for patient in await patients_held_by(session, account_id)}
    if patient_id is None or patient_id not in held:
        return StoryRefused(StoryRefusal.NO_PATIENT)
    patient = await session.get_one(Patient, patient_id)
    refusal = rules.telling_refused(
        birth_year=patient.birth_year,
        today=local_day(now),
        open_emergency=await has_open_emergency(session, patient_id, account_id),
    )
    return StoryRefused(refusal) if refusal else None


async def reopen_as_draft(
    session: UnitOfWork, account_id: int, story_id: int, version: int
) -> Draft | StoryRefused:
    """The story that a reviewer wants changed, as a draft to be told again."""
    found = await lock_story(session, story_id)
    if found is None:
        return StoryRefused(StoryRefusal.NOT_TELLER)
    story, state = found
    resubmitted = rules.resubmitted(state, by=account_id, version=version)
    return (
        StoryRefused(resubmitted)
        if isinstance(resubmitted, StoryRefusal)
        else Draft.from_story(story, state.layers)
    )


async def identifying_words_of_draft(
    session: UnitOfWork, patient_id: int | None, draft: Draft
) -> list[str]:
    """Words by which people may recognise a teller whose real name is not shown."""
    if draft.name_choice == "real" or patient_id is None:
        return []
    return rules.identifying_words(draft.body, await villages_near_patient(session, patient_id))


async def submit_story(
    session: UnitOfWork,
    account_id: int,
    patient_id: int | None,
    draft: Draft,
    *,
    language: Language,
    now: datetime,
) -> Story | StoryRefused:
    """Store the story after the teller has consented to its preview."""
    if refused := await check_may_tell(session, account_id, patient_id, now=now):
        return refused
    if await membership(session, draft.group_id, account_id) is None:
        return StoryRefused(StoryRefusal.NO_GROUP)
    assert patient_id is not None
    story = await _story_of(session, account_id, patient_id, draft, now=now)
    if isinstance(story, StoryRefused):
        return story
    draft.write_to(story)
    story.language, story.needs_clinic = language, _needs_clinic(draft)
    await session.flush()
    await give_story_consent(session, story, draft.consents, language=language, now=now)
    await delete_draft(session, account_id)
    record_action(
        session, "story_submitted", ("story", story.id), actor=("account", account_id), now=now
    )
    if draft.shared:
        await _send_to_review(session, story, now=now)
    return story


def _needs_clinic(draft: Draft) -> bool:
    """The clinic reviews pictures, claims about medicine, and audiences beyond the group."""
    beyond = draft.consents - {StoryAudience.KEEP, StoryAudience.GROUP}
    return draft.pictured or bool(beyond) or rules.medical_claim(draft.body)


async def _send_to_review(session: UnitOfWork, story: Story, *, now: datetime) -> None:
    group = await session.get_one(Group, story.group_id)
    found = await lock_story(session, story.id)
    assert found is not None
    reader = await first_reader(session, group, story.account_id)
    submitted = rules.submitted(found[1], reader=reader, nudge_at=now + rules.NUDGE_AFTER)
    apply_state(story, submitted)
    await session.flush()
    await ask_readers(session, story, group, now=now)


async def _story_of(
    session: UnitOfWork, account_id: int, patient_id: int, draft: Draft, *, now: datetime
) -> Story | StoryRefused:
    if draft.story_id is None:
        patient = await session.get_one(Patient, patient_id)
        story = Story(
            account_id=account_id,
            patient_id=patient_id,
            group_id=draft.group_id,
            programme=patient.programme,
            state=StoryState.SUBMITTED,
            version=1,
            consented_at=now,
            consent_version=0,
            created_at=now,
        )
        session.add(story)
        return story
    found = await lock_story(session, draft.story_id)
    if found is None:
        return StoryRefused(StoryRefusal.NOT_TELLER)
    story, before = found
    resubmitted = rules.resubmitted(before, by=account_id, version=draft.version)
    if isinstance(resubmitted, StoryRefusal):
        return StoryRefused(resubmitted)
    apply_state(story, resubmitted)
    return story
