"""Withdrawal: at any time, by the teller only, from every place the bot can reach."""

import pytest
from sqlalchemy import select, update

from bot.jobs.housekeeping import delete_old_rows
from bot.jobs.stories import post_stories, publish_stories
from bot.services.stories.withdrawal import withdraw_all_stories, withdraw_story
from bot.texts.stories.replies import REFUSALS
from db.enums import StoryState
from db.models import Group, Outbox, StoryConsent, StoryDraft
from db.session import begin
from tests.stories.steps import (
    WORDS,
    approved,
    approves,
    chooses_name_and_audience,
    forges,
    posts,
    shares,
    shares_voice,
    starts_story,
    stories,
    story_of,
    voices,
    withdraws,
)
from tests.village import PeerGroup, Village, Villager

TAKEN_BACK = "This story was taken back by the person who told it."
MAY_REMAIN = "Phones that already showed it may still keep it."


async def test_before_it_was_read(village: Village, sukhmati: Villager, phulo: Villager) -> None:
    story = await shares(sukhmati)
    answer = await withdraws(sukhmati, story)
    assert sukhmati.word("✅ I have taken it back and erased it.") in answer
    assert sukhmati.word(MAY_REMAIN) not in answer
    assert all(WORDS not in message.text for message in phulo.inbox)
    await phulo.says("/kahani")
    assert phulo.word(REFUSALS["withdrawn"]) in await forges(phulo, f"story_approve:{story.id}:1")
    await _is_erased(village)


async def test_before_it_was_shared(
    village: Village, group: PeerGroup, sukhmati: Villager, phulo: Villager
) -> None:
    await withdraws(sukhmati, await approved(sukhmati, phulo))
    await village.later(days=2)
    assert posts(group) == []
    await _is_erased(village)


async def test_after_it_was_shared_it_is_deleted_in_the_group(
    village: Village, group: PeerGroup, sukhmati: Villager, phulo: Villager
) -> None:
    story = await approved(sukhmati, phulo)
    await village.later(days=1)
    (post,) = posts(group)
    assert sukhmati.word(MAY_REMAIN) in await withdraws(sukhmati, story)
    assert post.deleted
    assert posts(group) == []
    await _is_erased(village)


async def test_months_after_it_was_shared_it_is_still_found_and_no_group_heard_it_twice(
    village: Village, group: PeerGroup, sukhmati: Villager, phulo: Villager
) -> None:
    story = await approved(sukhmati, phulo)
    for _ in range(9):
        await village.later(days=7)
        await delete_old_rows(village.sessions, village.clock)
    assert len(posts(group)) == 1
    await withdraws(sukhmati, story)
    assert posts(group) == []
    village.clock.advance(days=31)
    await delete_old_rows(village.sessions, village.clock)
    assert await village.rows(select(Outbox.id).where(Outbox.story_id == story.id)) == []


@pytest.mark.parametrize("rights", [True, False])
async def test_after_two_days_it_is_deleted_with_the_right_to_else_its_words_are_replaced(
    village: Village, group: PeerGroup, sukhmati: Villager, phulo: Villager, rights: bool
) -> None:
    story = await approved(sukhmati, phulo)
    await village.later(days=1)
    if not rights:
        await _loses_rights(village, group)
    await village.later(days=2)
    await withdraws(sukhmati, story)
    assert posts(group) == []
    assert any(phulo.word(TAKEN_BACK) in text for text in group.texts()) != rights
    await _is_erased(village)


async def test_an_old_voice_loses_its_words_and_a_leader_is_asked_to_delete_it(
    village: Village, group: PeerGroup, sukhmati: Villager, phulo: Villager
) -> None:
    story = await shares_voice(sukhmati)
    await approves(phulo)
    await village.later(days=1)
    await _loses_rights(village, group)
    await village.later(days=2)
    answer = await withdraws(sukhmati, story)
    assert sukhmati.word("The voice or picture is old: a leader must delete it.") in answer
    assert [message.text for message in voices(group)] == [phulo.word(TAKEN_BACK)]
    assert phulo.word("It is too old for me. Please delete it there.") in phulo.last


async def test_a_kept_voice_of_this_week_is_deleted_everywhere(
    village: Village, group: PeerGroup, sukhmati: Villager, phulo: Villager
) -> None:
    story = await shares_voice(sukhmati)
    await approves(phulo)
    await village.later(days=1)
    await withdraws(sukhmati, story)
    assert voices(group) == []
    assert all(message.kind != "voice" for message in phulo.inbox)


