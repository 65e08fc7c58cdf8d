"""What a story can be made of, and a kind word for everything else."""

from bot.services.stories import LIMIT
from bot.texts.stories.telling import HINTS
from tests.stories.steps import (
    WORDS,
    begins,
    chooses,
    forges,
    sends_voice,
    stories,
)
from tests.village import PeerGroup, Village, Villager


async def test_several_messages_make_one_story(
    village: Village, group: PeerGroup, sukhmati: Villager
) -> None:
    await begins(sukhmati)
    parts = ("I thought nothing of it.", "Then", "my foot did not heal.")
    await sukhmati.does(lambda p: [p.says(village.bot, part) for part in parts])
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


async def test_a_voice_after_written_words_is_not_mixed_in(
    village: Village, group: PeerGroup, sukhmati: Villager
) -> None:
    await begins(sukhmati)
    await sukhmati.says(WORDS)
    assert sukhmati.word(HINTS["voice_after_words"]) in (await sends_voice(sukhmati))
