"""A leader reads a story first: one decision, by somebody else, on the words as they are now."""

import asyncio

from sqlalchemy import select

from bot.services.stories import Refused, review
from bot.texts.stories.reviewing import REASONS
from bot.texts.stories.telling import REFUSALS
from db.enums import ReviewDecision, StaffRole
from db.models import Review
from db.session import begin
from tests.stories.steps import WORDS, forges, shares, shares_voice, stories, story_of
from tests.village import PeerGroup, Village, Villager


async def test_the_first_of_two_leaders_decides(
    village: Village, sukhmati: Villager, phulo: Villager, dhani: Villager
) -> None:
    story = await shares(sukhmati)
    assert WORDS in phulo.last
    assert WORDS in dhani.last
    await phulo.presses("✅ Share it")
    answer = await dhani.presses("✅ Share it")
    assert answer == dhani.word("{name} has already decided about this story.").format(name="Phulo")
    again = await forges(phulo, f"story_ok:{story.id}:1")
    assert phulo.word(REFUSALS["decided_by_you"]) in again
    assert len(await village.rows(select(Review))) == 1


async def test_two_leaders_at_the_same_instant_decide_once(
    village: Village, sukhmati: Villager, phulo: Villager, dhani: Villager
) -> None:
    story = await shares(sukhmati)

    async def decides(who: Villager, decision: ReviewDecision) -> bool:
        async with begin(village.sessions) as session:
            answer = await review(
                session, who.account_id, story.id, 1, decision, now=village.clock()
            )
            return not isinstance(answer, Refused)

    answers = await asyncio.gather(
        decides(phulo, ReviewDecision.APPROVE), decides(dhani, ReviewDecision.DECLINE)
    )
    assert sorted(answers) == [False, True]
    assert len(await village.rows(select(Review))) == 1


async def test_nobody_reviews_their_own_story(
    village: Village, phulo: Villager, dhani: Villager
) -> None:
    story = await shares(phulo)
    assert WORDS in dhani.last
    assert phulo.word(REFUSALS["own_story"]) in await forges(phulo, f"story_ok:{story.id}:1")
    assert (await story_of(village, story)).state == "submitted"


async def test_where_the_only_leader_is_the_teller_the_clinic_reads_it(
    village: Village, phulo: Villager
) -> None:
    anita = await village.staff("Anita")
    doctor = await village.staff("Gupta", StaffRole.DOCTOR)
    story = await shares(phulo)
    assert WORDS in anita.last
    assert doctor.last == ""
    await anita.presses("✅ Share it")
    assert (await story_of(village, story)).state == "approved"


async def test_no_other_member_decides(
    village: Village, group: PeerGroup, sukhmati: Villager, phulo: Villager
) -> None:
    ramesh = await village.member("Ramesh", group=group)
    other = await village.group("नवा बिहान")
    mangal = await village.member("Mangal", group=other, leader=True)
    story = await shares(sukhmati)
    for who in (ramesh, mangal):
        await who.says("/kahani")
        for verb in ("story_ok", "story_no"):
            answer = await forges(who, f"{verb}:{story.id}:1")
            assert who.word(REFUSALS["not_reviewer"]) in answer
    assert (await story_of(village, story)).state == "submitted"


async def test_a_change_is_asked_for_with_a_reason_and_told_again(
    village: Village, sukhmati: Villager, phulo: Villager
) -> None:
    story = await shares(sukhmati)
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
    assert "my aunt helped me" in phulo.last

    stale = await forges(phulo, f"story_ok:{story.id}:1")
    assert phulo.word(REFUSALS["changed_since"]) in stale
    assert "my aunt helped me" in stale
    await phulo.presses("✅ Share it")
    assert (await story_of(village, story)).state == "approved"


async def test_a_leader_may_write_the_reason(
    village: Village, sukhmati: Villager, phulo: Villager
) -> None:
    story = await shares_voice(sukhmati)
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
    await phulo.presses("✏️ Ask for a change")
    await dhani.presses("✅ Share it")
    assert "Dhani" in await phulo.presses(REASONS["unclear"])
    assert (await story_of(village, story)).state == "approved"


async def test_what_was_overlooked_waits_under_the_book_key(
    village: Village, sukhmati: Villager, phulo: Villager
) -> None:
    await shares(sukhmati)
    await village.later(days=3)
    await phulo.says("/kahani")
    assert WORDS in await phulo.presses("story_inbox")
    await phulo.presses("✅ Share it")
    await phulo.says("/kahani")
    assert phulo.buttons[-1] == phulo.word("🆘 Help")
    assert len(phulo.buttons) == 3


async def test_at_night_nobody_is_woken_to_read(
    village: Village, sukhmati: Villager, phulo: Villager
) -> None:
    await village.later(hours=12)
    await shares(sukhmati)
    assert WORDS not in phulo.last
    await village.later(hours=8)
    assert WORDS in phulo.last
