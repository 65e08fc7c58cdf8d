"""Counting pills: asked, answered in any way, understood or asked again, corrected, private."""

from datetime import timedelta
from fractions import Fraction

import pytest
from sqlalchemy import select, update

from bot.i18n.words import day_words
from bot.simulator.people.person import Person
from db.enums import Programme
from db.models import Alert, Dispensing, Medicine, PillCount
from db.session import begin
from tests.village import Village, Villager

CURRENT_COUNTS = select(PillCount.remaining).where(PillCount.replaced_at.is_(None))


async def test_a_month_from_dispensing_to_days_left(village: Village) -> None:
    sukhmati = await _with_metformin(village, dispensed=60, dose=2)
    await village.later(days=20)
    await sukhmati.taps("💊 Count pills")
    heard = await sukhmati.says("26")
    assert "<b>" not in heard
    assert "26" in heard
    assert "13" in heard
    assert day_words("2026-12-26", sukhmati.word) in heard
    assert await village.rows(CURRENT_COUNTS) == [26]


@pytest.mark.parametrize(
    ("typed", "pills"),
    [
        ("24", 24),
        ("२४", 24),
        ("24 goli bachi hai", 24),
        ("चौबीस", 24),
        ("24 ठन बांचे हे", 24),
        ("2 पत्ता 3 गोली", 23),
        ("खतम", 0),
        ("सिरागे", 0),
    ],
)
async def test_any_way_of_writing_it_is_read(village: Village, typed: str, pills: int) -> None:
    sukhmati = await _asked_for_count(village)
    await sukhmati.says(typed)
    assert await village.rows(CURRENT_COUNTS) == [pills]


@pytest.mark.parametrize("typed", ["12+10", "12 aur 10", "dhai patta"])
async def test_what_is_uncertain_is_read_back_before_it_is_stored(
    village: Village, typed: str
) -> None:
    sukhmati = await _asked_for_count(village)
    await sukhmati.says(typed)
    assert await village.rows(CURRENT_COUNTS) == []
    await sukhmati.presses("✅ Yes, right")
    assert len(await village.rows(CURRENT_COUNTS)) == 1


@pytest.mark.parametrize(
    "typed",
    ["140/90", "9876543210", "12/6", "subah 1 sham 1", "करीब बीस", "दू-तीन", "10 din ki", "कल बताहूं"],
)
async def test_what_is_no_count_is_asked_again_and_nothing_is_stored(
    village: Village, typed: str
) -> None:
    sukhmati = await _asked_for_count(village)
    heard = await sukhmati.says(typed)
    assert "12" in heard
    assert await village.rows(select(PillCount)) == []
    await sukhmati.says("24")
    assert await village.rows(CURRENT_COUNTS) == [24]


async def test_the_number_pad_takes_four_taps(village: Village) -> None:
    sukhmati = await _with_metformin(village)
    await sukhmati.taps("💊 Count pills")
    await sukhmati.presses("2")
    assert "24" in await sukhmati.presses("4")
    await sukhmati.presses("✅")
    assert await village.rows(CURRENT_COUNTS) == [24]


async def test_finished_is_one_tap(village: Village) -> None:
    sukhmati = await _asked_for_count(village)
    heard = await sukhmati.presses("Finished, none left")
    assert sukhmati.word("📅 Not enough for today. The clinic will help: tap 🆘.") in heard
    assert await village.rows(CURRENT_COUNTS) == [0]


async def test_strips_of_unknown_size_are_asked_about(village: Village) -> None:
    sukhmati = await village.member("Sukhmati")
    await village.medicine(sukhmati, "Metformin", strip=None)
    await sukhmati.taps("💊 Count pills")
    await sukhmati.says("2 पत्ता 3 गोली")
    await sukhmati.presses("14")
    await sukhmati.presses("✅ Yes, right")
    assert await village.rows(CURRENT_COUNTS) == [31]


async def test_two_medicines_are_asked_about_one_after_the_other(village: Village) -> None:
    sukhmati = await _with_metformin(village)
    await village.medicine(sukhmati, "Amlodipine")
    assert "Metformin" in await sukhmati.taps("💊 Count pills")
    assert "Amlodipine" in await sukhmati.says("24")
    await sukhmati.says("30")
    assert await village.rows(CURRENT_COUNTS) == [24, 30]


