"""Review: one reader at a time, one decision, never on one's own story."""

import asyncio

from sqlalchemy import select

from bot.services.stories.review import review_story
from bot.services.stories.story import StoryRefused
from bot.texts.stories.replies import REFUSALS
from bot.texts.stories.review import REASONS, to_review
from db.enums import GroupKind, ReviewDecision, StaffRole
from db.models import Outbox, Review, Staff
from db.session import begin
from tests.stories.steps import (
    WORDS,
    approves,
    chooses_name_and_audience,
    forges,
    reads,
    shares,
    shares_voice,
    starts_story,
    stories,
    story_of,
)
from tests.village import PeerGroup, Village, Villager

CLAIM = "मैंने नीम का काढ़ा पिया, फिर शुगर ठीक हो गई।"


async def test_it_opens_for_one_reader_and_the_others_hear_who_has_it(
    village: Village, sukhmati: Villager, phulo: Villager, dhani: Villager
) -> None:
    story = await shares(sukhmati)
    assert WORDS not in phulo.last
    assert WORDS in await reads(phulo)
    looks = dhani.word("👀 {name} is looking at it now.").format(name="Phulo")
    assert looks in await reads(dhani)
    assert looks in await forges(dhani, f"story_approve:{story.id}:1")
    await village.later(minutes=14)
    assert looks in await reads(dhani)
    await village.later(minutes=1)
    assert WORDS in await reads(dhani)
    assert "Dhani" in await forges(phulo, f"story_approve:{story.id}:1")
    await dhani.presses("✅ Share it")
    assert (await story_of(village, story)).state == "approved"


async def test_the_first_of_two_leaders_decides(
    village: Village, sukhmati: Villager, phulo: Villager, dhani: Villager
) -> None:
    story = await shares(sukhmati)
    await approves(phulo)
    decided = dhani.word("{name} has already decided about this story.").format(name="Phulo")
    assert await reads(dhani) == decided
    again = await forges(phulo, f"story_approve:{story.id}:1")
    assert phulo.word(REFUSALS["decided_by_you"]) in again
    assert len(await village.rows(select(Review))) == 1


async def test_two_leaders_at_the_same_instant_decide_once(
    village: Village, sukhmati: Villager, phulo: Villager, dhani: Villager
) -> None:
    story = await shares(sukhmati)

    async def decides(who: Villager, decision: ReviewDecision) -> bool:
        async with begin(village.sessions) as session:
            answer = await review_story(
                session, who.account_id, story.id, 1, decision, now=village.clock()
            )
            return not isinstance(answer, StoryRefused)

    answers = await asyncio.gather(
        decides(phulo, ReviewDecision.APPROVE), decides(dhani, ReviewDecision.DECLINE)
    )
    assert sorted(answers) == [False, True]
    assert len(await village.rows(select(Review))) == 1


async def test_nobody_reviews_their_own_story(
    village: Village, phulo: Villager, dhani: Villager
) -> None:
    story = await shares(phulo)
    for verb in ("story_read", "story_approve"):
        assert phulo.word(REFUSALS["own_story"]) in await forges(phulo, f"{verb}:{story.id}:1")
    assert WORDS in await reads(dhani)
    assert (await story_of(village, story)).state == "submitted"


async def test_where_the_only_leader_is_the_teller_the_clinic_reads_it(
    village: Village, phulo: Villager
) -> None:
    anita = await village.staff("Anita")
    doctor = await village.staff("Gupta", StaffRole.DOCTOR)
    story = await shares(phulo)
    assert doctor.last == ""
    assert WORDS in await reads(anita)
    await anita.presses("✅ Share it")
    assert (await story_of(village, story)).state == "approved"


async def test_no_other_member_decides(
    village: Village, group: PeerGroup, sukhmati: Villager, phulo: Villager
) -> None:
    ramesh = await village.member("Ramesh", group=group)
    other = await village.group("नवा बिहान")
    mangal = await village.member("Mangal", group=other, leader=True)
    anita = await village.staff("Anita")
    story = await shares(sukhmati)
    for who in (ramesh, mangal, anita):
        await who.says("/kahani")
        for verb in ("story_read", "story_approve", "story_decline"):
            answer = await forges(who, f"{verb}:{story.id}:1")
            assert who.word(REFUSALS["not_reviewer"]) in answer
    assert (await story_of(village, story)).state == "submitted"


async def test_the_clinic_looks_too_where_medicine_is_spoken_of(
    village: Village, sukhmati: Villager, phulo: Villager
) -> None:
    anita = await village.staff("Anita")
    story = await shares(sukhmati, CLAIM)
    assert anita.last == ""
    assert phulo.word("⚠️ It speaks of medicine. Is that right so?") in await reads(phulo)
    handed = phulo.word("✅ Thank you! Now the clinic looks at it too.")
    assert handed in await phulo.presses("✅ Share it")
    assert (await story_of(village, story)).state == "submitted"
    read = phulo.word(REFUSALS["decided_by_you"])
    assert read in await forges(phulo, f"story_approve:{story.id}:2")
    assert CLAIM in await reads(anita)
    await anita.presses("✅ Share it")
    assert (await story_of(village, story)).state == "approved"
    who = await village.rows(select(Review.reader).order_by(Review.id))
    assert who == ["leader", "clinic"]


