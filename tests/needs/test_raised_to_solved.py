"""A need from the first voice to solved: worded by the leader, joined by many, answered."""

import pytest
from sqlalchemy import select

from bot.texts.needs.dialogs import UNFIT
from db.enums import NeedState, StaffRole
from db.models import Need, NeedVoice
from tests.village import PeerGroup, Village, Villager

STATES = select(Need.state).order_by(Need.id)


@pytest.fixture
async def group(village: Village) -> PeerGroup:
    return await village.group("संगवारी – कोटा", language="hne")


@pytest.fixture
async def leader(village: Village, group: PeerGroup) -> Villager:
    return await village.member("Phulbasan", group=group, leader=True)


@pytest.fixture
async def manglu(village: Village, group: PeerGroup) -> Villager:
    return await village.member("Manglu", language="hne", group=group)


async def test_what_one_says_reaches_the_leader_without_a_name(village, leader, manglu) -> None:
    await _raises(manglu, "ए महिना सिकलिन के गोली नइ मिलिस")
    card = next(m.text for m in leader.inbox if "ए महिना सिकलिन के गोली नइ मिलिस" in m.text)
    assert "Manglu" not in card


async def test_the_group_reads_the_leaders_sentence_and_not_the_first_words(
    village, group, leader, manglu
) -> None:
    await _raises(manglu, "मोर भाई ला दवई नइ मिलिस")
    await leader.presses("✍️ Write one sentence")
    await leader.says("सिकलिन की गोली नहीं है।")
    assert "सिकलिन की गोली नहीं है।" in group.texts()[-1]
    assert not any("मोर भाई" in text for text in group.texts())
    assert await village.rows(select(Need.words)) == [None]


async def test_others_say_me_too_and_each_is_counted_once(village, group, leader, manglu) -> None:
    need = await _open(village, leader, manglu)
    others = [await village.member(f"Member {n}", group=group) for n in range(4)]
    for other in others[:3]:
        await other.presses(f"need_me:{need}", where=group.chat)
        await other.presses(f"need_me:{need}", where=group.chat)
    assert len(await village.rows(select(NeedVoice.id))) == 4
    assert not any("4" in text for text in group.texts())
    await others[3].presses(f"need_me:{need}", where=group.chat)
    assert any("🙋" in text and "5" in text for text in group.texts())


async def test_who_has_not_joined_is_not_counted(village, group, leader, manglu) -> None:
    need = await _open(village, leader, manglu)
    stranger = village.stranger("Passer-by")
    group.chat.add(stranger.person)
    await stranger.presses(f"need_me:{need}", where=group.chat)
    assert len(await village.rows(select(NeedVoice.id))) == 1


async def test_sent_answered_promised_and_solved_come_back_to_the_group(
    village, group, leader, manglu
) -> None:
    anita = await village.staff("Anita", StaffRole.COORDINATOR)
    await _open(village, leader, manglu)
    await leader.presses("📨 Carry it on")
    await leader.presses("🏥 Send it to the clinic")
    assert "सिकलिन" in anita.last
    await anita.presses("💬 There is an answer")
    await anita.says("गाड़ी सोमवार को आएगी")
    assert "गाड़ी सोमवार को आएगी" in group.texts()[-1]
    await anita.presses("🤝 It is promised")
    await anita.presses("In a week")
    assert "🤝" in group.texts()[-1]
    await leader.presses("🎉 It is solved")
    assert "🎉" in group.texts()[-1]
    assert await village.rows(STATES) == [NeedState.SOLVED]


async def test_a_promise_that_ended_is_asked_about_once(village, group, leader, manglu) -> None:
    await village.staff("Anita", StaffRole.COORDINATOR)
    await _open(village, leader, manglu)
    await leader.presses("📨 Carry it on")
    await leader.presses("🤝 I tell somebody myself")
    await leader.says("सरपंच")
    assert "सरपंच" in group.texts()[-1]
    await leader.presses("🤝 It is promised")
    await leader.presses("In a week")
    await village.later(days=7)
    assert _asked_after(leader) == 0
    await village.later(days=1)
    await village.later(days=1)
    assert _asked_after(leader) == 1
    await leader.presses("⏳ It is still missing")
    assert await village.rows(STATES) == [NeedState.SENT]


async def test_doubles_are_joined_and_their_voices_with_them(village, leader, manglu) -> None:
    first = await _open(village, leader, manglu)
    await _raises(leader, "हमको भी सिकलिन की दवा नहीं मिली")
    await leader.presses("🔗 The same as another")
    await leader.presses("सिकलिन की गोली नहीं है।")
    assert await village.rows(STATES) == [NeedState.OPEN, NeedState.JOINED]
    voices = select(NeedVoice.id).where(NeedVoice.need_id == first)
    assert len(await village.rows(voices)) == 2