async def test_a_wrong_count_is_corrected_and_the_old_one_kept(village: Village) -> None:
    sukhmati = await _asked_for_count(village)
    await sukhmati.says("24")
    await sukhmati.presses("✏️ Correct")
    await sukhmati.says("42")
    assert await village.rows(CURRENT_COUNTS) == [42]
    assert await village.rows(select(PillCount.remaining).order_by(PillCount.id)) == [24, 42]


async def test_after_a_week_a_count_is_no_longer_corrected(village: Village) -> None:
    sukhmati = await _asked_for_count(village)
    await sukhmati.says("24")
    await village.later(days=8)
    heard = await sukhmati.presses("✏️ Correct")
    assert heard == sukhmati.word("That count is over a week old. Please count anew with 💊.")


async def test_a_correction_days_later_keeps_the_day_it_was_counted(village: Village) -> None:
    sukhmati = await _asked_for_count(village)
    await sukhmati.says("24")
    counted_on = await village.rows(select(PillCount.counted_on))
    await village.later(days=2)
    await sukhmati.presses("✏️ Correct")
    await sukhmati.says("42")
    current_days = select(PillCount.counted_on).where(PillCount.replaced_at.is_(None))
    assert await village.rows(current_days) == counted_on


async def test_more_pills_than_there_can_be_means_new_medicine(village: Village) -> None:
    sukhmati = await _asked_for_count(village, dispensed=30)
    await sukhmati.says("80")
    assert await village.rows(CURRENT_COUNTS) == []
    await sukhmati.presses("💊 Yes, new medicine came")
    await sukhmati.says("60")
    assert await village.rows(CURRENT_COUNTS) == [80]
    assert await village.rows(select(Dispensing.source).order_by(Dispensing.id)) == [
        "clinic",
        "self",
    ]


@pytest.mark.parametrize("typed", ["-5", "900", "24.7", "140/90"])
async def test_what_cannot_be_is_asked_again_once_with_the_last_count(
    village: Village, typed: str
) -> None:
    sukhmati = await _asked_for_count(village)
    await sukhmati.says("24")
    await sukhmati.taps("💊 Count pills")
    assert "24" in await sukhmati.says(typed)
    heard = await sukhmati.says(typed)
    assert sukhmati.word("No matter. Counting can be hard.") in heard
    assert await village.rows(CURRENT_COUNTS) == [24]
    await sukhmati.says("23")
    assert await village.rows(CURRENT_COUNTS) == [23]


async def test_ten_times_too_many_said_twice_is_kept_but_doubtful(village: Village) -> None:
    sukhmati = await _asked_for_count(village)
    await sukhmati.says("24")
    await village.later(days=3)
    await sukhmati.taps("💊 Count pills")
    heard = await sukhmati.says("240")
    assert sukhmati.word("Last time there were {last}.").format(last=24) in heard
    await sukhmati.says("240")
    assert await village.rows(select(PillCount.doubtful).order_by(PillCount.id)) == [False, True]


@pytest.mark.parametrize("typed", ["नहीं 42", "galat, 42", "nahi 42 hai"])
async def test_a_count_is_taken_back_in_words(village: Village, typed: str) -> None:
    sukhmati = await _asked_for_count(village)
    await sukhmati.says("24")
    assert "42" in await sukhmati.says(typed)
    await sukhmati.presses("✅ Yes, right")
    assert await village.rows(CURRENT_COUNTS) == [42]
    assert await village.rows(select(PillCount.remaining).order_by(PillCount.id)) == [24, 42]


async def test_words_that_take_back_mean_the_number_that_is_read_back(village: Village) -> None:
    sukhmati = await _with_metformin(village)
    await village.medicine(sukhmati, "Amlodipine", dispensed=10)
    await sukhmati.taps("💊 Count pills")
    await sukhmati.says("24")
    await sukhmati.says("17")
    await sukhmati.says("नहीं 7")
    assert await village.rows(CURRENT_COUNTS) == [24, 7]


