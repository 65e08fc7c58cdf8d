"""A member tells a story: words or voice, a name, listeners, one yes to what was shown."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.services.members import join_group
from bot.services.stories import LIMIT
from bot.texts.stories.telling import HINTS, REFUSALS
from db.enums import HolderRole
from db.models import Group, Holder, Patient, Review
from db.session import begin
from tests.stories.steps import (
    WORDS,
    begins,
    chooses,
    dialogs,
    emergency,
    forges,
    posts,
    sends_voice,
    shares,
    shares_voice,
    speaks,
    stories,
    voices,
    writes,
)
from tests.village import PeerGroup, Village, Villager


async def test_a_written_story_is_read_by_a_leader_and_heard_at_the_groups_hour(
    village: Village, group: PeerGroup, sukhmati: Villager, phulo: Villager
) -> None:
    await writes(sukhmati)
    preview = await chooses(sukhmati, "🙂 Sukhmati")
    assert WORDS in preview.text
    assert "Sukhmati" in preview.text
    assert await stories(village) == []
    assert sukhmati.word("🙏 Thank you! A leader reads it first, then I tell you.") in (
        await sukhmati.presses("✅ Share it so")
    )

    assert WORDS in phulo.last
    await phulo.presses("✅ Share it")
    assert "24.11." in sukhmati.last
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
    assert phulo.inbox[-1].kind == "voice"
    await phulo.presses("✅ Share it")
    await village.later(days=1)
    (post,) = voices(group)
    assert post.protected
    assert phulo.word("📖 A companion from this group tells:") in post.text
    assert (story.kind, story.body) == ("voice", None)
    assert story.file_id
    assert story.file_unique_id


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
    await sukhmati.presses("👥 My group")
    assert ("Sukhmati" in sukhmati.last) == (choice == "real")
    await sukhmati.presses("✅ Share it so")
    (story,) = await stories(village)
    assert (story.name_choice, story.shown_name) == (choice, shown)


async def test_a_kept_story_is_shown_to_nobody(
    village: Village, group: PeerGroup, sukhmati: Villager, phulo: Villager
) -> None:
    await writes(sukhmati)
    await chooses(sukhmati, audience="🔒 Only keep it, tell nobody")
    heard = phulo.last
    assert sukhmati.word("🔒 It is kept, only for you. You find it here: /kahani") in (
        await sukhmati.presses("✅ Keep it so")
    )
    (story,) = await stories(village)
    assert phulo.last == heard
    await forges(phulo, f"story_ok:{story.id}:1")
    await village.later(days=2)
    assert posts(group) == []
    assert (await stories(village))[0].state == "submitted"
    await sukhmati.says("/kahani")
    assert sukhmati.word("🔒 Kept, only for you.") in await sukhmati.presses("📚 My stories")


async def test_several_messages_make_one_story(
    village: Village, group: PeerGroup, sukhmati: Villager
) -> None:
    await begins(sukhmati)
    await sukhmati.says("I thought nothing of it.")
    await sukhmati.says("Then")
    await sukhmati.says("my foot did not heal.")
    await sukhmati.presses("✅ That was all")
    await chooses(sukhmati)
    await sukhmati.presses("✅ Share it so")
    (story,) = await stories(village)
    assert story.body == "I thought nothing of it.\nThen\nmy foot did not heal."


async def test_what_is_no_story_is_answered_kindly_and_not_kept(
    village: Village, group: PeerGroup, sukhmati: Villager, phulo: Villager
) -> None:
    hers = phulo.person.says(group.chat, "My feet are well again, thank you all.")
    await village.settle()
    await begins(sukhmati)
    bot = village.bot
    for deed, answer in (
        (lambda p: p.says(bot, "Hm."), HINTS["short"]),
        (lambda p: p.says(bot, "क" * (LIMIT + 1)), HINTS["long"]),
        (lambda p: p.sends_sticker(bot), HINTS["sticker"]),
        (lambda p: p.sends_photo(bot, WORDS), HINTS["photo"]),
        (lambda p: p.forwards(hers, bot), HINTS["forwarded"]),
        (lambda p: p.sends_voice(bot, 1), HINTS["voice_short"]),
        (lambda p: p.sends_document(bot, "a.pdf", b"%PDF", "application/pdf"), HINTS["other"]),
    ):
        assert sukhmati.word(answer) in await sukhmati.does(deed)
    await village.later(minutes=1)
    await sukhmati.says(WORDS)
    await sukhmati.presses("✅ That was all")
    preview = await chooses(sukhmati)
    assert preview.text.count("\n\n") == 2
    await sukhmati.presses("✅ Share it so")
    assert [story.body for story in await stories(village)] == [WORDS]


async def test_the_rest_of_a_text_cut_by_the_phone_is_no_story(
    village: Village, group: PeerGroup, sukhmati: Villager
) -> None:
    await begins(sukhmati)
    await sukhmati.says("a " * 2048)
    assert await sukhmati.says("and this is how it ended.") == ""
    assert sukhmati.word("It may begin like this:") in await forges(sukhmati, "story_done")


async def test_words_of_danger_are_asked_about_and_stay_in_the_story(
    village: Village, group: PeerGroup, sukhmati: Villager
) -> None:
    await begins(sukhmati)
    answer = await sukhmati.says("मेरी छाती में दर्द हो रहा है")
    assert sukhmati.word("🙏 I have it. Was that all? If not, just go on.") in answer
    assert answer.count("\n") > 1
    await sukhmati.presses("story_done")
    assert "छाती" in (await chooses(sukhmati)).text


async def test_the_book_key_in_the_middle_of_telling_goes_on_with_it(
    village: Village, group: PeerGroup, sukhmati: Villager
) -> None:
    await begins(sukhmati)
    await sukhmati.says(WORDS)
    assert sukhmati.word("🙏 I have it. Was that all? If not, just go on.") in (
        await sukhmati.taps("📖 Stories")
    )
    await sukhmati.presses("✅ That was all")
    assert sukhmati.word("Which name shall stand with the story?") in (
        await sukhmati.says("What now?")
    )


async def test_who_cares_for_a_patient_is_offered_their_own_name(
    village: Village, group: PeerGroup, sukhmati: Villager
) -> None:
    async with begin(village.sessions) as session:
        await session.execute(update(Holder).values(role=HolderRole.CAREGIVER))
        await session.execute(update(Patient).values(name="Phulbai"))
    await writes(sukhmati)
    assert sukhmati.buttons[0] == "🙂 Sukhmati"


async def test_a_voice_after_written_words_is_not_mixed_in(
    village: Village, group: PeerGroup, sukhmati: Villager
) -> None:
    await begins(sukhmati)
    await sukhmati.says(WORDS)
    assert sukhmati.word(HINTS["voice_after_words"]) in (await sends_voice(sukhmati))


async def test_who_is_in_several_groups_says_for_which_one(
    village: Village, group: PeerGroup, phulo: Villager
) -> None:
    other = await village.group("नवा बिहान")
    mangal = await village.member("Mangal", group=other, leader=True)
    teller = await village.member("Ramesh", group=group)
    await _joins(village, teller, other)
    heard = phulo.last
    await begins(teller)
    await teller.presses("👥 नवा बिहान")
    await teller.says(WORDS)
    await teller.presses("✅ That was all")
    await chooses(teller)
    await teller.presses("✅ Share it so")
    assert WORDS in mangal.last
    assert phulo.last == heard


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


async def test_other_groups_with_the_illness_hear_it_only_when_the_teller_says_so(
    village: Village, group: PeerGroup, sukhmati: Villager, phulo: Villager
) -> None:
    like = await village.group("नवा बिहान")
    await shares(sukhmati)
    await phulo.presses("✅ Share it")
    await village.later(days=1)
    assert posts(group)
    await writes(sukhmati, "The second story goes farther.")
    await chooses(sukhmati, audience="👥 Also other groups with this illness")
    await sukhmati.presses("✅ Share it so")
    await phulo.presses("✅ Share it")
    await village.later(days=1)
    await village.later(days=1)
    assert posts(like) == []
    (afar,) = posts(like, "The second story goes farther.")
    assert sukhmati.word("📖 A companion from another group tells:") in afar.text


async def _joins(village: Village, who: Villager, group: PeerGroup) -> None:
    async with begin(village.sessions) as session:
        row = await session.get_one(Group, group.id)
        await join_group(session, row, who.account_id, now=village.clock())
