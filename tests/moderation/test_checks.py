"""What the bot does about a group's messages by itself: never anything about a danger sign."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from bot.domain.moderation.claims import answer_to_claim_in
from bot.domain.moderation.rules import judge_message, may_hide
from bot.domain.reading.explain import read
from bot.services.moderation.claims import approve_claim_answer
from bot.services.moderation.rules import set_rule_mode
from db.enums import ModerationMode, ModerationRule, Programme, ReadingLevel
from db.models import Group
from db.session import begin
from tests.moderation.steps import heard_by
from tests.village import PeerGroup, Village, Villager

SALE = "शुगर जड़ से खत्म करने की जड़ी बूटी, 500 रुपये में मंगाओ"
NUMBER = "मेरा नंबर 9876543210 है"


async def _group(village: Village) -> tuple[PeerGroup, Villager, Villager]:
    group = await village.group("संगवारी")
    phool = await village.member("Phool", group=group, leader=True)
    budhram = await village.member("Budhram", group=group)
    await village.later(minutes=1)
    return group, phool, budhram


async def _mode(
    village: Village, group: PeerGroup, rule: ModerationRule, mode: ModerationMode
) -> None:
    async with begin(village.sessions) as session:
        row = await session.get_one(Group, group.id)
        set_rule_mode(session, row, rule, mode, actor=("operator", None), now=village.clock())


@pytest.mark.parametrize("words", [NUMBER, "GAN200123 का क्या हुआ", SALE])
async def test_what_may_not_stand_is_hidden_and_explained(village: Village, words: str) -> None:
    group, phool, budhram = await _group(village)
    await budhram.says(words, where=group.chat)
    assert words not in group.texts()
    assert words in await heard_by(budhram)
    assert budhram.word("🙋 That was not right") in budhram.buttons
    assert words in phool.last
    await phool.presses("↩️ Show it again")
    assert any(words in said for said in group.texts())


async def test_a_rule_is_off_watched_or_acted_on(village: Village) -> None:
    group, phool, budhram = await _group(village)
    await _mode(village, group, ModerationRule.PERSONAL, ModerationMode.WATCH)
    await budhram.says(NUMBER, where=group.chat)
    assert NUMBER in group.texts()
    assert NUMBER in phool.last
    await _mode(village, group, ModerationRule.PERSONAL, ModerationMode.OFF)
    other = "उसका नंबर 9876543211 है"
    await budhram.says(other, where=group.chat)
    assert other not in phool.last


async def test_an_edit_passes_again(village: Village) -> None:
    group, _, budhram = await _group(village)
    message = budhram.person.says(group.chat, "नमस्ते")
    await village.settle()
    await budhram.does(lambda p: p.edits(message, NUMBER))
    assert NUMBER not in group.texts()


async def test_a_number_beside_a_cry_for_help_stays(village: Village) -> None:
    group, _, budhram = await _group(village)
    cry = "सांस नहीं आ रही, जल्दी फोन करो 9876543210"
    await budhram.says(cry, where=group.chat)
    assert cry in group.texts()


async def test_a_stranger_is_told_in_the_group_without_a_name(village: Village) -> None:
    group, _, _ = await _group(village)
    ram = village.stranger("Ramlal")
    group.chat.add(ram.person)
    await village.settle()
    await ram.says(NUMBER, where=group.chat)
    assert NUMBER not in group.texts()
    assert any("🙈" in said and "Ramlal" not in said for said in group.texts())


async def test_the_clinic_and_the_leader_may_write_numbers(village: Village) -> None:
    group, phool, _ = await _group(village)
    nurse = await village.staff("Lata")
    group.chat.add(nurse.person)
    await village.settle()
    for person in (phool, nurse):
        await person.says(NUMBER, where=group.chat)
    assert group.texts().count(NUMBER) == 2


async def test_a_forward_and_a_channels_post_are_shown_to_the_leader(village: Village) -> None:
    group, phool, budhram = await _group(village)
    await phool.starts()
    source = budhram.person.says(village.bot, "नमस्ते भाइयों")
    await village.settle()
    await budhram.does(lambda p: p.forwards(source, group.chat))
    assert phool.word("🏥 Ask the clinic") in phool.buttons


async def test_many_messages_at_once_get_one_kind_word(village: Village) -> None:
    group, _, budhram = await _group(village)
    for number in range(9):
        budhram.person.says(group.chat, f"अरे {'वाह ' * (number + 1)}")
    await village.settle()
    slow = budhram.word("🌿 Slowly, please: others want to be heard too.")
    assert [m.text for m in budhram.inbox].count(slow) == 1
    assert sum("अरे" in said for said in group.texts()) == 9


async def test_where_the_bot_may_not_delete_the_leader_is_told(village: Village) -> None:
    group, phool, budhram = await _group(village)
    nurse = await village.staff("Lata")
    group.owner.makes_admin(village.bot, group.chat, {"can_pin_messages"})
    await village.settle()
    assert "delete messages" in nurse.last
    await budhram.says(NUMBER, where=group.chat)
    assert NUMBER in group.texts()
    assert NUMBER in phool.last
    by_hand = phool.word("I could not hide it. Hold the message in Telegram and tap Delete.")
    assert by_hand in phool.last
    assert by_hand in await phool.presses("🙈 Hide")
    group.owner.makes_admin(village.bot, group.chat)
    await village.settle()
    assert "in order" in nurse.last
    assert NUMBER not in group.texts()
    assert NUMBER in await heard_by(budhram)


async def test_a_false_claim_is_a_question_until_the_clinic_approves_its_answer(
    village: Village,
) -> None:
    group, _, budhram = await _group(village)
    claim = "टीबी थाली छूने से फैलती है"
    await budhram.says(claim, where=group.chat)
    (asked,) = await village.rows(text("SELECT evidence FROM alert WHERE kind = 'question'"))
    assert claim in asked
    async with begin(village.sessions) as session:
        await approve_claim_answer(
            session, village.clinic_id, "touch_spreads", True, now=village.clock()
        )
    await village.later(days=1)
    await budhram.says(claim, where=group.chat)
    await budhram.says(claim, where=group.chat)
    answers = [said for said in group.texts() if "साथ खाने से नहीं फैलती" in said]
    assert len(answers) == 1
    assert "Budhram" not in answers[0]


@pytest.mark.parametrize(
    ("words", "card"),
    [
        ("नीम खाओ, गोली छोड़ दो", "herbs_instead"),
        ("bp thik hai to dawa band", "feels_well_stops"),
        ("मिर्गी में जूता सुंघाओ", "shoe_for_fits"),
        ("sickle to shraap hai", "curse_in_blood"),
        ("क्या टीबी छूने से फैलती है?", None),
        ("आज दवा ली", None),
    ],
)
def test_claims_are_known_and_questions_are_none(words: str, card: str | None) -> None:
    found = answer_to_claim_in(words)
    assert (found.key if found else None) == card


PARTS = st.lists(
    st.sampled_from(
        [
            "सांस नहीं आ रही", "मर जाना चाहता हूं", "छाती में दर्द", "बेहोश हो गया", "झटका आ गया",
            "khun ki ulti", "9876543210", "GAN200123", "http://x.com", "जड़ी बूटी 500 रुपये में लो",
            "दवा बंद कर दो", "साला", "सबको भेजो", "नमस्ते", "बुखार है", "आज बैठक है",
        ]
    ),
    min_size=1,
    max_size=5,
)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(parts=PARTS, programme=st.sampled_from([None, *Programme]))
def test_no_mixture_of_words_hides_danger(parts: list[str], programme: Programme | None) -> None:
    words = " ".join(parts)
    everything = dict.fromkeys(map(str, ModerationRule), ModerationMode.ACT.value)
    verdict = judge_message(
        words, programme=programme, modes=everything, also={"passed_on", "flood"}
    )
    reading = read(words, programme=programme)
    if reading.level is not ReadingLevel.NONE or reading.signs:
        assert verdict is None
        assert not may_hide(words)
