"""Pauses: nothing is asked, danger signs still raise alerts, and they end by themselves."""

from datetime import timedelta

from sqlalchemy import select

from bot.domain.schedule import local_day
from bot.texts.pill_counts.question import reminder
from bot.texts.reminders.questions import checkin
from db.models import AdherenceSummary, Alert, Pause
from tests.reminders.steps import days_sent, no_checkins, until
from tests.village import Village, Villager


async def _pauses(who: Villager, why: str, how_long: str) -> str:
    await who.taps("⚙️ More")
    await who.presses("⏰ When you ask me")
    await who.presses("🧳 I am away")
    await who.presses(why)
    return await who.presses(how_long)


async def test_a_pause_of_two_weeks_begins_at_once_and_ends_by_itself(village: Village) -> None:
    sukhmati = await village.member("Sukhmati")
    await village.medicine(sukhmati, "Metformin", dispensed=120)
    assert sukhmati.word("▶️ I am back") not in sukhmati.buttons
    assert sukhmati.word("Sunday") in await _pauses(sukhmati, "🎉 Festival", "2 weeks")
    today = local_day(village.clock())
    for _ in range(15):
        await until(village, 1 if village.clock().hour > 10 else 0, 19)
    assert await days_sent(village, reminder) == [today + timedelta(days=14)]
    assert await days_sent(village, checkin) == []


async def test_back_is_one_tap_and_the_question_comes_that_evening(village: Village) -> None:
    sukhmati = await village.member("Sukhmati")
    await village.medicine(sukhmati, "Metformin", dispensed=120)
    await _pauses(sukhmati, "🏥 In hospital", "Until I say so")
    await village.later(days=40)
    await until(village, 0, 19)
    assert await days_sent(village, reminder) == []
    await sukhmati.taps("⚙️ More")
    await sukhmati.presses("⏰ When you ask me")
    assert "Sukhmati" in await sukhmati.presses("▶️ I am back")
    await until(village, 1, 19)
    assert len(await days_sent(village, reminder, sukhmati)) == 1


async def test_danger_is_heard_all_the_same(village: Village) -> None:
    sukhmati = await village.member("Sukhmati")
    await _pauses(sukhmati, "🕯 Mourning", "4 weeks")
    assert "108" in await sukhmati.says("छाती में बहुत दर्द हो रहा है")
    (alert,) = await village.rows(select(Alert))
    assert alert.severity == "emergency"


async def test_the_wish_for_a_pause_leads_there_and_a_second_press_changes_nothing(
    village: Village,
) -> None:
    sukhmati = await village.member("Sukhmati")
    assert "Sukhmati" in await sukhmati.says("कुछ दिन मैसेज मत भेजो")
    await sukhmati.presses("🧳 On a journey")
    message = sukhmati.inbox[-1]
    button = message.button(sukhmati.word("1 week"))
    assert button is not None
    await sukhmati.does(
        lambda p: [p.presses(sukhmati.word("1 week"), on=message) for _ in range(2)]
    )
    assert len(await village.rows(select(Pause))) == 1


async def test_days_in_hospital_expect_no_dose_as_soon_as_they_are_told(village: Village) -> None:
    sukhmati = await village.member("Sukhmati")
    await village.medicine(sukhmati, "Metformin", dispensed=60)
    await no_checkins(village)
    await village.later(days=10)
    await _pauses(sukhmati, "🏥 In hospital", "1 week")
    await village.later(days=10)
    await sukhmati.taps("💊 Count pills")
    await sukhmati.says("47")
    (summary,) = await village.rows(select(AdherenceSummary))
    assert (summary.taken, summary.expected, summary.fraction) == (13, 13, 1)


async def test_a_leader_lets_the_whole_group_rest_for_the_harvest(village: Village) -> None:
    group = await village.group("संगवारी")
    phool = await village.member("Phool", group=group, leader=True)
    sukhmati = await village.member("Sukhmati", group=group)
    await village.medicine(sukhmati, "Metformin", dispensed=120)
    await phool.says("/baithak")
    await phool.presses("🎉 A rest for the group")
    await phool.presses("🌾 Harvest")
    assert phool.word("Sunday") in await phool.presses("1 week")
    today = local_day(village.clock())
    for _ in range(8):
        await until(village, 1 if village.clock().hour > 10 else 0, 19)
    assert await days_sent(village, reminder) == [today + timedelta(days=7)]


async def test_nobody_pauses_somebody_elses_reminders(village: Village) -> None:
    sukhmati, budhram = await village.member("Sukhmati"), await village.member("Budhram")
    await budhram.taps("⚙️ More")
    await budhram.presses("⏰ When you ask me")
    await budhram.presses("🧳 I am away")
    (message,) = [m for m in budhram.inbox if m.buttons][-1:]
    for row in message.markup["inline_keyboard"] if message.markup else []:
        for button in row:
            button["callback_data"] = f"pause:{sukhmati.patient_id}:travel:1"
    await budhram.does(lambda p: p.presses(f"pause:{sukhmati.patient_id}:travel:1", on=message))
    assert await village.rows(select(Pause)) == []
