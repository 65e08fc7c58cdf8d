"""Meetings: planned in a few taps, moved, called off, planned by a rule, and told of."""

from datetime import date

import pytest
from sqlalchemy import select, text

from bot.domain.schedule import local_day, local_time
from db.models import Group, Meeting, PillCount
from tests.reminders.steps import no_checkins, plan_meeting_on, planned_meetings, until
from tests.village import PeerGroup, Village, Villager

TUESDAY = "Tuesday"


async def _led(village: Village) -> tuple[PeerGroup, Villager]:
    group = await village.group("संगवारी")
    return group, await village.member("Phool", group=group, leader=True)


async def _plans(leader: Villager, day: str) -> str:
    """On the market day, which is Tuesday, or on a typed day."""
    await leader.says("/baithak")
    await leader.presses("📅 Plan a meeting")
    await leader.presses(TUESDAY)
    if day == TUESDAY:
        await leader.presses(leader.buttons[0])
    else:
        await leader.says(day)
    await leader.presses("11:00")
    await leader.says("पीपल के नीचे")
    return await leader.presses("✅ Yes, right")


async def test_a_leader_plans_the_next_market_day_in_a_few_taps(village: Village) -> None:
    group, phool = await _led(village)
    assert phool.word(TUESDAY) in await _plans(phool, TUESDAY)
    (row,) = await planned_meetings(village)
    assert local_day(row.starts_at) == date(2026, 11, 24)
    assert local_time(row.starts_at).hour == 11
    assert row.place == "पीपल के नीचे"
    sukhmati = await village.member("Sukhmati", group=group)
    assert "पीपल के नीचे" in await sukhmati.says("/baithak")


async def test_a_typed_date_that_is_none_is_asked_for_with_an_example(village: Village) -> None:
    _, phool = await _led(village)
    await phool.says("/baithak")
    await phool.presses("📅 Plan a meeting")
    await phool.says("अगले हफ्ते")
    assert phool.word("Tuesday") in phool.buttons
    await phool.presses("Tuesday")
    for typed, why in (
        ("अगले हफ्ते", "Write a coming date, like {day}"),
        ("24", "Write the month too, like {day}"),
        ("31.2.", "The calendar has no such day. Write the date like {day}"),
        ("32.13.", "The calendar has no such day. Write the date like {day}"),
        ("1.11.", "That day is over. Write a coming date, like {day}"),
        ("24.12.2031", "That is more than half a year away. Write a nearer date, like {day}"),
    ):
        said = phool.word(why).format(day="7.12.")
        assert said in await phool.says(typed)
    assert not await planned_meetings(village)
    await phool.says("24.12.26")
    assert "10:30" in await phool.says("रात को")
    await phool.says("10:30")
    await phool.presses("The place is known")
    await phool.presses("✅ Yes, right")
    (row,) = await planned_meetings(village)
    assert (local_day(row.starts_at), row.place) == (date(2026, 12, 24), None)


async def test_the_example_of_a_date_is_one_that_would_do(village: Village) -> None:
    _, phool = await _led(village)
    await village.later(days=60)
    await phool.says("/baithak")
    await phool.presses("📅 Plan a meeting")
    await phool.presses("Tuesday")
    example = (await phool.says("अगले हफ्ते")).split()[-1]
    assert "10:30" in await phool.says(example)


@pytest.mark.parametrize("typed", ["15", "32", "दूसरा मंगलवार"])
async def test_a_typed_day_of_the_month_is_no_count_and_no_hour(
    village: Village, typed: str
) -> None:
    _, phool = await _led(village)
    await village.medicine(phool, "Metformin", dispensed=60)
    await phool.says("/baithak")
    await phool.presses("🔁 The same day each month")
    await phool.says(typed)
    await phool.presses("Tuesday")
    second = f"{phool.word('Second')} {phool.word('Tuesday')}"
    assert second in await phool.says(typed)
    assert second in phool.buttons
    assert not await village.rows(select(PillCount))
    await phool.presses(second)
    (row,) = await planned_meetings(village)
    assert local_day(row.starts_at) == date(2026, 12, 8)


async def test_a_plan_that_was_left_open_takes_nothing_typed_later(village: Village) -> None:
    _, phool = await _led(village)
    await phool.says("/baithak")
    await phool.presses("📅 Plan a meeting")
    await phool.presses("Tuesday")
    await phool.says("24.12.")
    await phool.says("/baithak")
    assert phool.word("Where? Write the place.") not in await phool.says("15")
    assert not await planned_meetings(village)


