"""After a count: pills elsewhere, lost or given, what was hard; once, and never a scolding."""

import pytest
from sqlalchemy import select

from db.enums import HardReason
from db.models import AdherenceSummary, Alert, Dispensing, PillCount, Treatment
from tests.village import Village, Villager

CURRENT_COUNTS = select(PillCount.remaining).where(PillCount.replaced_at.is_(None))
LOST = select(PillCount.lost).where(PillCount.replaced_at.is_(None))
HARD = select(PillCount.hard).where(PillCount.replaced_at.is_(None))


async def count_after(
    village: Village, count: str, *, dispensed: int = 60, days: int = 20
) -> Villager:
    """A member who takes two a day since the fill, then gives this count."""
    sukhmati = await village.member("Sukhmati")
    await village.medicine(sukhmati, "Metformin", dispensed=dispensed, dose=2)
    await village.later(days=days)
    await sukhmati.taps("💊 Count pills")
    await sukhmati.says(count)
    return sukhmati


async def test_a_count_as_prescribed_asks_nothing_more(village: Village) -> None:
    sukhmati = await count_after(village, "20")
    assert sukhmati.buttons == [sukhmati.word("✏️ Correct"), sukhmati.word("📅 My month")]


async def test_fewer_than_there_can_be_are_asked_about_without_praise(village: Village) -> None:
    sukhmati = await count_after(village, "10")
    assert sukhmati.word("🏠 More in another place") in sukhmati.buttons
    assert "%" not in "".join(m.text for m in sukhmati.inbox)


async def test_more_in_another_place_are_counted_together(village: Village) -> None:
    sukhmati = await count_after(village, "10")
    heard = await sukhmati.presses("🏠 More in another place")
    assert sukhmati.word("Count those in every place together.") in heard
    await sukhmati.says("20")
    assert await village.rows(CURRENT_COUNTS) == [20]


@pytest.mark.parametrize("said", ["10", "10 kho gayi", "10 गोली गिर गे", "10 gir gayi"])
async def test_pills_lost_are_not_pills_taken(village: Village, said: str) -> None:
    sukhmati = await count_after(village, "10")
    await sukhmati.presses("💧 Lost or given away")
    await sukhmati.says(said)
    assert await village.rows(select(Alert)) == []
    assert await village.rows(CURRENT_COUNTS) == [10]
    assert await village.rows(LOST) == [10]
    assert await village.rows(select(AdherenceSummary.fraction)) == [1.0]


async def test_who_fell_is_heard_though_lost_pills_are_asked_about(village: Village) -> None:
    sukhmati = await count_after(village, "10")
    await sukhmati.presses("💧 Lost or given away")
    await sukhmati.says("maa gir gayi hai")
    assert await village.rows(select(Alert.severity)) == ["emergency"]


async def test_new_medicine_that_came_is_recorded_once(village: Village) -> None:
    sukhmati = await count_after(village, "10")
    await sukhmati.presses("💊 New medicine came")
    await sukhmati.says("30 mili")
    assert await village.rows(select(Dispensing.quantity).order_by(Dispensing.id)) == [60, 30]
    assert await village.rows(CURRENT_COUNTS) == [10]
    assert await village.rows(select(AdherenceSummary.taken)) == [80]


async def test_all_counted_is_believed(village: Village) -> None:
    sukhmati = await count_after(village, "10")
    await sukhmati.presses("✅ All counted")
    assert await village.rows(CURRENT_COUNTS) == [10]


async def test_after_a_low_count_it_is_asked_what_was_hard(village: Village) -> None:
    sukhmati = await count_after(village, "44")
    assert "Sukhmati" in sukhmati.last
    await sukhmati.presses("🏡 Daily life")
    await sukhmati.presses("💭 I forgot")
    assert await village.rows(HARD) == [HardReason.FORGOT]
    assert sukhmati.last == sukhmati.word("🌿 Thank you for saying it. You are not alone in this.")


