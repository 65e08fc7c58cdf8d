"""Telling: who may, and the yes at the end that makes a draft a story."""

from datetime import datetime

from bot.domain import stories as rules
from bot.domain.schedule import local_day
from bot.domain.stories import StoryRefusal
from bot.services.audit import note
from bot.services.stories.consent import say_yes
from bot.services.stories.draft import Draft, drop_draft
from bot.services.stories.review import ask_readers, first_reader
from bot.services.stories.story import Refused, locked, move
from db.enums import Language, StoryAudience, StoryState
from db.models import Group, Patient, Story
from db.queries.groups import membership
from db.queries.people import patients_held_by
from db.queries.stories import in_emergency, villages_of
from db.session import Unit


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
    found = await locked(session, story_id)
    if found is None:
        return Refused(StoryRefusal.NOT_TELLER)
    story, as_told = found
    told = rules.told_again(as_told, by=account_id, version=version)
    return Refused(told) if isinstance(told, StoryRefusal) else Draft.of(story, as_told.layers)


async def known_by(session: Unit, patient_id: int | None, draft: Draft) -> list[str]:
    """Words by which people may know a teller who gave no name of theirs."""
    if draft.name_choice == "real" or patient_id is None:
        return []
    return rules.known_by(draft.body, await villages_of(session, patient_id))


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
    story.language, story.needs_clinic = language, _needs_clinic(draft)
    await session.flush()
    await say_yes(session, story, draft.consents, language=language, now=now)
    await drop_draft(session, account_id)
    note(session, "story_told", ("story", story.id), actor=("account", account_id), now=now)
    if draft.shared:
        await _hand_in(session, story, now=now)
    return story


def _needs_clinic(draft: Draft) -> bool:
    """A picture, a claim about medicine, or listeners beyond the group: the clinic looks too."""
    beyond = draft.consents - {StoryAudience.KEEP, StoryAudience.GROUP}
    return draft.pictured or bool(beyond) or rules.medical_claim(draft.body)


async def _hand_in(session: Unit, story: Story, *, now: datetime) -> None:
    group = await session.get_one(Group, story.group_id)
    found = await locked(session, story.id)
    assert found is not None
    reader = await first_reader(session, group, story.account_id)
    handed = rules.submitted(found[1], reader=reader, nudge_at=now + rules.WAITS_AT_MOST)
    move(story, handed)
    await session.flush()
    await ask_readers(session, story, group, now=now)


async def _story_of(
    session: Unit, account_id: int, patient_id: int, draft: Draft, *, now: datetime
) -> Story | Refused:
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
    found = await locked(session, draft.story_id)
    if found is None:
        return Refused(StoryRefusal.NOT_TELLER)
    story, before = found
    told = rules.told_again(before, by=account_id, version=draft.version)
    if isinstance(told, StoryRefusal):
        return Refused(told)
    move(story, told)
    return story
