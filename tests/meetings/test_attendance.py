"""Meeting mode on the leader's and the nurse's phone."""

from datetime import date

import pytest
from sqlalchemy import select

from bot.domain.schedule import local_day
from db.models import Meeting, MeetingCount, PillCount
from tests.forging import forges
from tests.meetings.steps import (
    NAMES,
    allows,
    button,
    counts,
    dials,
    here,
    sitting,
    taps_name,
)
from tests.reminders.steps import until
from tests.village import Village

METFORMIN = "Metformin"


async def test_twelve_people_in_a_few_minutes(village: Village) -> None:
    group, phool, members = await sitting(village, 12)
    before = len(group.texts())
    assert "13" in await phool.says("/sabha")
    assert len([b for b in phool.buttons if b in (*NAMES, "फूलबाई")]) == 10
    presses = 0
    for page in ("1/2", "2/2"):
        assert page in phool.buttons
        for name in [b for b in phool.buttons if b in NAMES]:
            await taps_name(phool, name)
            presses += 1
        await phool.presses("▶️")
    assert presses == 12
    assert sorted(await here(village)) == sorted(NAMES)
    await phool.presses(next(b for b in phool.buttons if b.startswith("✅")))
    for number in range(12):
        assert METFORMIN in phool.last
        await dials(phool, 20 + number)
        following = [b for b in phool.buttons if b.startswith("➡️")]
        assert len(following) == (number < 11), "whoever is here is offered, until all are counted"
        for label in following:
            await phool.presses(label)
    assert sorted(await counts(village)) == [(20 + n, "leader") for n in range(12)]
    for who in members:
        assert METFORMIN in who.last
        assert "फूलबाई" in who.last
        assert sum(METFORMIN in m.text for m in who.inbox) == 1
    assert len(phool.inbox) == 1, "the list is one message, changed in place"
    await phool.presses("🏁 The meeting is over")
    await phool.presses("⏭ Tell nothing")
    await village.settle()
    told = group.texts()[before:]
    assert len(told) == 1
    assert "12" in told[0]
    for text in told:
        assert not any(name in text for name in NAMES)


async def test_a_tap_says_here_and_the_same_tap_again_says_nothing_else(village: Village) -> None:
    _, phool, _ = await sitting(village)
    await phool.says("/sabha")
    message, name = phool.inbox[-1], NAMES[0]
    pressed = button(phool, name)
    data = message.button(pressed).data
    await phool.does(lambda p: [p.presses(pressed, on=message) for _ in range(2)])
    assert await here(village) == [name]
    assert button(phool, name) == f"✅ {name}"
    await phool.presses(f"✅ {name}")
    await phool.presses("↩️ Not here")
    assert await here(village) == []
    forges(phool.person, data)
    await village.settle()
    assert await here(village) == [], "the press that came late was older"


async def test_who_did_not_allow_the_leader_is_only_marked(village: Village) -> None:
    _, phool, members = await sitting(village, allowed=1)
    await phool.says("/sabha")
    await taps_name(phool, NAMES[1])
    await taps_name(phool, NAMES[1])
    assert METFORMIN not in phool.last
    assert "9" not in phool.buttons
    meeting = (await village.rows(select(Meeting.id)))[0]
    forges(phool.person, f"attendance_sure:{meeting}:2:1:0:24")
    await village.settle()
    assert await counts(village) == []
    assert await here(village) == [NAMES[1]]
    assert METFORMIN not in members[1].last
    await allows(village, members[1])
    await phool.says("/sabha")
    await taps_name(phool, NAMES[1])
    await dials(phool, 24)
    assert await counts(village) == [(24, "leader")]


async def test_the_nurse_counts_for_everybody_of_her_clinic(village: Village) -> None:
    _, _, members = await sitting(village, allowed=0)
    anita = await village.staff("Anita")
    await anita.says("/sabha")
    await taps_name(anita, NAMES[0])
    await taps_name(anita, NAMES[0])
    await anita.says("24 goli")
    assert await counts(village) == [(24, "clinic")]
    assert "Anita" in members[0].last


