"""The library: what consent lets others hear, one story at a tap; and a consent that expires."""

import pytest
from sqlalchemy import select

from bot.texts.stories.replies import REFUSALS
from db.enums import Programme
from db.models import StoryConsent, StoryHelped
from tests.stories.steps import (
    WORDS,
    approved,
    approves,
    chooses_name_and_audience,
    forges,
    posts,
    shares,
    starts_story,
    story_of,
    withdraws,
)
from tests.village import PeerGroup, Village, Villager

SECOND = "I walk to the well again, every single day."
NOTHING = "There is no story to hear here yet."
OLD_BUTTON = "That button is old. Please use the keys below."


async def opens(who: Villager) -> str:
    await who.says("/kahani")
    return await who.presses("🎧 Hear stories")


async def newest(who: Villager) -> str:
    await opens(who)
    return await who.presses("story_hear:all:")


async def test_a_story_a_tap_next_and_back(
    village: Village, group: PeerGroup, sukhmati: Villager, phulo: Villager
) -> None:
    await approved(sukhmati, phulo)
    await village.later(days=1)
    await approved(sukhmati, phulo, SECOND)
    await village.later(days=1)
    assert SECOND in await newest(phulo)
    assert phulo.inbox[-1].protected
    assert WORDS in await phulo.presses("Next ➡️")
    assert SECOND in await phulo.presses("Next ➡️")
    assert WORDS in await phulo.presses("⬅️ Back")


async def test_by_what_it_is_about_for_which_illness_and_in_which_language(
    village: Village, group: PeerGroup, sukhmati: Villager, phulo: Villager
) -> None:
    await starts_story(sukhmati)
    await sukhmati.presses("story_prompt:sugar")
    await sukhmati.says(WORDS)
    await sukhmati.presses("✅ That was all")
    await chooses_name_and_audience(sukhmati)
    await sukhmati.presses("✅ Share it so")
    await approves(phulo)
    await village.later(days=1)
    await approved(sukhmati, phulo, SECOND)
    await village.later(days=1)
    for shelf, value in (
        ("🏷 What it is about", "⚠️ I took it lightly"),
        ("💊 For which illness", "Sugar"),
        ("🗣 In which language", "Hindi"),
    ):
        await opens(phulo)
        await phulo.presses(shelf)
        assert phulo.buttons == [phulo.word(value), phulo.word("🆘 Help")]
        heard = await phulo.presses(value)
        assert WORDS in heard or SECOND in heard
    await opens(phulo)
    await phulo.presses("🏷 What it is about")
    assert WORDS in await phulo.presses("⚠️ I took it lightly")


async def test_an_empty_library_says_so(
    village: Village, group: PeerGroup, phulo: Villager
) -> None:
    assert phulo.word(NOTHING) in await opens(phulo)
    assert phulo.word(NOTHING) in await forges(phulo, "story_hear:theme:courage")
    assert phulo.word(NOTHING) in await forges(phulo, "story_hear:all:")
    assert phulo.word(OLD_BUTTON) in await forges(phulo, "story_hear")
    assert phulo.word(REFUSALS["not_there"]) in await forges(phulo, "story_helped:99")


@pytest.mark.parametrize(
    ("layers", "own", "like", "far"),
    [
        (("group",), True, False, False),
        (("same_illness",), False, True, False),
        (("group", "outside"), True, True, True),
    ],
)
async def test_who_hears_it_is_for_the_teller_to_say(
    village: Village,
    group: PeerGroup,
    sukhmati: Villager,
    phulo: Villager,
    layers: tuple[str, ...],
    own: bool,
    like: bool,
    far: bool,
) -> None:
    anita = await village.staff("Anita")
    alike = await village.group("नवा बिहान")
    other = await village.group("संगवारी", programme=Programme.EPILEPSY)
    mangal = await village.member("Mangal", group=alike)
    budh = await village.member("Budh", group=other)
    story = await shares(sukhmati, layers=layers)
    await approves(phulo)
    if layers != ("group",):
        await approves(anita)
    await village.later(days=1)
    for who, may in ((phulo, own), (mangal, like), (budh, far)):
        await opens(who)
        heard = await forges(who, f"story_hear:all::{story.id}")
        assert (WORDS in heard) is may


async def test_what_was_taken_back_is_played_no_more(
    village: Village, group: PeerGroup, sukhmati: Villager, phulo: Villager
) -> None:
    story = await approved(sukhmati, phulo)
    await village.later(days=1)
    await newest(phulo)
    heard = phulo.inbox[-1]
    await withdraws(sukhmati, story)
    assert heard.deleted
    assert phulo.word(NOTHING) in await forges(phulo, f"story_hear:all::{story.id}:next")


async def test_after_a_year_the_teller_is_asked_and_without_an_answer_it_falls_silent(
    village: Village, group: PeerGroup, sukhmati: Villager, phulo: Villager
) -> None:
    story = await approved(sukhmati, phulo)
    await village.later(days=1)
    await village.later(days=364)
    assert sukhmati.word("May others go on hearing it?") in sukhmati.last
    await village.later(days=29)
    assert WORDS in await newest(phulo)
    await village.later(days=1)
    assert phulo.word(NOTHING) in await opens(phulo)
    await sukhmati.says("/kahani")
    lapsed = sukhmati.word("💤 A year has passed: it is no longer played.")
    assert lapsed in await sukhmati.presses("📚 My stories")
    await sukhmati.presses(f"story_show:{story.id}")
    await sukhmati.presses("✅ Play it again")
    assert WORDS in await newest(phulo)


async def test_a_yes_after_a_year_holds_for_another(
    village: Village, group: PeerGroup, sukhmati: Villager, phulo: Villager
) -> None:
    story = await approved(sukhmati, phulo)
    await village.later(days=1)
    await village.later(days=364)
    await sukhmati.presses("✅ Yes, play it")
    await village.later(days=300)
    assert WORDS in await newest(phulo)
    standing = select(StoryConsent.layer).where(StoryConsent.ended_at.is_(None))
    assert sorted(await village.rows(standing)) == ["group", "keep"]
    assert len(await village.rows(select(StoryConsent.id))) == 4
    assert len(posts(group)) == 1
    assert (await story_of(village, story)).ask_again_at is not None


async def test_pressed_in_the_group_it_counts_for_others_and_not_for_its_teller(
    village: Village, group: PeerGroup, sukhmati: Villager, phulo: Villager
) -> None:
    await approved(sukhmati, phulo)
    await village.later(days=1)
    for who in (sukhmati, phulo, phulo):
        await who.presses("🙏 This helped me", group.chat)
    assert await village.rows(select(StoryHelped.account_id)) == [phulo.account_id]


async def test_how_many_it_helped_is_said_from_five_on_and_never_who(
    village: Village, group: PeerGroup, sukhmati: Villager, phulo: Villager
) -> None:
    story = await approved(sukhmati, phulo)
    await village.later(days=1)
    others = [phulo, *[await village.member(name, group=group) for name in "ABCD"]]
    for number, who in enumerate(others, 1):
        await newest(who)
        await who.presses("🙏 This helped me")
        await sukhmati.says("/kahani")
        await sukhmati.presses("📚 My stories")
        shown = await sukhmati.presses(f"story_show:{story.id}")
        counted = sukhmati.word("🙏 It has helped {count} people.").format(count=5)
        assert (counted in shown) is (number == 5)