async def test_an_old_video_note_without_rights_is_left_to_a_leader(
    village: Village, group: PeerGroup, sukhmati: Villager, phulo: Villager
) -> None:
    anita = await village.staff("Anita")
    await starts_story(sukhmati)
    await sukhmati.does(lambda p: p.sends_video_note(village.bot))
    await sukhmati.presses("✅ That was all")
    await chooses_name_and_audience(sukhmati)
    await sukhmati.presses("story_voice:own")
    await sukhmati.presses("✅ Share it so")
    await approves(phulo)
    await approves(anita)
    await village.later(days=1)
    await village.later(seconds=3)
    assert group.chat.messages[-1].kind == "video_note"
    await _loses_rights(village, group)
    await village.later(days=2)
    answer = await withdraws(sukhmati, (await stories(village))[0])
    assert sukhmati.word("The voice or picture is old: a leader must delete it.") in answer
    assert phulo.word("It is too old for me. Please delete it there.") in phulo.last


async def test_from_one_circle_of_listeners_only(
    village: Village, group: PeerGroup, sukhmati: Villager, phulo: Villager
) -> None:
    anita = await village.staff("Anita")
    like = await village.group("नवा बिहान")
    story = await shares(sukhmati, layers=("group", "same_illness"))
    await approves(phulo)
    await approves(anita)
    await village.later(days=1)
    assert (len(posts(group)), len(posts(like))) == (1, 1)
    await sukhmati.says("/kahani")
    await sukhmati.presses("📚 My stories")
    await sukhmati.presses(f"story_show:{story.id}")
    assert sukhmati.word("✅ They hear it no longer.") in (
        await sukhmati.presses("🚫 No longer my group")
    )
    assert (len(posts(group)), len(posts(like))) == (0, 1)
    now = await story_of(village, story)
    assert (now.state, now.audience) == ("published", "same_illness")


async def test_a_post_that_is_just_going_out_is_deleted_when_it_is_there(
    village: Village, sukhmati: Villager, phulo: Villager
) -> None:
    story = await approved(sukhmati, phulo)
    village.clock.advance(days=1)
    await publish_stories(village.sessions, village.clock)
    await post_stories(village.sessions, village.clock)
    async with begin(village.sessions) as session:
        under_way = update(Outbox).where(Outbox.klass == "story").values(status="sending")
        await session.execute(under_way)
        await withdraw_story(session, sukhmati.account_id, story.id, now=village.clock())
    (post,) = await village.rows(select(Outbox.id).where(Outbox.klass == "story"))
    deletes = select(Outbox.target_outbox_id).where(Outbox.dedup_key == f"retract_story:{post}")
    assert await village.rows(deletes) == [post]


async def test_by_night_no_promise_comes_after_it(
    village: Village, sukhmati: Villager, phulo: Villager
) -> None:
    await village.later(hours=12)
    story = await shares(sukhmati)
    await forges(phulo, f"story_approve:{story.id}:1")
    assert (await story_of(village, story)).state == "approved"
    answer = await withdraws(sukhmati, story)
    await village.later(hours=9)
    assert sukhmati.last in answer


async def test_only_its_teller_takes_it_back(
    village: Village, sukhmati: Villager, phulo: Villager
) -> None:
    story = await approved(sukhmati, phulo)
    await phulo.says("/kahani")
    answer = await forges(phulo, f"story_withdraw:{story.id}:yes")
    assert phulo.word(REFUSALS["not_teller"]) in answer
    assert (await story_of(village, story)).state == "approved"


async def test_it_is_asked_once_and_no_means_no(
    village: Village, sukhmati: Villager, phulo: Villager
) -> None:
    story = await shares(sukhmati)
    await forges(sukhmati, f"story_withdraw:{story.id}")
    await sukhmati.presses("No, leave it")
    assert (await story_of(village, story)).state == "submitted"


async def test_who_stops_everything_takes_all_stories_back(
    village: Village, group: PeerGroup, sukhmati: Villager, phulo: Villager
) -> None:
    await approved(sukhmati, phulo)
    await village.later(days=1)
    await shares(sukhmati, "The second story waits to be read.")
    await shares(phulo, "This one is of somebody else.")
    async with begin(village.sessions) as session:
        await withdraw_all_stories(session, sukhmati.account_id, now=village.clock())
    await village.settle()
    assert posts(group) == []
    assert [story.state for story in await stories(village)] == [
        StoryState.WITHDRAWN,
        StoryState.WITHDRAWN,
        StoryState.SUBMITTED,
    ]


async def _is_erased(village: Village) -> None:
    (story,) = await stories(village)
    assert story.state == StoryState.WITHDRAWN
    assert story.withdrawn_at is not None
    assert [story.body, story.parts, story.retelling, story.shown_name] == [None] * 4
    assert (story.publish_at, story.ask_again_at, story.nudge_at) == (None, None, None)
    assert await village.rows(select(StoryConsent).where(StoryConsent.ended_at.is_(None))) == []
    assert await village.rows(select(StoryDraft)) == []
    for params in await village.rows(select(Outbox.params)):
        assert WORDS not in str(params)


async def _loses_rights(village: Village, group: PeerGroup) -> None:
    """The owner makes the bot an ordinary member; privacy mode is off, so it still hears."""
    group.owner.demotes(village.bot, group.chat)
    await village.settle()
    async with begin(village.sessions) as session:
        await session.execute(update(Group).values(rights={"status": "member"}))