async def test_the_leader_of_another_group_and_a_plain_member_are_refused(
    village: Village,
) -> None:
    _, _, members = await sitting(village)
    other = await village.group("कोटा")
    budhni = await village.member("बुधनी", group=other, leader=True)
    meeting = (await village.rows(select(Meeting.id)))[0]
    for who in (budhni, members[0]):
        await who.says("/sabha")
        for data in (
            f"attendance_mark:{meeting}:2:1:0",
            f"attendance_sure:{meeting}:1:1:0:24",
            f"attendance_end:{meeting}",
            f"attendance_page:{meeting}:0",
            f"summary_send:{meeting}:0",
        ):
            await who.taps("⚙️ More")
            forges(who.person, data)
            await village.settle()
            assert who.last == who.word("Only the leader of this group or the clinic can do this.")
    assert (await here(village), await counts(village)) == ([], [])


@pytest.mark.parametrize(
    "data",
    ["attendance_mark:M:99:1:0", "attendance_mark:M:2:0:0", "attendance_mark:M",
     "attendance_sure:M:1:1:0:-3", "attendance_sure:M:1:1:0:1/3",
     "attendance_sure:M:1:999999:0:3", "attendance_sure:M:77:1:0:3", "attendance_pad:M:1:1:0:x",
     "attendance_pad:M:1:999999:0:none", "attendance_pad:M:77:1:0:none",
     "attendance_pad:M:1:1:0:ok", "attendance_start:0", "attendance_lines:M:abc:yes",
     "summary_topic:M:1"],
)  # fmt: skip
async def test_a_button_that_makes_no_sense_changes_nothing(village: Village, data: str) -> None:
    _, phool, _ = await sitting(village, 1)
    await phool.says("/sabha")
    meeting = (await village.rows(select(Meeting.id)))[0]
    forges(phool.person, data.replace("M", str(meeting)))
    await village.settle()
    assert (await here(village), await counts(village)) == ([], [])


async def test_a_patient_puts_right_what_was_counted_and_a_late_press_leaves_it(
    village: Village,
) -> None:
    _, phool, members = await sitting(village, 1)
    await phool.says("/sabha")
    await taps_name(phool, NAMES[0])
    await taps_name(phool, NAMES[0])
    await dials(phool, 24)
    await members[0].presses("✏️ Correct")
    await members[0].says("26")
    assert await counts(village) == [(26, "self")]
    treatment = (await village.rows(select(MeetingCount.treatment_id)))[0]
    meeting = (await village.rows(select(Meeting.id)))[0]
    forges(phool.person, f"attendance_sure:{meeting}:{treatment}:30:0:24")
    await village.settle()
    assert await counts(village) == [(26, "self")]
    assert phool.word("They have counted themselves since. Theirs stays.") in phool.last


async def test_no_digit_is_lost_when_keys_are_tapped_faster_than_the_pad_changes(
    village: Village,
) -> None:
    _, phool, _ = await sitting(village, 1)
    await phool.says("/sabha")
    await taps_name(phool, NAMES[0])
    await taps_name(phool, NAMES[0])
    pad = phool.inbox[-1]
    for key in ("2", "6", "✅", "✅"):
        phool.person.presses(key, on=pad)
    await village.settle()
    assert await counts(village) == [(26, "leader")]


async def test_counting_again_begins_with_an_empty_pad(village: Village) -> None:
    _, phool, _ = await sitting(village, 1)
    await phool.says("/sabha")
    await taps_name(phool, NAMES[0])
    await taps_name(phool, NAMES[0])
    await dials(phool, 90)
    await phool.presses("🔁 Count again")
    await dials(phool, 24)
    assert await counts(village) == [(24, "leader")]


async def test_more_than_there_can_be_is_asked_about_once(village: Village) -> None:
    _, phool, _ = await sitting(village, 1)
    await phool.says("/sabha")
    await taps_name(phool, NAMES[0])
    await taps_name(phool, NAMES[0])
    await dials(phool, 90)
    assert await counts(village) == []
    await phool.presses("✅ The number is right")
    assert await counts(village) == [(90, "leader")]
    assert await village.rows(select(PillCount.doubtful)) == [True]