@pytest.mark.parametrize(
    ("opened", "said"),
    [
        ("💊 Getting the medicine", "💰 No money"),
        ("💊 Getting the medicine", "📭 It had run out"),
        ("🌡 How I felt", "🤢 It did not agree with me"),
    ],
)
async def test_what_the_clinic_can_help_with_leads_to_a_human(
    village: Village, opened: str, said: str
) -> None:
    sukhmati = await count_after(village, "44")
    await sukhmati.presses(opened)
    await sukhmati.presses(said)
    await sukhmati.presses("📞 Somebody please call me")
    assert await village.rows(select(Alert.severity)) == ["same_day"]


async def test_who_would_rather_not_say_is_left_alone(village: Village) -> None:
    sukhmati = await count_after(village, "44")
    await sukhmati.presses("⏭ I would rather not say")
    assert await village.rows(HARD) == [None]
    assert sukhmati.last == sukhmati.word("All right. 🌿")


async def test_it_is_not_asked_again_when_the_count_is_corrected(village: Village) -> None:
    sukhmati = await count_after(village, "44")
    asked = sukhmati.last
    await sukhmati.presses("✏️ Correct")
    heard = await sukhmati.says("42")
    assert asked not in heard


@pytest.mark.parametrize(("meant", "asked"), [("20", 0), ("44", 1)])
async def test_a_slip_taken_back_in_words_is_not_held_against_anybody(
    village: Village, meant: str, asked: int
) -> None:
    sukhmati = await village.member("Sukhmati")
    for name in ("Metformin", "Amlodipine"):
        await village.medicine(sukhmati, name, dispensed=60, dose=2)
    await village.later(days=20)
    await sukhmati.taps("💊 Count pills")
    await sukhmati.says("50")
    await sukhmati.says(f"नहीं {meant}")
    await sukhmati.presses("✅ Yes, right")
    heard = await sukhmati.says("20")
    assert heard.count(sukhmati.word("It happens to all of us.")) == asked


async def test_it_is_asked_once_for_a_whole_sitting(village: Village) -> None:
    sukhmati = await village.member("Sukhmati")
    for name in ("Metformin", "Amlodipine"):
        await village.medicine(sukhmati, name, dispensed=60, dose=2)
    await village.later(days=20)
    await sukhmati.taps("💊 Count pills")
    assert "Amlodipine" in await sukhmati.says("44")
    heard = await sukhmati.says("50")
    assert heard.count(sukhmati.word("It happens to all of us.")) == 1
    await sukhmati.presses("⏭ I would rather not say")
    assert sukhmati.last == sukhmati.word("All right. 🌿")


async def test_an_old_question_after_a_newer_count_is_refused_kindly(village: Village) -> None:
    sukhmati = await count_after(village, "10")
    asked = sukhmati.inbox[-1]
    await village.later(days=8)
    await sukhmati.taps("💊 Count pills")
    await sukhmati.says("4")
    heard = await sukhmati.does(
        lambda p: p.presses(sukhmati.word("💧 Lost or given away"), on=asked)
    )
    assert heard == sukhmati.word("That button is old. Please use the keys below.")


async def test_two_of_a_house_with_one_medicine_are_asked_once_how_it_is_kept(
    village: Village,
) -> None:
    sukhmati = await village.member("Sukhmati")
    await village.medicine(sukhmati, "Amlodipine")
    husband = await village.child_of(sukhmati, "Mangal")
    await village.medicine(husband, "Amlodipine")
    await sukhmati.taps("💊 Count pills")
    await sukhmati.says("60")
    await sukhmati.presses("🫙 No, together")
    assert await village.rows(select(Treatment.storage)) == ["together", "together"]
    assert set(await village.rows(select(AdherenceSummary.confidence))) <= {"low", None}
    await sukhmati.taps("💊 Count pills")
    await sukhmati.says("59")
    assert sukhmati.buttons == [sukhmati.word("✏️ Correct"), sukhmati.word("📅 My month")]


async def test_different_medicines_of_a_house_ask_nothing(village: Village) -> None:
    sukhmati = await village.member("Sukhmati")
    await village.medicine(sukhmati, "Amlodipine")
    son = await village.child_of(sukhmati, "Raju")
    await village.medicine(son, "Hydroxyurea")
    await sukhmati.taps("💊 Count pills")
    await sukhmati.says("60")
    assert await village.rows(select(Treatment.storage)) == [None, None]
