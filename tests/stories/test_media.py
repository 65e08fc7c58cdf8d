"""What a story can consist of, and what is answered to everything else."""

from bot.services.stories.draft import MAX_UNITS
from bot.texts.stories.replies import HINTS
from tests.stories.steps import (
    WORDS,
    approves,
    chooses_name_and_audience,
    forges,
    starts_story,
    stories,
    withdraws,
)
from tests.village import PeerGroup, Village, Villager


async def test_several_messages_make_one_story(
    village: Village, group: PeerGroup, sukhmati: Villager
) -> None:
    await starts_story(sukhmati)
    parts = ("I thought nothing of it.", "Then", "my foot did not heal.")
    await sukhmati.does(lambda p: [p.says(village.bot, part) for part in parts])
    await sukhmati.presses("✅ That was all")
    await chooses_name_and_audience(sukhmati)
    await sukhmati.presses("✅ Share it so")
    (story,) = await stories(village)
    assert story.body == "I thought nothing of it.\nThen\nmy foot did not heal."


async def test_what_is_no_story_is_answered_kindly_and_not_kept(
    village: Village, group: PeerGroup, sukhmati: Villager, phulo: Villager
) -> None:
    hers = phulo.person.says(group.chat, "My feet are well again, thank you all.")
    await village.settle()
    await starts_story(sukhmati)
    bot = village.bot
    for action, answer in (
        (lambda p: p.says(bot, "Hm."), HINTS["short"]),
        (lambda p: p.says(bot, "क" * (MAX_UNITS + 1)), HINTS["long"]),
        (lambda p: p.sends_sticker(bot), HINTS["sticker"]),
        (lambda p: p.sends_photo(bot, "a" * 900), HINTS["caption"]),
        (lambda p: p.forwards(hers, bot), HINTS["forwarded"]),
        (lambda p: p.sends_voice(bot, 1), HINTS["voice_short"]),
        (lambda p: p.sends_document(bot, "a.pdf", b"%PDF", "application/pdf"), HINTS["other"]),
    ):
        assert sukhmati.word(answer) in await sukhmati.does(action)
    await village.later(minutes=1)
    await sukhmati.says(WORDS)
    await sukhmati.presses("✅ That was all")
    await chooses_name_and_audience(sukhmati)
    await sukhmati.presses("✅ Share it so")
    assert [story.body for story in await stories(village)] == [WORDS]


async def test_the_rest_of_a_text_cut_by_the_phone_is_no_story(
    village: Village, group: PeerGroup, sukhmati: Villager
) -> None:
    await starts_story(sukhmati)
    await sukhmati.says("a " * 2048)
    assert await sukhmati.says("and this is how it ended.") == ""
    assert sukhmati.word("Or tap a beginning:") in await forges(sukhmati, "story_done")


async def test_words_of_danger_are_asked_about_and_stay_in_the_story(
    village: Village, group: PeerGroup, sukhmati: Villager
) -> None:
    await starts_story(sukhmati)
    answer = await sukhmati.says("मेरी छाती में दर्द हो रहा है")
    assert sukhmati.word("🙏 I have it. Was that all? If not, just go on.") in answer
    assert answer.count("\n") > 1
    await sukhmati.presses("story_done")
    assert "छाती" in await chooses_name_and_audience(sukhmati)


async def test_the_book_key_in_the_middle_of_telling_goes_on_with_it(
    village: Village, group: PeerGroup, sukhmati: Villager
) -> None:
    await starts_story(sukhmati)
    await sukhmati.says(WORDS)
    assert sukhmati.word("🙏 I have it. Was that all? If not, just go on.") in (
        await sukhmati.taps("📖 Stories")
    )
    await sukhmati.presses("✅ That was all")
    assert sukhmati.word("Which name shall stand with the story?") in (
        await sukhmati.says("What now?")
    )


async def test_words_a_voice_a_picture_and_a_video_note_keep_their_order(
    village: Village, group: PeerGroup, sukhmati: Villager, phulo: Villager
) -> None:
    anita = await village.staff("Anita")
    await starts_story(sukhmati)
    bot = village.bot
    for action in (
        lambda p: p.says(bot, "I thought nothing of it."),
        lambda p: p.sends_voice(bot, 4),
        lambda p: p.sends_photo(bot, "My foot today"),
        lambda p: p.sends_video_note(bot),
        lambda p: p.says(bot, "Now I walk again."),
    ):
        assert sukhmati.word("🙏 I have it. Was that all? If not, just go on.") in (
            await sukhmati.does(action)
        )
    await sukhmati.presses("✅ That was all")
    await chooses_name_and_audience(sukhmati)
    await sukhmati.presses("🎙 No, in my voice")
    kinds = ["text", "voice", "photo", "video_note", "text"]
    assert [m.kind for m in sukhmati.inbox[-6:-1]] == kinds
    await sukhmati.presses("✅ Share it so")
    await approves(phulo)
    await approves(anita)
    await village.later(days=1)
    for _ in range(5):
        await village.later(seconds=3)
    told = group.chat.messages[-5:]
    assert [message.kind for message in told] == kinds
    assert all(message.protected for message in told)
    (story,) = await stories(village)
    assert (story.kind, story.body) == (
        "mixed",
        "I thought nothing of it.\nMy foot today\nNow I walk again.",
    )
    await withdraws(sukhmati, story)
    assert not any(message in group.chat.messages for message in told)


async def test_a_beginning_is_offered_for_the_illness_and_says_what_the_story_is_about(
    village: Village, group: PeerGroup, sukhmati: Villager
) -> None:
    await starts_story(sukhmati)
    assert sukhmati.buttons[0] == sukhmati.word("When my sugar was high, …")
    before = sukhmati.buttons
    await sukhmati.presses("🔁 Other beginnings")
    assert sukhmati.buttons[:3] != before[:3]
    answer = await sukhmati.presses("story_prompt:afraid")
    assert sukhmati.word("At first I was afraid, …") in answer
    await sukhmati.says(WORDS)
    await sukhmati.presses("✅ That was all")
    await chooses_name_and_audience(sukhmati)
    await sukhmati.presses("✅ Share it so")
    (story,) = await stories(village)
    assert (story.theme, story.programme) == ("courage", "diabetes")
