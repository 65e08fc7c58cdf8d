"""Publishing: at the group's hour, one story a week, never at night or in an emergency."""

import asyncio
from datetime import timedelta

from sqlalchemy import func, select, update

from bot.i18n import translator
from bot.jobs.stories import post_stories, publish_stories
from bot.services.stories.publishing import post_weekly_story, publish_story
from bot.services.stories.withdrawal import withdraw_story
from db.enums import AlertStatus, Language, OutboxStatus, Programme
from db.models import Alert, Group, Outbox, StoryHelped
from db.session import begin
from tests.stories.steps import (
    WORDS,
    approved,
    approves,
    emergency,
    forges,
    posts,
    shares,
    story_of,
)
from tests.village import PeerGroup, Village, Villager

SECOND = "I walk to the well again, every single day."


async def test_a_group_hears_one_story_a_week_in_the_order_they_were_told(
    village: Village, group: PeerGroup, sukhmati: Villager, phulo: Villager
) -> None:
    await approved(sukhmati, phulo)
    await approved(sukhmati, phulo, SECOND)
    await village.later(days=1)
    assert (len(posts(group)), len(posts(group, SECOND))) == (1, 0)
    await village.later(days=5)
    assert posts(group, SECOND) == []
    await village.later(days=1)
    assert (len(posts(group)), len(posts(group, SECOND))) == (1, 1)
    await village.later(days=14)
    assert (len(posts(group)), len(posts(group, SECOND))) == (1, 1)
    rows = select(Outbox.klass).where(Outbox.klass == "story")
    assert len(await village.rows(rows)) == 2


async def test_what_helped_comes_first(
    village: Village, group: PeerGroup, sukhmati: Villager, phulo: Villager
) -> None:
    await approved(sukhmati, phulo)
    await village.later(days=1)
    await approved(sukhmati, phulo, SECOND)
    third = await approved(sukhmati, phulo, "My daughter counts with me each evening.")
    await village.later(days=1)
    await phulo.says("/kahani")
    await phulo.presses("🎧 Hear stories")
    await phulo.presses("✨ The newest")
    for _ in range(3):
        await forges(phulo, f"story_helped:{third.id}")
    assert len(await village.rows(select(StoryHelped.story_id))) == 1
    await village.later(days=5)
    assert len(posts(group, "My daughter counts")) == 1
    assert posts(group, SECOND) == []


async def test_other_groups_with_the_illness_hear_it_only_when_the_teller_says_so(
    village: Village, group: PeerGroup, sukhmati: Villager, phulo: Villager
) -> None:
    anita = await village.staff("Anita")
    like = await village.group("नवा बिहान", language="hne")
    other = await village.group("संगवारी", programme=Programme.EPILEPSY)
    await approved(sukhmati, phulo)
    await village.later(days=1)
    assert posts(group)
    await shares(sukhmati, SECOND, layers=("same_illness",))
    await approves(phulo)
    await approves(anita)
    await village.later(days=14)
    assert posts(like) == []
    (afar,) = posts(like, SECOND)
    told = translator(Language.CHHATTISGARHI)
    assert told("📖 A companion from another group tells:") in afar.text
    assert told("Hindi") in afar.text
    assert posts(group, SECOND) == posts(other, SECOND) == []


async def test_two_clocks_share_it_once(
    village: Village, group: PeerGroup, sukhmati: Villager, phulo: Villager
) -> None:
    await approved(sukhmati, phulo)
    village.clock.advance(days=1)
    runs = [publish_stories(village.sessions, village.clock) for _ in range(4)]
    assert sum(await asyncio.gather(*runs)) == 1
    runs = [post_stories(village.sessions, village.clock) for _ in range(4)]
    assert sum(await asyncio.gather(*runs)) == 1
    await village.settle()
    assert len(posts(group)) == 1
    rows = select(func.count()).select_from(Outbox).where(Outbox.klass == "story")
    assert await village.rows(rows) == [1]


async def test_a_story_taken_back_on_its_way_is_not_sent(
    village: Village, group: PeerGroup, sukhmati: Villager, phulo: Villager
) -> None:
    story = await approved(sukhmati, phulo)
    village.clock.advance(days=1)
    assert await publish_stories(village.sessions, village.clock) == 1
    assert await post_stories(village.sessions, village.clock) == 1
    async with begin(village.sessions) as session:
        await withdraw_story(session, sukhmati.account_id, story.id, now=village.clock())
    await village.settle()
    assert posts(group) == []
    rows = await village.rows(select(Outbox).where(Outbox.klass == "story"))
    assert [(row.status, row.params) for row in rows] == [(OutboxStatus.CANCELLED, None)]


async def test_a_story_and_its_taking_back_in_one_transaction(
    village: Village, group: PeerGroup, sukhmati: Villager, phulo: Villager
) -> None:
    story = await approved(sukhmati, phulo)
    village.clock.advance(days=1)
    async with begin(village.sessions) as session:
        assert await publish_story(session, story.id, now=village.clock())
        assert await post_weekly_story(session, group.id, now=village.clock())
        await withdraw_story(session, sukhmati.account_id, story.id, now=village.clock())
    rows = await village.rows(select(Outbox.status).where(Outbox.klass == "story"))
    assert rows == [OutboxStatus.CANCELLED]


async def test_taken_back_at_the_very_instant_it_is_shared(
    village: Village, group: PeerGroup, sukhmati: Villager, phulo: Villager
) -> None:
    story = await approved(sukhmati, phulo)
    village.clock.advance(days=1)

    async def takes_back() -> None:
        async with begin(village.sessions) as session:
            await withdraw_story(session, sukhmati.account_id, story.id, now=village.clock())

    await publish_stories(village.sessions, village.clock)
    await asyncio.gather(
        post_stories(village.sessions, village.clock), takes_back(), village.app.relay.drain()
    )
    await village.settle()
    assert posts(group) == []
    assert (await story_of(village, story)).state == "withdrawn"


async def test_after_an_outage_the_story_does_not_come_by_night(
    village: Village, group: PeerGroup, sukhmati: Villager, phulo: Villager
) -> None:
    story = await approved(sukhmati, phulo)
    await village.later(days=1, hours=12)
    assert posts(group) == []
    moved = (await story_of(village, story)).publish_at
    assert moved is not None
    assert moved - village.clock() == timedelta(hours=12)
    await village.later(hours=12)
    assert len(posts(group)) == 1


async def test_in_an_emergency_of_the_teller_it_waits(
    village: Village, group: PeerGroup, sukhmati: Villager, phulo: Villager
) -> None:
    await approved(sukhmati, phulo)
    await emergency(village, sukhmati)
    await village.later(days=1)
    assert posts(group) == []
    async with begin(village.sessions) as session:
        closed = update(Alert).values(status=AlertStatus.RESOLVED, next_action_at=None)
        await session.execute(closed)
    await village.later(days=1)
    assert len(posts(group)) == 1


async def test_the_group_chooses_its_hour(
    village: Village, group: PeerGroup, sukhmati: Villager, phulo: Villager
) -> None:
    async with begin(village.sessions) as session:
        await session.execute(update(Group).values(story_hour=18))
    await approved(sukhmati, phulo)
    await village.later(hours=7)
    assert posts(group) == []
    await village.later(hours=1)
    assert len(posts(group)) == 1
    assert WORDS in group.texts()[-1]
