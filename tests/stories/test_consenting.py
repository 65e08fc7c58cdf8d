"""Who may tell, and the one yes, under what was shown, that makes a story."""

from sqlalchemy import update

from bot.texts.stories.telling import REFUSALS
from db.enums import HolderRole
from db.models import Holder, Patient
from db.session import begin
from tests.stories.steps import (
    WORDS,
    begins,
    chooses,
    dialogs,
    emergency,
    forges,
    speaks,
    stories,
    writes,
)
from tests.village import PeerGroup, Village, Villager


async def test_who_cares_for_a_patient_is_offered_their_own_name(
    village: Village, group: PeerGroup, sukhmati: Villager
) -> None:
    async with begin(village.sessions) as session:
        await session.execute(update(Holder).values(role=HolderRole.CAREGIVER))
        await session.execute(update(Patient).values(name="Phulbai"))
    await writes(sukhmati)
    assert sukhmati.buttons[0] == "🙂 Sukhmati"


async def test_without_a_group_nobody_listens(village: Village) -> None:
    sukhmati = await village.member("Sukhmati")
    answer = sukhmati.word(REFUSALS["no_group"])
    assert answer in await begins(sukhmati)
    assert await dialogs(village) == []


async def test_a_stranger_is_shown_the_way_in(village: Village) -> None:
    anybody = await village.staff("Anita")
    assert await anybody.says("/kahani") == "Stories are for members. Please begin with /start."


async def test_a_story_is_not_taken_from_a_child(
    village: Village, group: PeerGroup, sukhmati: Villager
) -> None:
    async with begin(village.sessions) as session:
        await session.execute(update(Patient).values(birth_year=2015))
    answer = sukhmati.word(REFUSALS["minor"])
    assert answer in await begins(sukhmati)


async def test_in_an_emergency_the_story_waits(
    village: Village, group: PeerGroup, sukhmati: Villager
) -> None:
    await writes(sukhmati)
    await chooses(sukhmati)
    await emergency(village, sukhmati)
    answer = sukhmati.word(REFUSALS["crisis"])
    assert answer in await sukhmati.presses("✅ Share it so")
    assert await stories(village) == []
    assert answer in await begins(sukhmati)


async def test_who_leaves_it_leaves_nothing_behind(
    village: Village, group: PeerGroup, sukhmati: Villager
) -> None:
    await writes(sukhmati)
    await chooses(sukhmati)
    await sukhmati.presses("❌ Leave it")
    assert WORDS not in sukhmati.last
    assert await stories(village) == []
    assert await dialogs(village) == []


async def test_a_yes_counts_only_for_the_preview_it_stands_under(
    village: Village, group: PeerGroup, sukhmati: Villager
) -> None:
    await writes(sukhmati)
    old = await chooses(sukhmati, "🙂 Sukhmati")
    data = next(b.data for b in old.buttons if b.data.startswith("story_share"))
    await sukhmati.presses("✏️ Change")
    await sukhmati.presses("🙂 The name")
    await sukhmati.presses("🙈 No name")
    again = await forges(sukhmati, data)
    assert await stories(village) == []
    assert WORDS in again
    await sukhmati.presses("✅ Share it so")
    assert [story.shown_name for story in await stories(village)] == [None]


async def test_a_second_yes_makes_no_second_story(
    village: Village, group: PeerGroup, sukhmati: Villager
) -> None:
    await speaks(sukhmati)
    preview = await chooses(sukhmati)
    data = next(b.data for b in preview.buttons if b.data.startswith("story_share"))

    await sukhmati.does(lambda p: [p.presses(data, on=preview) for _ in range(2)])
    assert len(await stories(village)) == 1