@pytest.mark.parametrize(
    "sentence",
    ["मेरा नंबर 9876543210 है", "GAN200011 को बस नहीं मिली", "Manglu को बस नहीं मिली", "x" * 161],
)
async def test_a_sentence_that_gives_somebody_away_is_asked_for_again(
    village, group, leader, manglu, sentence
) -> None:
    await _raises(manglu, "बस नइ आवय")
    await leader.presses("✍️ Write one sentence")
    await leader.says(sentence)
    assert await village.rows(STATES) == [NeedState.RAISED]
    assert not any(sentence in text for text in group.texts())
    await leader.says("क्लिनिक के दिन बस नहीं है।")
    assert await village.rows(STATES) == [NeedState.OPEN]


async def test_words_that_give_somebody_away_do_not_go_into_the_group_as_they_are(
    village, group, leader, manglu
) -> None:
    await _raises(manglu, "बस नइ आवय, मोर नंबर GAN200011 हे")
    assert leader.word(UNFIT["personal"]) in await leader.presses("✅ Share these words")
    assert not any("GAN200011" in text for text in group.texts())
    await leader.says("क्लिनिक के दिन बस नहीं है।")
    assert await village.rows(STATES) == [NeedState.OPEN]


async def test_a_leader_who_words_what_all_lack_is_not_out_of_medicine(
    village, group, leader, manglu
) -> None:
    anita = await village.staff("Anita")
    await _raises(manglu, "बस नइ आवय")
    await leader.presses("✍️ Write one sentence")
    await leader.says("ए महिना सिकलिन के गोली नइ मिलिस।")
    assert any("ए महिना सिकलिन के गोली नइ मिलिस।" in text for text in group.texts())
    assert not any("Phulbasan" in message.text for message in anita.inbox)


async def test_what_the_clinic_answers_names_nobody_either(village, group, leader, manglu) -> None:
    anita = await village.staff("Anita")
    await _open(village, leader, manglu)
    await leader.presses("📨 Carry it on")
    await leader.presses("🏥 Send it to the clinic")
    await anita.presses("💬 There is an answer")
    assert UNFIT["name"] in await anita.says("Manglu gets his pills on Tuesday")
    assert not any("Tuesday" in text for text in group.texts())
    await anita.says("The pills come on Tuesday")
    assert any("The pills come on Tuesday" in text for text in group.texts())


async def test_a_member_who_presses_the_leaders_button_changes_nothing(
    village, group, leader, manglu
) -> None:
    need = await _open(village, leader, manglu)
    await manglu.says("/jarurat")
    await manglu.presses("📢 सिकलिन की गोली नहीं है।")
    assert not any(
        leader.word(step) in manglu.buttons for step in ("🎉 It is solved", "📨 Carry it on")
    )
    card = manglu.inbox[-1]
    card.markup["inline_keyboard"][0][0]["callback_data"] = f"need_solve:{need}:2"
    await manglu.does(lambda person: person.presses(f"need_solve:{need}:2", on=card))
    assert await village.rows(STATES) == [NeedState.OPEN]
    assert manglu.last == manglu.word("Only the leader or the clinic can do that.")


async def test_a_second_leader_with_an_old_card_is_told(village, group, leader, manglu) -> None:
    second = await village.member("Budhram", group=group, leader=True)
    await _raises(manglu, "बस नइ आवय")
    await leader.presses("✅ Share these words")
    heard = await second.presses("🚫 Set it aside")
    assert second.word("Somebody was faster. Open it again: /jarurat") in heard
    assert await village.rows(STATES) == [NeedState.OPEN]


async def test_a_voice_is_heard_by_the_leader(village, leader, manglu) -> None:
    await manglu.says("/jarurat")
    await manglu.presses("📢 Say what is missing")
    await manglu.presses("🚌 No bus, no road")
    await manglu.does(lambda person: person.sends_voice(village.bot, 4))
    assert leader.inbox[-1].kind == "voice"
    await leader.presses("✍️ Write one sentence")
    await leader.says("बस नहीं आती।")
    assert await village.rows(select(Need.file_id)) == [None]


async def test_danger_said_as_a_need_is_danger_first(village, leader, manglu) -> None:
    anita = await village.staff("Anita")
    await manglu.says("/jarurat")
    await manglu.presses("📢 Say what is missing")
    await manglu.presses("📄 Papers or something else")
    heard = await manglu.says("छाती मा अब्बड़ पीरा होवत हे")
    assert "108" in heard
    assert "छाती" in anita.last


async def _raises(who: Villager, words: str) -> None:
    await who.says("/jarurat")
    await who.presses("📢 Say what is missing")
    await who.presses("💊 No medicine")
    await who.says(words)


def _asked_after(leader: Villager) -> int:
    question = leader.word("🤝 This was promised until {day}. Is it done?").split("{day}")[1]
    return sum(question in message.text for message in leader.inbox)


async def _open(village: Village, leader: Villager, who: Villager) -> int:
    await _raises(who, "सिकलिन के गोली दुकान मा नइ मिलय")
    await leader.presses("✍️ Write one sentence")
    await leader.says("सिकलिन की गोली नहीं है।")
    return (await village.rows(select(Need.id).order_by(Need.id)))[0]