async def test_it_is_moved_and_called_off_and_old_buttons_do_no_harm(village: Village) -> None:
    _, phool = await _led(village)
    await _plans(phool, "10.12.")
    await phool.says("/baithak")
    await phool.presses("📅 Move the meeting")
    await phool.says("17.12.")
    await phool.presses("9:00")
    await phool.presses("📍 पीपल के नीचे")
    confirm = phool.inbox[-1]
    yes = phool.word("✅ Yes, right")
    await phool.does(lambda p: [p.presses(yes, on=confirm) for _ in range(2)])
    (row,) = await planned_meetings(village)
    assert local_day(row.starts_at) == date(2026, 12, 17)
    await phool.says("/baithak")
    await phool.presses("❌ Call it off")
    await phool.presses("❌ Yes, call it off")
    assert await planned_meetings(village) == []
    assert len(await village.rows(select(Meeting))) == 1


async def test_a_monthly_rule_plans_the_next_by_itself_and_never_a_day_called_off(
    village: Village,
) -> None:
    _, phool = await _led(village)
    await phool.says("/baithak")
    await phool.presses("🔁 The same day each month")
    await phool.presses(TUESDAY)
    label = f"{phool.word('Second')} {phool.word(TUESDAY)}"
    assert phool.word("Tuesday") in await phool.presses(label)
    assert [local_day(m.starts_at) for m in await planned_meetings(village)] == [date(2026, 12, 8)]
    await phool.says("/baithak")
    await phool.presses("❌ Call it off")
    await phool.presses("❌ Yes, call it off")
    await village.later(minutes=5)
    assert [local_day(m.starts_at) for m in await planned_meetings(village)] == [date(2027, 1, 12)]
    await village.later(days=55)
    assert [local_day(m.starts_at) for m in await planned_meetings(village)][-1] == date(2027, 2, 9)


async def test_only_a_leader_or_the_clinic_plans(village: Village) -> None:
    group, phool = await _led(village)
    sukhmati = await village.member("Sukhmati", group=group)
    await sukhmati.says("/baithak")
    assert sukhmati.buttons == []
    await phool.says("/baithak")
    await phool.presses("📅 Plan a meeting")
    async with village.sessions() as session:
        await session.execute(text("UPDATE membership SET role = 'member'"))
        await session.commit()
    assert phool.word("Only the group's leader or the clinic can plan meetings.") in (
        await phool.presses(TUESDAY)
    )
    anita = await village.staff("Anita")
    assert "संगवारी" in await anita.says("/baithak")
    assert (await village.rows(select(Group.market_weekday))) == [None]


async def _count(village: Village, people: list[Villager]) -> None:
    for person in people:
        await person.taps("💊 Count pills")
        await person.says("100")


async def test_the_group_hears_once_how_many_counted_and_never_of_fewer_than_five(
    village: Village,
) -> None:
    group, _phool = await _led(village)
    people = [await village.member(f"Person{n}", group=group) for n in range(7)]
    for person in people:
        await village.medicine(person, "Metformin", dispensed=120)
    await no_checkins(village)
    await plan_meeting_on(village, group, 4)
    await village.later(minutes=2)
    await _count(village, people[:4])
    await village.later(minutes=1)  # the rules are pinned, which the group sees
    before = len(group.texts())
    await until(village, 3, 10)
    assert len(group.texts()[before:]) == 1
    assert "4" not in group.texts()[-1]
    await _count(village, people[4:5])
    await until(village, 1, 7)
    told = group.texts()[before:]
    assert len(told) == 2
    assert "🙏 7 में से 5" in told[-1]
    assert not any(person.person.name in text for person in people for text in told)
    await until(village, 1, 10)
    assert len(group.texts()[before:]) == 2


async def test_the_leader_hears_who_needs_pills_of_those_who_allowed_it(village: Village) -> None:
    group, phool = await _led(village)
    people = [await village.member(name, group=group) for name in ("Sukhmati", "Budhram")]
    for person in people:
        await village.medicine(person, "Metformin", dispensed=20)
    await no_checkins(village)
    await people[0].taps("⚙️ More")
    await people[0].presses("👪 Who helps me")
    await people[0].presses("🤝 Help from my leader")
    await people[0].presses("✅ Yes, may help")
    await plan_meeting_on(village, group, 5)
    await until(village, 3, 19)
    await until(village, 1, 19)
    lists = [m.text for m in phool.inbox if "Metformin" in m.text]
    assert len(lists) == 1
    assert "Sukhmati" in lists[0]
    assert "Budhram" not in lists[0]