async def test_words_that_take_back_mean_the_medicine_before(village: Village) -> None:
    sukhmati = await _with_metformin(village)
    await village.medicine(sukhmati, "Amlodipine")
    await sukhmati.taps("💊 Count pills")
    await sukhmati.says("24")
    assert "Metformin" in await sukhmati.says("नहीं 42")
    assert "Amlodipine" in await sukhmati.presses("✅ Yes, right")
    await sukhmati.says("30")
    assert await village.rows(CURRENT_COUNTS.order_by(PillCount.treatment_id)) == [42, 30]


async def test_a_number_sent_twice_by_a_weak_network_counts_one_medicine(village: Village) -> None:
    sukhmati = await _with_metformin(village)
    await village.medicine(sukhmati, "Amlodipine")
    await sukhmati.taps("💊 Count pills")

    def twice(person: Person) -> None:
        person.says(village.bot, "24")
        person.says(village.bot, "24")
        village.clock.advance(timedelta(minutes=5))

    heard = await sukhmati.does(twice)
    assert "Amlodipine" in heard
    assert await village.rows(CURRENT_COUNTS) == [24]


async def test_numbers_sent_ahead_count_one_medicine_each(village: Village) -> None:
    sukhmati = await _with_metformin(village)
    await village.medicine(sukhmati, "Amlodipine")
    await sukhmati.taps("💊 Count pills")

    def ahead(person: Person) -> None:
        person.says(village.bot, "24")
        person.says(village.bot, "30")
        village.clock.advance(timedelta(minutes=5))

    await sukhmati.does(ahead)
    assert await village.rows(CURRENT_COUNTS) == [24, 30]


async def test_later_is_a_good_answer(village: Village) -> None:
    sukhmati = await _asked_for_count(village)
    heard = await sukhmati.says("बाद में")
    assert heard == sukhmati.word("All right, I will ask tomorrow.")
    await village.later(days=1, hours=10)
    assert "Sukhmati" in sukhmati.last


async def test_the_picture_of_the_medicine_stands_with_the_question_and_its_pad(
    village: Village,
) -> None:
    sukhmati = await _with_metformin(village)
    await _give_picture(village, "photo-of-metformin")
    await sukhmati.taps("💊 Count pills")
    asked = sukhmati.inbox[-1]
    assert asked.kind == "photo"
    await sukhmati.presses("2")
    await sukhmati.presses("4")
    assert "24" in asked.text
    await sukhmati.presses("✅")
    assert asked.buttons[0].text == sukhmati.word("✏️ Correct")
    assert await village.rows(CURRENT_COUNTS) == [24]


async def test_the_pad_of_a_question_asked_again_in_words_is_no_picture(village: Village) -> None:
    sukhmati = await _with_metformin(village)
    await _give_picture(village, "photo-of-metformin")
    await sukhmati.taps("💊 Count pills")
    await sukhmati.says("?")
    assert sukhmati.inbox[-1].kind == "text"
    await sukhmati.presses("2")
    assert "2" in sukhmati.last
    await sukhmati.presses("✅")
    assert await village.rows(CURRENT_COUNTS) == [2]


async def test_a_doubtful_count_is_kept_but_marked(village: Village) -> None:
    sukhmati = await _asked_for_count(village, dispensed=30)
    await sukhmati.says("80")
    await sukhmati.presses("✅ The number is right")
    assert await village.rows(select(PillCount.doubtful)) == [True]


async def test_half_a_tablet_a_day_lasts_twice_as_long(village: Village) -> None:
    sukhmati = await village.member("Sukhmati")
    await village.medicine(sukhmati, "Amlodipine", dose=Fraction(1, 2), dispensed=15)
    await sukhmati.taps("💊 Count pills")
    assert "30" in await sukhmati.says("15")


async def test_the_reminder_comes_at_the_persons_hour_and_opens_the_question(
    village: Village,
) -> None:
    sukhmati = await _with_metformin(village)
    await village.later(hours=8, minutes=55)
    assert sukhmati.inbox == []
    await village.later(minutes=10)
    assert "Sukhmati" in sukhmati.last
    assert "Metformin" in await sukhmati.presses("💊 Count now")
    await sukhmati.says("24")
    await village.later(hours=1)
    assert await village.rows(CURRENT_COUNTS) == [24]


