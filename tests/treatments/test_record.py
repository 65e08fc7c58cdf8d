"""A nurse records medicines with /dawa: any regimen, in a few taps or typed."""

from fractions import Fraction

import pytest
from sqlalchemy import select

from bot.domain.schedule import local_day
from bot.domain.treatments.prescription import Prescription
from db.enums import CountSource, Pattern, Programme
from db.models import Audit, Clinic, Dispensing, Medicine, Patient, Regimen, Treatment
from db.session import begin
from tests.forging import forges
from tests.village import Village, Villager

YES = "✅ Yes, right"
HALF = Fraction(1, 2)


@pytest.fixture
async def anita(village: Village) -> Villager:
    return await village.staff("Anita")


async def choose_medicine(anita: Villager, patient: str, medicine: str) -> str:
    await anita.says("/dawa")
    await anita.presses(patient)
    return await anita.says(medicine)


async def regimens(village: Village) -> list[Regimen]:
    return await village.rows(select(Regimen).order_by(Regimen.id))


async def test_a_known_medicine_takes_five_taps(village: Village, anita: Villager) -> None:
    await village.member("Sukhmati")
    asked = await choose_medicine(anita, "Sukhmati", "metformin 500")
    assert asked.startswith("How many pills of Metformin 500 mg a day?")
    await anita.presses("2")
    await anita.presses("सुगर के गोली")
    shown = await anita.presses("60")
    for words in ("Sukhmati", "Metformin 500 mg", "2 a day", "सुगर के गोली", "60 pills given"):
        assert words in shown
    assert "from Monday, 23 November on" in shown
    assert "Recorded" in await anita.presses(YES)
    (medicine,) = await village.rows(select(Medicine))
    assert (medicine.name, medicine.strip_size, medicine.countable) == (
        "Metformin 500 mg",
        10,
        True,
    )
    assert await village.rows(select(Treatment.spoken_name)) == ["सुगर के गोली"]
    assert await village.rows(select(Dispensing.quantity)) == [60]


@pytest.mark.parametrize(
    ("typed", "words", "pattern", "dose"),
    [
        ("1-0-1", "2 a day", Pattern.DAILY, 2),
        ("½-0-½", "1 a day", Pattern.DAILY, 1),
        ("1½", "1½ a day", Pattern.DAILY, Fraction(3, 2)),
        ("½ alternate", "½ every second day", Pattern.EVERY_DAYS, HALF),
        ("1 every 10 days", "1 every 10 days", Pattern.EVERY_DAYS, 1),
        ("sos", "only when needed", Pattern.AS_NEEDED, 1),
    ],
)
async def test_a_regimen_is_typed_as_on_a_prescription(
    village: Village, anita: Villager, typed: str, words: str, pattern: Pattern, dose: Fraction
) -> None:
    await village.member("Sukhmati")
    await choose_medicine(anita, "Sukhmati", "Amlodipine 5 mg")
    await anita.says(typed)
    await anita.says("बीपी वाली")
    assert words in await anita.presses("Nothing given")
    await anita.presses(YES)
    (regimen,) = await regimens(village)
    assert (regimen.pattern, regimen.dose) == (pattern, dose)
    assert await village.rows(select(Dispensing)) == []


async def test_warfarin_is_tapped_day_by_day(village: Village, anita: Villager) -> None:
    await village.member("Dulari", programme=Programme.RHEUMATIC_HEART)
    assert "tap a day" in await choose_medicine(anita, "Dulari", "warfarin 2")
    await anita.presses("Wednesday: 1")
    await anita.presses("Wednesday: 1½")
    assert "Wednesday: 2" in anita.buttons
    await anita.presses("✅ This is right")
    await anita.presses("As on the strip")
    shown = await anita.says("3 strips")
    assert "Monday–Tuesday 1, Wednesday 2, Thursday–Sunday 1" in shown
    await anita.presses(YES)
    (regimen,) = await regimens(village)
    assert regimen.week == "1 1 2 1 1 1 1"
    assert await village.rows(select(Dispensing.quantity)) == [30]


async def test_an_injection_every_three_weeks_is_no_count(
    village: Village, anita: Villager
) -> None:
    await village.member("Dulari", programme=Programme.RHEUMATIC_HEART)
    await choose_medicine(anita, "Dulari", "benzathine 12 lakh")
    asked = await anita.presses("Benzathine penicillin 12 lakh injection")
    assert "How often" in asked
    await anita.presses("💉 Every 21 days")
    await anita.presses("21 दिन वाला सूजी")
    shown = await anita.presses("💉 Yes, given")
    assert "1 every 21 days" in shown
    assert "💉 given" in shown
    await anita.presses(YES)
    assert await village.rows(select(Medicine.countable)) == [False]
    await village.later(days=21)
    await anita.says("/dawa")
    await anita.presses("Dulari")
    await anita.presses("💊 21 दिन वाला सूजी")
    await anita.presses("💉 Injection given")
    await anita.presses("💉 Yes, given")
    await anita.presses(YES)
    days = await village.rows(select(Dispensing.dispensed_on).order_by(Dispensing.id))
    assert (days[1] - days[0]).days == 21