async def test_the_clinic_looks_too_where_there_is_a_picture_or_others_may_hear_it(
    village: Village, sukhmati: Villager, phulo: Villager
) -> None:
    for layers, picture in ((("group",), True), (("group", "same_illness"), False)):
        await starts_story(sukhmati)
        if picture:
            await sukhmati.does(lambda p: p.sends_photo(village.bot, "My field"))
        else:
            await sukhmati.says(WORDS)
        await sukhmati.presses("✅ That was all")
        await chooses_name_and_audience(sukhmati, layers=layers)
        await sukhmati.presses("✅ Share it so")
        await approves(phulo)
        story = (await stories(village))[-1]
        assert (story.state, story.waits_for) == ("submitted", "clinic")


async def test_nobody_is_both_the_leader_and_the_clinic_for_one_story(
    village: Village, group: PeerGroup, sukhmati: Villager, phulo: Villager
) -> None:
    async with begin(village.sessions) as session:
        session.add(
            Staff(
                clinic_id=village.clinic_id,
                account_id=phulo.account_id,
                name="Phulo",
                role=StaffRole.NURSE,
            )
        )
    story = await shares(sukhmati, CLAIM)
    await approves(phulo)
    await forges(phulo, f"story_approve:{story.id}:2")
    assert (await story_of(village, story)).state == "submitted"


async def test_a_change_is_asked_for_with_a_reason_and_told_again(
    village: Village, sukhmati: Villager, phulo: Villager
) -> None:
    story = await shares(sukhmati)
    await reads(phulo)
    await phulo.presses("✏️ Ask for a change")
    await phulo.presses(REASONS["names"])
    assert sukhmati.word(REASONS["names"]) in sukhmati.last
    assert (await story_of(village, story)).state == "change_asked"

    await sukhmati.presses("✏️ Tell it again")
    await sukhmati.says("I was afraid of the needle, my aunt helped me.")
    preview = await sukhmati.presses("✅ That was all")
    assert "my aunt helped me" in preview
    await sukhmati.presses("✅ Share it so")
    (now,) = await stories(village)
    assert (now.id, now.state, now.version) == (story.id, "submitted", 3)

    stale = await forges(phulo, f"story_approve:{story.id}:1")
    assert phulo.word(REFUSALS["changed_since"]) in stale
    assert "my aunt helped me" in await reads(phulo)
    await phulo.presses("✅ Share it")
    assert (await story_of(village, story)).state == "approved"


async def test_a_leader_may_write_the_reason(
    village: Village, sukhmati: Villager, phulo: Villager
) -> None:
    story = await shares_voice(sukhmati)
    await reads(phulo)
    await phulo.presses("❌ Do not share")
    await phulo.presses("✍️ Write my own words")
    await phulo.says("The last part <is> hard & sad.")
    assert "The last part <is> hard & sad." in sukhmati.last
    now = await story_of(village, story)
    assert (now.state, now.publish_at) == ("declined", None)
    assert await village.rows(select(Review.reason)) == ["The last part <is> hard & sad."]


async def test_a_reason_comes_too_late_when_another_has_decided(
    village: Village, sukhmati: Villager, phulo: Villager, dhani: Villager
) -> None:
    story = await shares(sukhmati)
    await reads(phulo)
    await phulo.presses("✏️ Ask for a change")
    await village.later(minutes=16)
    await approves(dhani)
    assert "Dhani" in await phulo.presses(REASONS["unclear"])
    assert (await story_of(village, story)).state == "approved"


async def test_what_was_overlooked_waits_under_the_book_key(
    village: Village, sukhmati: Villager, phulo: Villager
) -> None:
    await shares(sukhmati)
    await village.later(days=2)
    await phulo.says("/kahani")
    await phulo.presses("story_inbox")
    assert WORDS in await phulo.presses(phulo.buttons[0])
    await phulo.presses("✅ Share it")
    await phulo.says("/kahani")
    assert len(phulo.buttons) == 4


async def test_after_three_days_the_clinic_is_asked_and_after_six_everybody_there(
    village: Village, group: PeerGroup, sukhmati: Villager, phulo: Villager
) -> None:
    anita = await village.staff("Anita")
    gupta = await village.staff("Gupta", StaffRole.DOCTOR)
    room = await village.group("क्लिनिक", kind=GroupKind.STAFF)
    story = await shares(sukhmati)
    await village.later(days=2, hours=23)
    waits = "A story for “सेहत संगवारी” waits to be read."
    assert waits not in anita.last
    await village.later(hours=1)
    assert waits in anita.last
    assert waits not in gupta.last
    await village.later(days=3)
    assert waits in gupta.last
    assert any("6" in text and "सेहत संगवारी" in text for text in room.texts())
    assert all(WORDS not in text for text in room.texts())
    await gupta.says("/kahani")
    assert "waiting for 6 days" in await gupta.presses("story_inbox")
    assert WORDS in await gupta.presses(f"story_read:{story.id}:1")
    await gupta.presses("✅ Share it")
    assert (await story_of(village, story)).state == "approved"
    await village.later(days=9)
    rows = select(Outbox.id).where(Outbox.template == to_review.name)
    assert len(await village.rows(rows)) == 4


async def test_at_night_nobody_is_woken_to_read(
    village: Village, sukhmati: Villager, phulo: Villager
) -> None:
    await village.later(hours=12)
    before = phulo.last
    await shares(sukhmati)
    assert phulo.last == before
    await village.later(hours=8)
    assert WORDS in await reads(phulo)