async def test_put_off_until_tomorrow(village: Village) -> None:
    sukhmati = await _with_metformin(village)
    await village.later(hours=9, minutes=5)
    await sukhmati.presses("⏰ Tomorrow")
    asked = len(sukhmati.inbox)
    await village.later(hours=20)
    assert len(sukhmati.inbox) == asked
    await village.later(hours=4)
    assert len(sukhmati.inbox) == asked + 1


async def test_a_count_written_into_the_group_is_thanked_for_and_never_repeated(
    village: Village,
) -> None:
    group = await village.group("संगवारी")
    sukhmati = await village.member("Sukhmati", group=group)
    await village.medicine(sukhmati, "Metformin")
    await sukhmati.says("मोर 24 गोली बांचे हे", group.chat)
    answer = group.texts()[-1]
    assert "🙏" in answer
    assert "24" not in answer
    assert "Sukhmati" not in answer
    await sukhmati.presses("✅ Yes, right")
    assert await village.rows(CURRENT_COUNTS) == [24]


async def test_two_patients_on_one_phone_are_never_mixed_up(village: Village) -> None:
    sukhmati = await _with_metformin(village)
    son = await village.child_of(sukhmati, "Raju")
    await village.medicine(son, "Hydroxyurea")
    assert "Raju" in await sukhmati.taps("💊 Count pills")
    await sukhmati.says("/kaun")
    await sukhmati.presses("🙂 Sukhmati")
    assert "Sukhmati" in await sukhmati.taps("💊 Count pills")


async def test_an_unasked_number_is_never_given_to_the_wrong_person(village: Village) -> None:
    sukhmati = await _with_metformin(village)
    son = await village.child_of(sukhmati, "Raju")
    await village.medicine(son, "Hydroxyurea")
    await sukhmati.says("24 goli")
    assert await village.rows(CURRENT_COUNTS) == []
    await sukhmati.presses("💊 Raju: Hydroxyurea")
    sources = select(PillCount.source).where(PillCount.replaced_at.is_(None))
    assert await village.rows(sources) == ["caregiver"]


async def test_missed_doses_are_told_to_the_clinic(village: Village) -> None:
    phulo = await village.member("Phulo", programme=Programme.EPILEPSY)
    await village.medicine(phulo, "Phenytoin", dispensed=60, dose=2)
    await village.later(days=20)
    await phulo.taps("💊 Count pills")
    await phulo.says("30")
    assert await village.rows(select(Alert.severity)) == ["same_day"]


async def test_an_old_pad_does_nothing(village: Village) -> None:
    sukhmati = await _asked_for_count(village)
    pad = sukhmati.inbox[-1]
    await sukhmati.says("24")
    heard = await sukhmati.does(lambda p: p.presses("7", on=pad))
    assert heard == sukhmati.word("That button is old. Please use the keys below.")
    assert await village.rows(CURRENT_COUNTS) == [24]


async def test_without_medicines_the_clinic_is_named(village: Village) -> None:
    sukhmati = await village.member("Sukhmati")
    heard = await sukhmati.taps("💊 Count pills")
    assert heard == sukhmati.word(
        "I do not know your medicines yet. Please ask the nurse to tell me."
    )


async def test_staff_record_a_medicine_in_telegram(village: Village) -> None:
    anita = await village.staff("Anita")
    sukhmati = await village.member("Sukhmati")
    await anita.says("/dawa")
    await anita.presses("Sukhmati")
    await anita.says("Metformin 500")
    await anita.presses("2")
    await anita.presses("As on the strip")
    await anita.says("60")
    await anita.presses("✅ Yes, right")
    await sukhmati.taps("💊 Count pills")
    assert "30" in await sukhmati.says("60")


async def _with_metformin(village: Village, *, dispensed: int = 60, dose: int = 1) -> Villager:
    sukhmati = await village.member("Sukhmati")
    await village.medicine(sukhmati, "Metformin", dispensed=dispensed, dose=dose)
    return sukhmati


async def _give_picture(village: Village, name: str) -> None:
    picture = village.telegram.world.files.put("photo", b"", "image/png", name)
    async with begin(village.sessions) as session:
        await session.execute(update(Medicine).values(photo=picture.file_id(village.bot.id)))


async def _asked_for_count(village: Village, *, dispensed: int = 60) -> Villager:
    sukhmati = await _with_metformin(village, dispensed=dispensed)
    await sukhmati.taps("💊 Count pills")
    return sukhmati