async def test_insulin_is_never_counted(village: Village, anita: Villager) -> None:
    sukhmati = await village.member("Sukhmati")
    await choose_medicine(anita, "Sukhmati", "Insulin regular 40 IU/ml")
    await anita.presses("Every day")
    assert "every day, not counted" in await anita.presses("इंसुलिन")
    await anita.presses(YES)
    heard = await sukhmati.taps("💊 Count pills")
    assert heard == sukhmati.word(
        "I do not know your medicines yet. Please ask the nurse to tell me."
    )


async def test_a_medicine_of_the_clinics_own_is_added(village: Village, anita: Villager) -> None:
    await village.member("Sukhmati")
    assert "one strip of Vaidya churna" in await choose_medicine(anita, "Sukhmati", "Vaidya churna")
    await anita.presses("14")
    await anita.presses("1")
    await anita.presses("As on the strip")
    await anita.presses("30")
    await anita.presses(YES)
    await village.member("Phulo")
    asked = await choose_medicine(anita, "Phulo", "vaidya churna")
    assert "How many pills of Vaidya churna a day?" in asked


async def test_a_name_spelt_otherwise_is_asked_about(village: Village, anita: Villager) -> None:
    await village.member("Sukhmati")
    assert await choose_medicine(anita, "Sukhmati", "metfarmin") == "Is “metfarmin” one of these?"
    assert "Metformin 850 mg" in anita.buttons
    assert "one strip of metfarmin" in await anita.presses("➕ No, it is a new one")


async def test_a_picture_of_it_is_kept(village: Village, anita: Villager) -> None:
    await village.member("Sukhmati")
    await choose_medicine(anita, "Sukhmati", "metformin 500")
    await anita.presses("1")
    heard = await anita.does(lambda p: p.sends_photo(village.bot))
    assert "📷 The picture is kept." in heard
    await anita.says("सफेद गोली")
    assert "📷 with a picture" in await anita.presses("30")
    await anita.presses(YES)
    (photo,) = await village.rows(select(Medicine.photo))
    assert photo


async def test_a_dose_changes_from_the_day_of_the_visit(village: Village, anita: Villager) -> None:
    sukhmati = await village.member("Sukhmati")
    await village.medicine(sukhmati, "Metformin", dose=1)
    await village.later(days=10)
    await anita.says("/dawa")
    assert "1 a day" in await anita.presses("Sukhmati")
    await anita.presses("💊 Metformin")
    await anita.presses("✏️ Change the dose")
    await anita.says("2")
    await anita.presses("📅 Another day")
    shown = await anita.says("1/12")
    assert "from Tuesday, 1 December on" in shown
    await anita.presses(YES)
    old, new = await regimens(village)
    assert (old.dose, old.ends_on) == (1, new.starts_on)
    assert (new.dose, new.starts_on.isoformat()) == (2, "2026-12-01")


async def test_pills_handed_out_again_are_warned_of_twice(
    village: Village, anita: Villager
) -> None:
    sukhmati = await village.member("Sukhmati")
    await village.medicine(sukhmati, "Metformin", dispensed=60)
    await village.later(days=2)
    await anita.says("/dawa")
    await anita.presses("Sukhmati")
    await anita.presses("💊 Metformin")
    await anita.presses("📦 Pills handed out")
    assert "As many are noted for Monday, 23 November" in await anita.presses("60")
    await anita.presses("❌ No, drop it")
    assert await village.rows(select(Dispensing.quantity)) == [60]
    await anita.says("/dawa")
    await anita.presses("Sukhmati")
    await anita.presses("💊 Metformin")
    await anita.presses("📦 Pills handed out")
    assert "already" not in await anita.says("30")
    await anita.presses(YES)
    given = await village.rows(select(Dispensing).order_by(Dispensing.id))
    assert [(d.quantity, d.source) for d in given] == [(60, "clinic"), (30, CountSource.CLINIC)]


async def test_a_medicine_stopped_by_the_doctor_is_asked_for_no_more(
    village: Village, anita: Villager
) -> None:
    sukhmati = await village.member("Sukhmati")
    await village.medicine(sukhmati, "Metformin")
    await anita.says("/dawa")
    await anita.presses("Sukhmati")
    await anita.presses("💊 Metformin")
    await anita.presses("✋ Stop this medicine")
    assert "Stopped" in await anita.presses("✋ Yes, the doctor stopped it")
    assert await village.rows(select(Treatment.stopped_on)) == [local_day(village.clock())]
    assert "💊" not in await sukhmati.taps("💊 Count pills")


