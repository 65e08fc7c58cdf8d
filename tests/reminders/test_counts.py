"""Reminders to count: before the meeting, a second one, then a greeting, then a rest."""

from datetime import timedelta

from bot.domain.schedule import local_day
from bot.services.meetings.planning import call_off_meeting
from bot.texts.pill_counts.question import reminder
from bot.texts.reminders.questions import checkin, count_again
from db.models import Meeting
from db.session import begin
from tests.reminders.steps import COUNT, days_sent, no_checkins, patient, plan_meeting_on, until
from tests.village import Village, Villager


async def _asked_daily(village: Village, who: Villager, days: int) -> list[int]:
    """Days go by, evening by evening; return those on which a count was asked for."""
    today, asked = local_day(village.clock()), []
    for _ in range(days):
        before = len(who.inbox)
        await until(village, 0 if village.clock().hour < 10 else 1, 19)
        if len(who.inbox) > before and "💊" in "".join(who.buttons):
            asked.append((local_day(village.clock()) - today).days)
    return asked


async def test_a_silent_person_is_asked_twice_and_then_left_alone_for_a_month(
    village: Village,
) -> None:
    await village.staff("Anita")
    sukhmati = await village.member("Sukhmati")
    await village.medicine(sukhmati, "Metformin", dispensed=120)
    await no_checkins(village)
    assert await _asked_daily(village, sukhmati, 35) == [0, 2, 28, 30]


async def test_whoever_counts_is_not_asked_again_that_month(village: Village) -> None:
    sukhmati = await village.member("Sukhmati")
    await village.medicine(sukhmati, "Metformin", dispensed=120)
    await no_checkins(village)
    assert await _asked_daily(village, sukhmati, 1) == [0]
    await sukhmati.presses(COUNT)
    await sukhmati.says("118")
    assert await _asked_daily(village, sukhmati, 30) == [28, 30]


async def test_the_count_comes_three_to_five_days_before_the_meeting_and_names_it(
    village: Village,
) -> None:
    group = await village.group("संगवारी")
    sukhmati = await village.member("Sukhmati", group=group)
    await village.medicine(sukhmati, "Metformin", dispensed=120)
    await no_checkins(village)
    await plan_meeting_on(village, group, 12)
    (first, *_rest) = await _asked_daily(village, sukhmati, 12)
    assert 7 <= first <= 9
    assert sukhmati.word("Saturday") in sukhmati.inbox[0].text


async def test_a_meeting_that_is_moved_nearer_or_called_off_moves_the_count(
    village: Village,
) -> None:
    group = await village.group("संगवारी")
    sukhmati = await village.member("Sukhmati", group=group)
    await village.medicine(sukhmati, "Metformin", dispensed=120)
    await no_checkins(village)
    meeting_id = await plan_meeting_on(village, group, 25)
    assert await _asked_daily(village, sukhmati, 10) == []
    async with begin(village.sessions) as session:
        row = await session.get_one(Meeting, meeting_id)
        assert await call_off_meeting(session, row, actor=("staff", None), now=village.clock())
    await plan_meeting_on(village, group, 6)
    assert await _asked_daily(village, sukhmati, 4) != []


async def test_after_an_outage_nothing_is_asked_late_and_nothing_twice(village: Village) -> None:
    sukhmati = await village.member("Sukhmati")
    await village.medicine(sukhmati, "Metformin", dispensed=120)
    await no_checkins(village)
    await village.later(days=3)  # ten in the morning: the evening's question is long past
    assert sukhmati.inbox == []
    await until(village, 0, 19)
    await village.app.clockwork.once()
    await village.settle()
    assert len(sukhmati.inbox) == 1


async def test_a_question_still_waiting_after_two_hours_is_not_sent_any_more(
    village: Village,
) -> None:
    sukhmati = await village.member("Sukhmati")
    await village.medicine(sukhmati, "Metformin", dispensed=120)
    village.clock.advance(timedelta(hours=9, minutes=5))
    await village.app.clockwork.once("reminders.ask", "stories.publish")
    village.clock.advance(timedelta(hours=13))
    await village.settle()
    assert sukhmati.inbox == []


async def _help_from_leader(who: Villager, answer: str) -> None:
    await who.taps("⚙️ More")
    await who.presses("👪 Who helps me")
    await who.presses("🤝 Help from my leader")
    await who.presses(answer)


async def test_the_leader_says_hello_only_to_who_allowed_it_and_learns_no_reason(
    village: Village,
) -> None:
    group = await village.group("संगवारी")
    phool = await village.member("Phool", group=group, leader=True)
    anita = await village.staff("Anita")
    silent = [await village.member(name, group=group) for name in ("Sukhmati", "Budhram")]
    for one in silent:
        await village.medicine(one, "Metformin", dispensed=120)
    await no_checkins(village)
    await _help_from_leader(silent[0], "✅ Yes, may help")
    before = len(group.texts())
    for _ in range(6):
        await until(village, 1 if village.clock().hour > 10 else 0, 19)
    assert "Sukhmati" in phool.last
    assert "Budhram" not in phool.last
    assert not any(sign.isdigit() for sign in phool.last)
    await until(village, 1, 9)
    assert "Budhram" in anita.last
    assert "Sukhmati" not in anita.last
    assert group.texts()[before:] == []


async def test_whoever_takes_the_help_back_is_named_to_the_leader_no_more(
    village: Village,
) -> None:
    group = await village.group("संगवारी")
    phool = await village.member("Phool", group=group, leader=True)
    sukhmati = await village.member("Sukhmati", group=group)
    await village.medicine(sukhmati, "Metformin", dispensed=120)
    await no_checkins(village)
    await _help_from_leader(sukhmati, "✅ Yes, may help")
    for _ in range(4):
        await until(village, 1 if village.clock().hour > 10 else 0, 19)
    await _help_from_leader(sukhmati, "🚫 No, not that")
    for _ in range(3):
        await until(village, 1, 19)
    assert not any("Sukhmati" in m.text for m in phool.inbox)


async def test_one_tap_changes_the_hour(village: Village) -> None:
    sukhmati = await village.member("Sukhmati")
    await village.medicine(sukhmati, "Metformin", dispensed=120)
    await no_checkins(village)
    await sukhmati.taps("⚙️ More")
    await sukhmati.presses("⏰ When you ask me")
    assert "7" in await sukhmati.presses("🌅 Ask me in the morning")
    await until(village, 0, 19)
    assert not await days_sent(village, reminder)
    await until(village, 1, 7)
    assert len(await days_sent(village, reminder, sukhmati)) == 1
    await sukhmati.taps("⚙️ More")
    await sukhmati.presses("⏰ When you ask me")
    assert "🌆" in "".join(sukhmati.buttons)
    assert (await patient(village, sukhmati)).count_hour == 7


async def test_a_phone_of_four_patients_rings_three_times_a_week_at_most(
    village: Village,
) -> None:
    mother = await village.member("Sukhmati")
    patients = [mother.patient_id] + [
        await village.child_of(mother, f"Child {n}") for n in range(3)
    ]
    for one in patients:
        await village.medicine(one, "Metformin", dispensed=120)
    days = []
    for _ in range(21):
        await until(village, 1 if village.clock().hour > 10 else 0, 19)
        days = await days_sent(village, reminder) + await days_sent(village, count_again)
        days += await days_sent(village, checkin)
    assert len(days) >= 6
    for day in days:
        assert sum(day <= other < day + timedelta(days=7) for other in days) <= 3
