"""Who may tell a story, and the consent below the preview that makes a draft a story."""

from sqlalchemy import select, update

from bot.texts.stories.replies import REFUSALS
from db.enums import AlertStatus, HolderRole
from db.models import Alert, Holder, Patient, StoryConsent
from db.session import begin
from tests.stories.steps import (
    WORDS,
    chooses_name_and_audience,
    dialogs,
    emergency,
    forges,
    speaks,
    starts_story,
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
    assert answer in await starts_story(sukhmati)
    assert await dialogs(village) == []


async def test_who_tells_none_and_reads_none_is_told_so(village: Village) -> None:
    anita = await village.staff("Anita")
    assert await anita.says("/kahani") == "No story is waiting for you now."


async def test_a_story_is_not_taken_from_a_child(
    village: Village, group: PeerGroup, sukhmati: Villager
) -> None:
    async with begin(village.sessions) as session:
        await session.execute(update(Patient).values(birth_year=2015))
    answer = sukhmati.word(REFUSALS["minor"])
    assert answer in await starts_story(sukhmati)


async def test_in_an_emergency_the_story_waits(
    village: Village, group: PeerGroup, sukhmati: Villager
) -> None:
    await writes(sukhmati)
    await chooses_name_and_audience(sukhmati)
    await emergency(village, sukhmati)
    answer = sukhmati.word(REFUSALS["crisis_kept"])
    assert answer in await sukhmati.presses("✅ Share it so")
    assert await stories(village) == []
    assert answer in await forges(sukhmati, "story_new")


async def test_what_was_told_waits_until_the_emergency_is_over(
    village: Village, group: PeerGroup, sukhmati: Villager
) -> None:
    await writes(sukhmati)
    await chooses_name_and_audience(sukhmati)
    await emergency(village, sukhmati)
    await sukhmati.presses("✅ Share it so")
    await village.later(days=5)
    async with begin(village.sessions) as session:
        closed = update(Alert).values(status=AlertStatus.RESOLVED, next_action_at=None)
        await session.execute(closed)
    await sukhmati.says("/kahani")
    assert WORDS in await sukhmati.presses("✍️ Go on telling")
    await sukhmati.presses("✅ Share it so")
    assert [story.body for story in await stories(village)] == [WORDS]


async def test_a_question_that_comes_between_does_not_lose_what_was_told(
    village: Village, group: PeerGroup, sukhmati: Villager
) -> None:
    await village.medicine(sukhmati, "Metformin", dispensed=60)
    await starts_story(sukhmati)
    await sukhmati.says(WORDS)
    await sukhmati.taps("💊 Count pills")
    await sukhmati.says("50")
    await sukhmati.says("/kahani")
    await sukhmati.presses("✍️ Go on telling")
    await sukhmati.presses("✅ That was all")
    assert WORDS in await chooses_name_and_audience(sukhmati)


async def test_a_guardian_does_not_tell_the_story_of_a_child(
    village: Village, group: PeerGroup, sukhmati: Villager
) -> None:
    child = await village.child_of(sukhmati, "Raju")
    async with begin(village.sessions) as session:
        born = update(Patient).where(Patient.id == child).values(birth_year=2012)
        await session.execute(born)
    assert sukhmati.word(REFUSALS["minor"]) in await starts_story(sukhmati)
    assert await stories(village) == []


async def test_every_circle_of_listeners_is_off_until_it_is_tapped(
    village: Village, group: PeerGroup, sukhmati: Villager
) -> None:
    await writes(sukhmati)
    await sukhmati.presses("🙈 No name")
    circles = [label for label in sukhmati.buttons if label[0] in "⬜✅"]
    assert [label[0] for label in circles] == ["⬜"] * 3
    await sukhmati.presses("story_layer:group")
    await sukhmati.presses("story_layer:outside")
    await sukhmati.presses("story_layer:outside")
    await sukhmati.presses("story_layers_done")
    await sukhmati.presses("✅ Share it so")
    given = await village.rows(select(StoryConsent.layer).order_by(StoryConsent.layer))
    assert given == ["group", "keep"]


async def test_what_gives_away_a_teller_without_a_name_is_pointed_out(
    village: Village, group: PeerGroup, sukhmati: Villager
) -> None:
    async with begin(village.sessions) as session:
        await session.execute(update(Patient).values(village="गनियारी"))
    words = "मैं Ganiyari की मितानिन हूँ, पहले मुझे डर लगा।"
    await writes(sukhmati, words)
    warned = sukhmati.word("👀 People may know you by: {words}").partition(":")[0]
    assert f"{warned}: Ganiyari, मितानिन" in await chooses_name_and_audience(sukhmati)
    await sukhmati.presses("✏️ Change")
    await sukhmati.presses("🙂 The name")
    assert warned not in await sukhmati.presses("🙂 Sukhmati")


async def test_who_leaves_it_leaves_nothing_behind(
    village: Village, group: PeerGroup, sukhmati: Villager
) -> None:
    await writes(sukhmati)
    await chooses_name_and_audience(sukhmati)
    await sukhmati.presses("❌ Leave it")
    assert WORDS not in sukhmati.last
    assert await stories(village) == []
    assert await dialogs(village) == []


async def test_a_yes_counts_only_for_the_preview_it_stands_under(
    village: Village, group: PeerGroup, sukhmati: Villager
) -> None:
    await writes(sukhmati)
    await chooses_name_and_audience(sukhmati, "🙂 Sukhmati")
    data = next(b.data for b in sukhmati.inbox[-1].buttons if b.data.startswith("story_share"))
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
    await chooses_name_and_audience(sukhmati)
    await sukhmati.presses("🎙 No, in my voice")
    preview = sukhmati.inbox[-1]
    data = next(b.data for b in preview.buttons if b.data.startswith("story_share"))

    await sukhmati.does(lambda p: [p.presses(data, on=preview) for _ in range(2)])
    assert len(await stories(village)) == 1