@pytest.mark.parametrize(
    ("step", "wrong", "heard"),
    [
        ("patient", "Nobody", "Nobody of that name or number. Write another, like GAN200000."),
        ("medicine", "x", "Write the medicine's name, like Metformin 500."),
        ("strip", "many", "Write how many pills a strip holds, like 10."),
        ("dose", "lots", "Write how many pills a day, like 2, ½ or 1-0-1."),
        ("spoken", "12", "Write a short name for it, like sugar pill."),
        ("given", "-5", "Write how many pills were given, like 60."),
        ("confirm", "hm", "Please tap Yes or No above."),
    ],
)
async def test_wrong_input_gets_one_sentence_and_the_question_stands(
    village: Village, anita: Villager, step: str, wrong: str, heard: str
) -> None:
    await village.member("Sukhmati")
    right = {
        "patient": "Sukhmati",
        "medicine": "Vaidya churna",
        "strip": "10",
        "dose": "2",
        "spoken": "churna",
        "given": "60",
        "confirm": YES,
    }
    await anita.says("/dawa")
    for name, answer in right.items():
        if name == step:
            assert await anita.says(wrong) == heard
        await (anita.presses if name in ("patient", "confirm") else anita.says)(answer)
    assert await village.rows(select(Dispensing.quantity)) == [60]


async def test_another_clinics_patient_never_appears(village: Village, anita: Villager) -> None:
    await village.member("Sukhmati")
    async with begin(village.sessions) as session:
        other = Clinic(name="Other", phone="1", created_at=village.clock())
        session.add(other)
        await session.flush()
        far = Patient(clinic_id=other.id, name="Sukhmati Far", created_at=village.clock())
        session.add(far)
        await session.flush()
        far_id = far.id
    await anita.says("/dawa")
    assert anita.buttons == ["Sukhmati"]
    (button,) = anita.inbox[-1].buttons
    verb, _id, tag = button.data.split(":")
    heard = await anita.does(lambda p: forges(p, f"{verb}:{far_id}:{tag}"))
    assert heard == "That question is over. Please begin again."
    await anita.says("Far")
    assert anita.last == "Nobody of that name or number. Write another, like GAN200000."


async def test_a_button_of_an_older_round_changes_nothing(
    village: Village, anita: Villager
) -> None:
    await village.member("Sukhmati")
    await choose_medicine(anita, "Sukhmati", "metformin 500")
    old = anita.inbox[-1]
    await choose_medicine(anita, "Sukhmati", "amlodipine 5")
    heard = await anita.does(lambda p: p.presses("3", on=old))
    assert heard == "That question is over. Please begin again."


@pytest.mark.parametrize("typed", [False, True])
async def test_nothing_is_entered_for_a_patient_who_left_meanwhile(
    village: Village, anita: Villager, typed: bool
) -> None:
    sukhmati = await village.member("Sukhmati")
    await choose_medicine(anita, "Sukhmati", "metformin 500")
    async with begin(village.sessions) as session:
        patient = await session.get_one(Patient, sukhmati.patient_id)
        patient.left_on = local_day(village.clock())
    heard = await (anita.says("2") if typed else anita.presses("2"))
    assert heard == "That question is over. Please begin again."
    refused = select(Audit.subject_kind, Audit.subject_id).where(Audit.action == "refused")
    async with begin(village.sessions) as session:
        assert (await session.execute(refused)).all() == [("patient", sukhmati.patient_id)]


async def test_pills_of_a_treatment_stopped_meanwhile_are_not_said_to_be_recorded(
    village: Village, anita: Villager
) -> None:
    sukhmati = await village.member("Sukhmati")
    await village.medicine(sukhmati, "Metformin", dispensed=60)
    await anita.says("/dawa")
    await anita.presses("Sukhmati")
    await anita.presses("💊 Metformin")
    await anita.presses("📦 Pills handed out")
    await anita.says("30")
    async with begin(village.sessions) as session:
        (treatment,) = await session.scalars(select(Treatment))
        treatment.stopped_on = local_day(village.clock())
    assert await anita.presses(YES) == "That question is over. Please begin again."
    assert await village.rows(select(Dispensing.quantity)) == [60]


async def test_a_yes_pressed_twice_records_once(village: Village, anita: Villager) -> None:
    await village.member("Sukhmati")
    await choose_medicine(anita, "Sukhmati", "metformin 500")
    await anita.presses("1")
    await anita.presses("As on the strip")
    await anita.presses("60")
    card = anita.inbox[-1]
    await anita.does(lambda p: [p.presses(YES, on=card), p.presses(YES, on=card)])
    assert await village.rows(select(Dispensing.quantity)) == [60]


async def test_a_member_is_told_nothing_by_the_staff_command(village: Village) -> None:
    sukhmati = await village.member("Sukhmati")
    for command in ("/dawa", "/stock"):
        assert await sukhmati.says(command) == sukhmati.word("What would you like to do?")


async def test_a_dose_noted_again_earlier_begins_earlier(village: Village, anita: Villager) -> None:
    sukhmati = await village.member("Sukhmati")
    await village.later(days=5)
    await village.medicine(sukhmati, "Metformin", prescribed=Prescription(Fraction(1)))
    await anita.says("/dawa")
    await anita.presses("Sukhmati")
    await anita.presses("💊 Metformin")
    await anita.presses("✏️ Change the dose")
    await anita.presses("1")
    await anita.presses("📅 Another day")
    await anita.says("25/11/2026")
    await anita.presses(YES)
    (regimen,) = await regimens(village)
    assert regimen.starts_on.isoformat() == "2026-11-25"
