"""Retelling: a voice is known in the village, so a leader may tell the story instead."""

import re

from sqlalchemy import select

from bot.texts.stories.replies import HINTS, REFUSALS
from db.models import Outbox
from tests.stories.steps import approves, forges, sends_voice, shares_voice, story_of, voices
from tests.village import PeerGroup, Village, Villager


async def test_the_group_hears_the_leader_and_never_the_teller(
    village: Village, group: PeerGroup, sukhmati: Villager, phulo: Villager
) -> None:
    story = await shares_voice(sukhmati, retell=True)
    assert story.parts is not None
    await approves(phulo)
    liked = "🌿 Your story was read and liked. Now a leader records it."
    assert sukhmati.word(liked) in sukhmati.last
    await village.later(days=2)
    assert voices(group) == []
    await phulo.presses("🎙 Record it now")
    assert phulo.word(HINTS["retelling"]) in await phulo.says("She was afraid")
    await sends_voice(phulo, 8)
    assert sukhmati.inbox[-2].kind == "voice"
    answer = await sukhmati.presses("✅ Yes, share it so")
    assert (
        sukhmati.word("🌿 Your story can be heard from {date} at {clock}. Thank you!")[:12]
        in answer
    )
    assert len(re.findall("बजे", answer)) <= 1
    await village.later(days=1)
    (post,) = voices(group)
    assert post.content["voice"]["duration"] == 8
    assert phulo.word("🎙 A leader says it in their own voice.") in post.text
    await phulo.says("/kahani")
    await phulo.presses("🎧 Hear stories")
    await phulo.presses("✨ The newest")
    assert phulo.inbox[-1].content["voice"]["duration"] == 8
    played = await village.rows(select(Outbox.params).where(Outbox.story_layer.is_not(None)))
    assert story.parts[0]["file"] not in str(played)


async def test_the_teller_may_ask_for_it_once_more(
    village: Village, group: PeerGroup, sukhmati: Villager, phulo: Villager
) -> None:
    story = await shares_voice(sukhmati, retell=True)
    await approves(phulo)
    await phulo.presses("🎙 Record it now")
    await sends_voice(phulo, 8)
    await sukhmati.presses("🔁 Once more, please")
    late = await forges(sukhmati, f"story_retold:{story.id}:3:yes")
    assert sukhmati.word(REFUSALS["answered"]) in late
    await village.later(days=2)
    assert voices(group) == []
    await phulo.presses("🎙 Record it now")
    await sends_voice(phulo, 9)
    await sukhmati.presses("✅ Yes, share it so")
    await village.later(days=1)
    assert [post.content["voice"]["duration"] for post in voices(group)] == [9]


async def test_only_a_leader_records_it_and_only_the_teller_says_it_is_right(
    village: Village, group: PeerGroup, sukhmati: Villager, phulo: Villager
) -> None:
    ramesh = await village.member("Ramesh", group=group)
    story = await shares_voice(sukhmati, retell=True)
    await approves(phulo)
    await ramesh.says("/kahani")
    assert ramesh.word(REFUSALS["not_reviewer"]) in await forges(ramesh, f"story_retell:{story.id}")
    mine = await forges(sukhmati, f"story_retell:{story.id}")
    assert sukhmati.word(REFUSALS["not_reviewer"]) in mine
    await phulo.presses("🎙 Record it now")
    await sends_voice(phulo)
    theirs = await forges(phulo, f"story_retold:{story.id}:3:yes")
    assert phulo.word(REFUSALS["not_teller"]) in theirs
    assert (await story_of(village, story)).publish_at is None


async def test_taken_back_while_the_leader_is_about_to_speak(
    village: Village, group: PeerGroup, sukhmati: Villager, phulo: Villager
) -> None:
    story = await shares_voice(sukhmati, retell=True)
    await approves(phulo)
    await phulo.presses("🎙 Record it now")
    await forges(sukhmati, f"story_withdraw:{story.id}:yes")
    assert phulo.word(REFUSALS["withdrawn"]) in await sends_voice(phulo)
    assert (await story_of(village, story)).retelling is None


async def test_a_leader_who_does_not_record_it_is_asked_again(
    village: Village, group: PeerGroup, sukhmati: Villager, phulo: Villager
) -> None:
    await shares_voice(sukhmati, retell=True)
    await approves(phulo)
    asked = phulo.word("The teller wants you to say it in your voice.")
    before = sum(asked in message.text for message in phulo.inbox)
    await village.later(days=3)
    assert sum(asked in message.text for message in phulo.inbox) == before + 1


async def test_a_leader_who_is_forgotten_takes_their_voice_out_of_the_story(
    village: Village, group: PeerGroup, sukhmati: Villager, phulo: Villager
) -> None:
    story = await shares_voice(sukhmati, retell=True)
    await approves(phulo)
    await phulo.presses("🎙 Record it now")
    await sends_voice(phulo, 8)
    await sukhmati.presses("✅ Yes, share it so")
    await village.later(days=1)
    assert len(voices(group)) == 1
    await phulo.says("/band")
    await phulo.presses("✋ Yes, stop")
    await phulo.presses("🗑 Erase them now")
    assert voices(group) == []
    again = await story_of(village, story)
    assert (again.retelling, again.retold_by, again.state) == (None, None, "approved")
    assert again.parts == story.parts