async def test_presses_that_come_two_days_later_belong_to_the_meeting(village: Village) -> None:
    _, phool, _ = await sitting(village, 3)
    await phool.says("/sabha")
    await taps_name(phool, NAMES[0])
    await phool.presses("🏁 The meeting is over")
    await until(village, 2, 12)
    meeting: Meeting = (await village.rows(select(Meeting)))[0]
    forges(phool.person, f"attendance_mark:{meeting.id}:3:1:0")
    await village.settle()
    forges(phool.person, f"attendance_sure:{meeting.id}:2:1:0:24")
    await village.settle()
    assert await here(village) == [NAMES[0], NAMES[1]]
    counted: list[PillCount] = await village.rows(select(PillCount))
    assert [c.counted_on for c in counted] == [local_day(meeting.starts_at)] == [date(2026, 11, 23)]
    await village.later(days=2)
    forges(phool.person, f"attendance_mark:{meeting.id}:4:1:0")
    await village.settle()
    assert len(await here(village)) == 2
    assert "/sabha" in phool.last


async def test_a_group_that_sits_together_unplanned_begins_with_one_press(
    village: Village,
) -> None:
    group = await village.group("संगवारी")
    phool = await village.member("फूलबाई", group=group, leader=True)
    await phool.says("/sabha")
    message = phool.inbox[-1]
    now = phool.word("▶️ We are meeting now")
    await phool.does(lambda p: [p.presses(now, on=message) for _ in range(2)])
    assert len(await village.rows(select(Meeting.id))) == 1
    assert "फूलबाई" in phool.buttons
    await phool.presses("🏁 The meeting is over")
    assert phool.word("First tap the names of those who are here.") in phool.last


async def test_somebody_new_joins_by_an_invitation_though_they_are_in_no_chat(
    village: Village,
) -> None:
    _, phool, _ = await sitting(village, 1)
    await phool.says("/sabha")
    link = await phool.presses("➕ Somebody new")
    gouri = village.stranger("गौरी")
    await gouri.starts(link.partition("start=")[2])
    await gouri.presses("हिन्दी")
    await gouri.presses(gouri.buttons[0])
    await gouri.presses(gouri.buttons[0])
    await gouri.says("गौरी")
    await phool.says("/sabha")
    await taps_name(phool, "गौरी")
    assert await here(village) == ["गौरी"]


async def test_two_medicines_come_one_after_the_other(village: Village) -> None:
    _, phool, members = await sitting(village, 1)
    await village.medicine(members[0], "Amlodipine", dispensed=30)
    await phool.says("/sabha")
    await taps_name(phool, NAMES[0])
    await taps_name(phool, NAMES[0])
    await dials(phool, 24)
    assert "Amlodipine" in phool.last
    await phool.presses("Finished, none left")
    assert await counts(village) == [(24, "leader"), (0, "leader")]
    assert button(phool, NAMES[0]) == f"✅💊 {NAMES[0]}"


async def test_nobody_but_the_patient_and_who_entered_it_hears_a_count(village: Village) -> None:
    group, phool, members = await sitting(village, 6)
    helper = await village.member("दूसरा", group=group, leader=True)
    await phool.says("/sabha")
    await taps_name(phool, NAMES[0])
    await taps_name(phool, NAMES[0])
    await dials(phool, 37)
    await helper.says("/sabha")
    await taps_name(helper, NAMES[0])
    seen = [m.text for who in (*members[1:], helper) for m in who.inbox] + group.texts()
    assert not any("37" in text for text in seen)
    assert "37" in members[0].last


async def test_a_leader_is_still_heard_for_themselves(village: Village) -> None:
    _, phool, _ = await sitting(village, 2)
    await village.medicine(phool, "Amlodipine", dispensed=30)
    await phool.says("/sabha")
    assert "Amlodipine" in await phool.says("26")
    await phool.presses("✅ Yes, right")
    assert await counts(village) == [(26, "self")]
    await phool.says("/sabha")
    await phool.says("band karo")
    assert phool.word("✋ Yes, stop") in phool.buttons


async def test_what_the_nurse_enters_at_night_rings_nobody_before_the_morning(
    village: Village,
) -> None:
    _, _, members = await sitting(village, 1)
    anita = await village.staff("Anita")
    await until(village, 0, 22)
    await anita.says("/sabha")
    await taps_name(anita, NAMES[0])
    await taps_name(anita, NAMES[0])
    await dials(anita, 24)
    assert METFORMIN not in members[0].last
    await until(village, 1, 6)
    assert METFORMIN in members[0].last
