"""A member tells a story by text or voice; it is reviewed, and heard at the group's hour."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.services.onboarding.members import join_group
from bot.texts.stories.replies import HINTS
from db.models import Group, Review
from db.session import begin
from tests.stories.steps import (
    WORDS,
    allows_audience,
    approves,
    chooses_name_and_audience,
    dialogs,
    forges,
    posts,
    reads,
    shares_voice,
    starts_story,
    stories,
    voices,
    writes,
)
from tests.village import PeerGroup, Village, Villager


async def test_a_written_story_is_read_by_a_leader_and_heard_at_the_groups_hour(
    village: Village, group: PeerGroup, sukhmati: Villager, phulo: Villager
) -> None:
    await writes(sukhmati)
    preview = await chooses_name_and_audience(sukhmati, "🙂 Sukhmati")
    assert WORDS in preview
    assert "Sukhmati" in preview
    assert await stories(village) == []
    assert sukhmati.word("🙏 Thank you! A leader reads it first, then I tell you.") in (
        await sukhmati.presses("✅ Share it so")
    )

    await approves(phulo)
    assert "24 नवंबर" in sukhmati.last
    await village.later(hours=23)
    assert posts(group) == []
    await village.later(hours=1)
    (post,) = posts(group)
    assert post.protected
    assert "Sukhmati" in post.text

    (story,) = await stories(village)
    assert (story.state, story.consented_at) == ("published", village.clock() - timedelta(days=1))
    assert await village.rows(select(Review.decision)) == ["approve"]
    assert await dialogs(village) == []


async def test_a_spoken_story_is_reviewed_and_shared_as_the_voice_itself(
    village: Village, group: PeerGroup, sukhmati: Villager, phulo: Villager
) -> None:
    story = await shares_voice(sukhmati)
    await reads(phulo)
    assert phulo.inbox[-2].kind == "voice"
    await phulo.presses("✅ Share it")
    await village.later(days=1)
    (post,) = voices(group)
    assert post.protected
    assert phulo.word("📖 A companion from this group tells:") in post.text
    assert (story.kind, story.body) == ("voice", None)


@pytest.mark.parametrize(
    ("taps", "choice", "shown"),
    [
        (["🙂 Sukhmati"], "real", "Sukhmati"),
        (["✏️ Another name", "Phulbai"], "chosen", "Phulbai"),
        (["🙈 No name"], "none", None),
    ],
)
async def test_the_teller_chooses_the_name(
    village: Village,
    group: PeerGroup,
    sukhmati: Villager,
    taps: list[str],
    choice: str,
    shown: str | None,
) -> None:
    await writes(sukhmati)
    await sukhmati.presses(taps[0])
    for name in taps[1:]:
        assert sukhmati.word(HINTS["name"]) in (await sukhmati.says("12345"))
        await sukhmati.says(name)
    assert ("Sukhmati" in await allows_audience(sukhmati, "group")) == (choice == "real")
    await sukhmati.presses("✅ Share it so")
    (story,) = await stories(village)
    assert (story.name_choice, story.shown_name) == (choice, shown)


async def test_a_kept_story_is_shown_to_nobody(
    village: Village, group: PeerGroup, sukhmati: Villager, phulo: Villager
) -> None:
    await writes(sukhmati)
    await chooses_name_and_audience(sukhmati, layers=())
    heard = phulo.last
    assert sukhmati.word("🔒 It is kept, only for you. You find it here: /kahani") in (
        await sukhmati.presses("✅ Keep it so")
    )
    (story,) = await stories(village)
    assert phulo.last == heard
    await forges(phulo, f"story_approve:{story.id}:1")
    await village.later(days=2)
    assert posts(group) == []
    assert (await stories(village))[0].state == "submitted"
    await sukhmati.says("/kahani")
    assert sukhmati.word("🔒 Kept, only for you.") in await sukhmati.presses("📚 My stories")


async def test_who_is_in_several_groups_says_for_which_one(
    village: Village, group: PeerGroup, phulo: Villager
) -> None:
    other = await village.group("नवा बिहान")
    mangal = await village.member("Mangal", group=other, leader=True)
    teller = await village.member("Ramesh", group=group)
    await _joins(village, teller, other)
    heard = phulo.last
    await starts_story(teller)
    await teller.presses("👥 नवा बिहान")
    await teller.says(WORDS)
    await teller.presses("✅ That was all")
    await chooses_name_and_audience(teller)
    await teller.presses("✅ Share it so")
    assert phulo.last == heard
    assert WORDS in await reads(mangal)


async def _joins(village: Village, who: Villager, group: PeerGroup) -> None:
    async with begin(village.sessions) as session:
        row = await session.get_one(Group, group.id)
        await join_group(session, row, who.account_id, now=village.clock())
