"""The weekly check-in, and what happens if nobody answers."""

from sqlalchemy import select

from bot.texts.pill_counts.question import reminder
from bot.texts.reminders.questions import checkin
from db.models import Alert, CheckIn, Greeting
from tests.reminders.steps import days_sent, until
from tests.village import Village, Villager

FINE, TROUBLE = "👍 Fine", "😟 Trouble"


async def _asked(village: Village) -> Villager:
    """A week after joining; this member takes nothing that could be counted."""
    sukhmati = await village.member("Sukhmati")
    for _ in range(8):
        await until(village, 1 if village.clock().hour > 10 else 0, 19)
    return sukhmati


async def test_once_a_week_everybody_is_asked_and_fine_is_thanked_for(village: Village) -> None:
    sukhmati = await _asked(village)
    assert sukhmati.buttons == [sukhmati.word(FINE), sukhmati.word(TROUBLE)]
    assert "🙏" in await sukhmati.presses(FINE)
    assert await village.rows(select(Alert)) == []
    for _ in range(7):
        await until(village, 1, 19)
    assert len(await days_sent(village, checkin)) == 2


async def test_trouble_reaches_a_human_and_says_at_once_what_happens(village: Village) -> None:
    anita = await village.staff("Anita")
    sukhmati = await _asked(village)
    assert sukhmati.word("🙏 I told the clinic.") in await sukhmati.presses(TROUBLE)
    (alert,) = await village.rows(select(Alert))
    assert (alert.kind, alert.severity, alert.patient_id) == (
        "trouble",
        "same_day",
        sukhmati.patient_id,
    )
    await sukhmati.presses(TROUBLE)
    (alert,) = await village.rows(select(Alert))
    assert alert.occurrences == 1
    assert "Sukhmati" in "".join(m.text for m in anita.inbox)


async def test_an_old_button_of_trouble_is_heard_weeks_later(village: Village) -> None:
    sukhmati = await _asked(village)
    await village.later(days=20)
    await sukhmati.presses(TROUBLE)
    (alert,) = await village.rows(select(Alert))
    assert alert.kind == "trouble"


async def test_whoever_stopped_finds_the_button_old_and_nothing_is_kept(
    village: Village,
) -> None:
    sukhmati = await _asked(village)
    await sukhmati.says("/band")
    await sukhmati.presses("✋ Yes, stop")
    assert sukhmati.word("That button is old. Please use the keys below.") in (
        await sukhmati.presses(TROUBLE)
    )
    (asked,) = await village.rows(select(CheckIn))
    assert asked.answer is None


async def test_silence_of_two_weeks_asks_somebody_to_say_hello_and_then_rests(
    village: Village,
) -> None:
    anita = await village.staff("Anita")
    await _asked(village)
    for _ in range(20):
        await until(village, 1, 9)
        await until(village, 0, 19)
    silent = await village.rows(select(CheckIn).where(CheckIn.unanswered_at.is_not(None)))
    assert len(silent) == 2
    assert len(await village.rows(select(Greeting))) == 1
    assert [m.text for m in anita.inbox if "Sukhmati" in m.text]
    assert await village.rows(select(Alert)) == []


async def test_an_answer_breaks_the_silence(village: Village) -> None:
    sukhmati = await _asked(village)
    for _ in range(7):
        await until(village, 1, 19)
    await sukhmati.presses(FINE)
    for _ in range(10):
        await until(village, 1, 19)
    assert await village.rows(select(Greeting)) == []


async def test_in_the_week_of_a_count_nobody_asks_how_they_are(village: Village) -> None:
    sukhmati = await village.member("Sukhmati")
    await village.medicine(sukhmati, "Metformin", dispensed=120)
    for _ in range(35):
        await until(village, 1 if village.clock().hour > 10 else 0, 19)
    counts = {day.isocalendar()[:2] for day in await days_sent(village, reminder)}
    checkins = {day.isocalendar()[:2] for day in await days_sent(village, checkin)}
    assert checkins
    assert not counts & checkins
