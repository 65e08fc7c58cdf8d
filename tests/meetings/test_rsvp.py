"""The group hears of its meeting and says who comes; all are reminded."""

from sqlalchemy import select

from bot.texts.meetings import rsvp
from db.models import Meeting, Rsvp
from tests.meetings.steps import NAMES
from tests.reminders.steps import days_sent, no_checkins, plan_meeting_on, until
from tests.village import PeerGroup, Village, Villager

COMING, NOT_COMING = "✋ I am coming", "🙏 I cannot come"


async def _group(village: Village, people: int) -> tuple[PeerGroup, list[Villager]]:
    group = await village.group("संगवारी")
    members = [await village.member(name, group=group) for name in NAMES[:people]]
    await no_checkins(village)
    return group, members


async def _answers(village: Village) -> list[bool]:
    return await village.rows(select(Rsvp.attending).order_by(Rsvp.account_id))


async def test_the_group_hears_of_a_meeting_once_and_answers_with_a_tap(village: Village) -> None:
    group, members = await _group(village, 6)
    await plan_meeting_on(village, group, 6)
    await village.later(minutes=2)
    await village.later(minutes=2)
    told = [text for text in group.texts() if "पीपल" in text]
    assert len(told) == 1
    for who in members[:4]:
        await who.presses(COMING, group.chat)
    assert "✋ 4" not in group.texts()[-1]
    await members[4].presses(COMING, group.chat)
    assert "✋ 5" in group.texts()[-1]
    await members[4].presses(NOT_COMING, group.chat)
    assert "✋" not in group.texts()[-1]
    await members[4].presses(COMING, group.chat)
    await members[4].presses(COMING, group.chat)
    assert await _answers(village) == [True] * 5
    assert not any(name in group.texts()[-1] for name in NAMES)


async def test_who_never_agreed_to_anything_is_not_noted(village: Village) -> None:
    group, _ = await _group(village, 1)
    await plan_meeting_on(village, group, 6)
    await village.later(minutes=2)
    gouri = village.stranger("गौरी")
    group.chat.add(gouri.person)
    await gouri.presses(COMING, group.chat)
    assert await _answers(village) == []


async def test_a_press_for_a_day_that_was_moved_says_nothing_of_the_new_one(
    village: Village,
) -> None:
    group, members = await _group(village, 2)
    phool = await village.member("फूलबाई", group=group, leader=True)
    await plan_meeting_on(village, group, 6)
    await village.later(minutes=2)
    first = [m for m in group.chat.messages if "पीपल" in m.text][-1]
    old = members[0].word(COMING)
    await members[0].does(lambda p: p.presses(old, on=first))
    await phool.says("/baithak")
    await phool.presses("📅 Move the meeting")
    await phool.presses("Tuesday")
    await phool.says("10.12.")
    await phool.presses("9:00")
    await phool.presses("📍 पीपल")
    await phool.presses("✅ Yes, right")
    await village.later(days=1)
    (row,) = await village.rows(select(Rsvp))
    (moved,) = await village.rows(select(Meeting))
    assert row.starts_at != moved.starts_at
    assert "10" in group.texts()[-1]
    await members[1].does(lambda p: p.presses(old, on=first))
    assert len(await _answers(village)) == 1
    await members[1].presses(COMING, group.chat)
    assert len(await _answers(village)) == 2


async def test_called_off_on_the_day_is_told_though_the_group_heard_something_today(
    village: Village,
) -> None:
    group, _ = await _group(village, 1)
    phool = await village.member("फूलबाई", group=group, leader=True)
    await plan_meeting_on(village, group, 1, 15)
    await until(village, 0, 11)
    await until(village, 1, 7)
    before = len(group.texts())
    await phool.says("/baithak")
    await phool.presses("❌ Call it off")
    await phool.presses("❌ Yes, call it off")
    await village.later(minutes=2)
    await village.later(minutes=2)
    assert len(group.texts()[before:]) == 1
    assert group.texts()[-1].startswith("❌")


async def test_what_the_group_never_heard_of_is_not_called_off_before_it(village: Village) -> None:
    group, _ = await _group(village, 1)
    phool = await village.member("फूलबाई", group=group, leader=True)
    await plan_meeting_on(village, group, 9)
    before = len(group.texts())
    await phool.says("/baithak")
    await phool.presses("❌ Call it off")
    await phool.presses("❌ Yes, call it off")
    await village.later(minutes=2)
    assert [text for text in group.texts()[before:] if text] == []


async def test_planned_at_night_is_told_in_the_morning(village: Village) -> None:
    group, _ = await _group(village, 1)
    await until(village, 0, 22)
    before = len(group.texts())
    await plan_meeting_on(village, group, 9)
    await village.later(minutes=2)
    assert group.texts()[before:] == []
    await until(village, 1, 6)
    assert len(group.texts()[before:]) == 1


async def test_reminded_the_day_before_and_in_the_morning_but_not_who_cannot_come(
    village: Village,
) -> None:
    group, members = await _group(village, 3)
    await plan_meeting_on(village, group, 2)
    await village.later(minutes=2)
    await members[2].presses(NOT_COMING, group.chat)
    for day, hour in ((1, 10), (0, 19), (0, 19), (1, 7), (0, 7)):
        await until(village, day, hour)
    for who in members[:2]:
        assert len(await days_sent(village, rsvp.reminder, who)) == 2
        assert who.word("Please bring all your medicine.") in who.last
    assert await days_sent(village, rsvp.reminder, members[2]) == []
    assert len(await days_sent(village, rsvp.group_reminder)) == 2
    await members[0].does(lambda p: p.presses(members[0].word(NOT_COMING), where=village.bot))
    assert await _answers(village) == [False, False]
    assert members[0].word("🙏 Thanks for telling.") in members[0].last
