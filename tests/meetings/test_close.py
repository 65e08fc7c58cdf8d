"""The end of a meeting: what was spoken of, to whom it is told, and who is greeted."""

from sqlalchemy import func, select

from bot.texts.meetings import summary
from db.models import Greeting, Meeting, Patient
from tests.meetings.steps import NAMES, counts, sitting, taps_name
from tests.reminders.steps import days_sent, no_checkins, plan_meeting_on
from tests.village import PeerGroup, Village, Villager

OVER = "🏁 The meeting is over"


async def _closed(village: Village, here: int) -> tuple[PeerGroup, Villager, list[Villager]]:
    group, phool, members = await sitting(village, 8)
    await phool.says("/sabha")
    for name in NAMES[:here]:
        await taps_name(phool, name)
    await phool.presses(OVER)
    return group, phool, members


async def test_a_voice_goes_to_who_was_not_there_and_to_the_group(village: Village) -> None:
    group, phool, members = await _closed(village, 6)
    await plan_meeting_on(village, group, 28)
    before = len(group.chat.messages)
    await phool.presses("🍲 Food")
    await phool.does(lambda p: p.sends_voice(village.bot, seconds=20))
    assert phool.inbox[-1].kind == "voice"
    preview = phool.inbox[-1]
    send = phool.word("✅ Send it")
    await phool.does(lambda p: [p.presses(send, on=preview) for _ in range(2)])
    absent = [who for who in members if any(m.kind == "voice" for m in who.inbox)]
    assert [who.person.name for who in absent] == list(NAMES[6:8])
    told = group.chat.messages[before:]
    assert [m.kind for m in told] == ["voice"]
    assert "🙏 6" in told[0].text
    assert "🍲" in told[0].text
    assert "21 दिसंबर" in told[0].text, "the next time"
    assert not any(name in told[0].text for name in NAMES)
    await village.later(days=1)
    assert len(await days_sent(village, summary.summary_for_group)) == 1


async def test_fewer_than_five_are_not_counted_out_to_the_group(village: Village) -> None:
    group, phool, _ = await _closed(village, 4)
    await phool.says("हमने खाने की बात की")
    await phool.presses("✅ Send it")
    assert "खाने की बात" in group.texts()[-1]
    assert "🙏" not in group.texts()[-1]


async def test_a_name_in_the_words_is_asked_to_be_left_out(village: Village) -> None:
    group, phool, _ = await _closed(village, 2)
    before = len(group.texts())
    assert "✅" not in await phool.says("सुखमती की गोली खत्म है")
    assert phool.word("A name of the group stands in it. Please tell it without names.") in (
        phool.last
    )
    await phool.says("सीने में दर्द हो तो क्या करें, यह सीखा")
    await phool.presses("✅ Send it")
    assert "सीखा" in group.texts()[-1]
    assert not any("सुखमती" in text for text in group.texts()[before:])


async def test_what_nobody_told_the_group_hears_in_few_words_the_next_day(
    village: Village,
) -> None:
    group, phool, _ = await _closed(village, 5)
    assert not any("🙏 5" in text for text in group.texts())
    for _ in range(2):  # on its next free day: something else may be said first
        await village.later(days=1, hours=1)
    assert sum("🙏 5" in text for text in group.texts()) == 1
    await phool.says("/sabha")
    await phool.presses("🗣 What we talked about")
    assert phool.last == phool.word("That is told already. Thank you!")


async def test_a_meeting_that_nobody_closed_is_closed_after_three_days(village: Village) -> None:
    _, phool, _ = await sitting(village, 3)
    await phool.says("/sabha")
    await taps_name(phool, NAMES[0])
    await village.later(days=3, hours=2)
    assert await village.rows(select(Meeting.state)) == ["held"]
    assert await village.rows(select(Meeting.summary_at.is_not(None))) == [True]
    await phool.says("/sabha")
    assert phool.word("▶️ We are meeting now") in phool.buttons


async def test_who_misses_two_meetings_in_a_row_is_greeted_and_the_group_hears_nothing(
    village: Village,
) -> None:
    group, phool, _ = await _closed(village, 5)
    await village.later(days=4)
    assert await village.rows(select(func.count(Greeting.id))) == [0]
    await village.later(days=10)
    await no_checkins(village)
    await plan_meeting_on(village, group, 0, 12)
    await phool.says("/sabha")
    for name in (*NAMES[:4], NAMES[6]):
        await taps_name(phool, name)
    await phool.presses(OVER)
    await village.later(days=4)
    missed = select(Patient.name).join(Greeting, Greeting.patient_id == Patient.id)
    found = await village.rows(missed.order_by(Patient.id))
    assert found == [NAMES[5], NAMES[7]]
    texts = [text for text in group.texts() if any(name in text for name in NAMES)]
    assert [text for text in texts if "स्वागत" not in text] == []


async def test_a_typed_register_is_read_back_and_noted_on_a_yes(village: Village) -> None:
    _, phool, _ = await sitting(village, 4, allowed=2)
    await phool.says("/sabha")
    read = await phool.says("सुखमती 24, राजू 12\nबुधराम 9, मानकुंवर\nगोपाल 30")
    assert "<b>" not in read
    assert await counts(village) == []
    assert "24" in read
    assert "12" in read
    assert "9" not in read.replace("09", ""), "who did not allow it is only marked"
    assert "❓ गोपाल 30" in read
    message, yes = phool.inbox[-1], phool.word("✅ Yes, note it")
    await phool.does(lambda p: [p.presses(yes, on=message) for _ in range(2)])
    assert await counts(village) == [(24, "leader"), (12, "leader")]
    await phool.says("sukhmati 20")
    await phool.presses("✅ Yes, note it")
    assert await counts(village) == [(20, "leader"), (12, "leader")]


async def test_lines_that_are_none_are_answered_with_an_example(village: Village) -> None:
    _, phool, _ = await sitting(village, 2)
    await phool.says("/sabha")
    assert await phool.says("सब ठीक रहा आज") == phool.word(
        "Tap the names, or write a name and the number of pills."
    )
    unclear = await phool.says("गोपाल 3, सुखमती कल")
    assert "❓" in unclear
    assert await counts(village) == []


async def test_a_photo_of_the_paper_register_goes_to_the_clinic(village: Village) -> None:
    _, phool, _ = await sitting(village, 2)
    anita = await village.staff("Anita")
    await phool.says("/sabha")
    await phool.does(lambda p: p.sends_photo(village.bot))
    assert anita.inbox[-1].kind == "photo"
    assert "फूलबाई" in anita.last
    await anita.presses("📋 Enter it")
    assert NAMES[0] in anita.buttons
