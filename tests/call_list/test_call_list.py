"""Staff see which patients to call and why, and one patient in words; nobody else does."""

from datetime import timedelta
from fractions import Fraction

import pytest
from sqlalchemy import select, update

from bot.domain.treatments.prescription import Prescription
from bot.services.call_list import people_to_call
from bot.services.onboarding.members import create_patient
from bot.services.privacy.consent import withdraw_consent
from bot.services.treatments import start_treatment
from db.enums import GroupKind, Pattern, PauseReason, Programme
from db.models import Audit, Clinic, Patient, Pause, PhoneCall, PillCount, Staff
from db.session import begin
from tests.village import Village, Villager


async def set_patient_columns(village: Village, who: Villager, /, **columns: object) -> None:
    async with begin(village.sessions) as session:
        await session.execute(update(Patient).where(Patient.id == who.patient_id).values(**columns))


async def names_on_list(village: Village) -> list[str]:
    async with village.sessions() as session:
        found = await people_to_call(session, village.clinic_id, now=village.clock())
        return [entry.patient.name for entry in found]


async def bisahu_whose_fit_drug_ends(village: Village) -> Villager:
    bisahu = await village.member("Bisahu", programme=Programme.EPILEPSY)
    await set_patient_columns(
        village, bisahu, phone="07752-000001", clinic_number="GAN200001", village="Kota"
    )
    await village.medicine(bisahu, "Phenobarbitone", dispensed=30)
    return bisahu


async def test_the_gravest_stands_first_with_the_reason_in_words(village: Village) -> None:
    anita = await village.staff("Anita")
    sukhmati = await village.member("Sukhmati")
    await village.medicine(sukhmati, "Metformin", dispensed=29)
    await bisahu_whose_fit_drug_ends(village)
    assert "nobody to call" in await anita.says("/phone")
    await village.later(days=28)
    said = await anita.says("/phone")
    assert "1. Bisahu, GAN200001, Kota, epilepsy" in said
    assert "+917752000001" in said
    assert "Phenobarbitone ends in 2 days" in said
    assert said.index("Phenobarbitone") < said.index("2. Sukhmati, sugar")
    assert "Metformin ends in one day" in said
    assert "%" not in said


async def test_who_is_new_and_has_no_medicine_entered_is_on_the_list(village: Village) -> None:
    anita = await village.staff("Anita")
    rambai = await village.member("Rambai")
    assert "new here: no medicine entered" in await anita.says("/phone")
    await village.medicine(rambai, "Metformin", dispensed=60)
    assert "nobody to call" in await anita.says("/phone")


async def test_who_lives_without_medicine_is_not_asked_about_for_ever(village: Village) -> None:
    anita = await village.staff("Anita")
    await village.member("Rambai")
    await village.later(days=31)
    assert "no medicine entered" not in await anita.says("/phone")


async def test_who_was_reached_is_off_the_list_for_a_week(village: Village) -> None:
    anita = await village.staff("Anita")
    sukhmati = await village.member("Sukhmati")
    await village.medicine(sukhmati, "Metformin", dispensed=20)
    await village.later(days=21)
    await anita.says("/call")
    assert "Sukhmati: reached" in await anita.presses("1. ✅")
    assert await names_on_list(village) == []
    await village.later(days=6)
    assert await names_on_list(village) == []
    await village.later(days=1)
    assert await names_on_list(village) == ["Sukhmati"]


async def test_who_was_not_reached_comes_again_the_next_day_with_the_tries(
    village: Village,
) -> None:
    anita = await village.staff("Anita")
    sukhmati = await village.member("Sukhmati")
    await village.medicine(sukhmati, "Metformin", dispensed=20)
    await village.later(days=21)
    for _ in range(2):
        await anita.says("/phone")
        await anita.presses("📵")
        assert await names_on_list(village) == []
        await village.later(days=1)
    assert "📵 × 2" in await anita.says("/phone")


async def test_a_slip_of_the_finger_is_taken_back(village: Village) -> None:
    anita = await village.staff("Anita")
    sukhmati = await village.member("Sukhmati")
    await village.medicine(sukhmati, "Metformin", dispensed=20)
    await village.later(days=21)
    await anita.says("/phone")
    await anita.presses("⏰")
    assert "1. Sukhmati" in await anita.presses("↩️ Take it back")
    assert await village.rows(select(PhoneCall)) == []


async def test_a_press_that_comes_twice_is_one_call(village: Village) -> None:
    anita = await village.staff("Anita")
    sukhmati = await village.member("Sukhmati")
    await village.medicine(sukhmati, "Metformin", dispensed=20)
    await village.later(days=21)
    await anita.says("/phone")
    anita.person.presses("📵")
    anita.person.presses("1. ✅")
    await village.settle()
    (call,) = await village.rows(select(PhoneCall))
    assert (call.result, call.staff_id) == ("reached", anita.staff_id)


async def test_the_list_of_yesterday_records_nothing(village: Village) -> None:
    anita = await village.staff("Anita")
    sukhmati = await village.member("Sukhmati")
    await village.medicine(sukhmati, "Metformin", dispensed=20)
    await village.later(days=21)
    await anita.says("/phone")
    await village.later(days=1)
    assert "another day" in await anita.presses("1. ✅")
    assert await village.rows(select(PhoneCall)) == []


async def test_a_grave_turn_brings_somebody_back_though_they_were_called(village: Village) -> None:
    anita = await village.staff("Anita")
    await bisahu_whose_fit_drug_ends(village)
    await village.later(days=26)
    await anita.says("/phone")
    await anita.presses("1. ✅")
    await village.later(days=1)
    assert await names_on_list(village) == []
    await village.later(days=1)
    assert await names_on_list(village) == ["Bisahu"]


async def test_who_answers_nothing_for_three_weeks_is_called(village: Village) -> None:
    anita = await village.staff("Anita")
    sukhmati = await village.member("Sukhmati")
    await village.medicine(sukhmati, "Metformin", dispensed=300)
    await village.later(hours=9, minutes=5)
    assert sukhmati.word("💊 Count now") in sukhmati.buttons
    await village.later(days=20)
    assert await names_on_list(village) == []
    await village.later(days=1)
    assert "silent for 3 weeks" in await anita.says("/phone")
    await sukhmati.taps("💊 Count pills")
    await sukhmati.says("278")
    assert await names_on_list(village) == []


async def test_the_silence_of_one_patient_is_as_long_as_on_the_list(village: Village) -> None:
    anita = await village.staff("Anita")
    sukhmati = await village.member("Sukhmati")
    await village.medicine(sukhmati, "Metformin", dispensed=300)
    await village.later(hours=9, minutes=5)
    await village.later(days=30)
    assert "silent for 4 weeks" in await anita.says("/phone")
    assert "silent for 4 weeks" in await anita.says("/mariz Sukhmati")


async def test_who_asked_for_a_rest_is_not_silent(village: Village) -> None:
    sukhmati = await village.member("Sukhmati")
    await village.medicine(sukhmati, "Metformin", dispensed=300)
    await village.later(hours=9, minutes=5)
    await village.later(days=29)
    assert await names_on_list(village) == ["Sukhmati"]
    async with begin(village.sessions) as session:
        today = village.clock().date()
        session.add(
            Pause(
                patient_id=sukhmati.patient_id,
                reason=PauseReason.MOURNING,
                from_on=today,
                until_on=today + timedelta(days=9),
                recorded_at=village.clock(),
            )
        )
    assert await names_on_list(village) == []


async def test_who_took_consent_back_is_on_no_list(village: Village) -> None:
    sukhmati = await village.member("Sukhmati")
    await village.medicine(sukhmati, "Metformin", dispensed=1)
    await village.later(days=1)
    assert await names_on_list(village) == ["Sukhmati"]
    async with begin(village.sessions) as session:
        await withdraw_consent(
            session, sukhmati.account_id, sukhmati.patient_id, now=village.clock()
        )
    assert await names_on_list(village) == []


async def test_two_counts_below_half_are_a_reason_and_one_is_none(village: Village) -> None:
    anita = await village.staff("Anita")
    sukhmati = await village.member("Sukhmati")
    await village.medicine(sukhmati, "Metformin", dispensed=300, dose=2)
    for days, left in ((28, "280"), (28, "260")):
        assert await names_on_list(village) == []
        await village.later(days=days)
        await sukhmati.taps("💊 Count pills")
        await sukhmati.says(left)
    assert "Metformin: two counts below half" in await anita.says("/phone")


async def test_a_late_injection_is_a_reason(village: Village) -> None:
    anita = await village.staff("Anita")
    dulari = await village.member("Dulari", programme=Programme.RHEUMATIC_HEART)
    every = Prescription(Fraction(1), Pattern.EVERY_DAYS, every=21)
    await village.medicine(
        dulari, "Penicillin", prescribed=every, countable=False, dispensed=1, strip=None
    )
    await village.later(days=27)
    assert "Penicillin is 6 days late" in await anita.says("/phone")


async def test_ten_stand_on_a_page(village: Village) -> None:
    anita = await village.staff("Anita")
    async with begin(village.sessions) as session:
        for n in range(12):
            patient = await create_patient(
                session, village.clinic_id, f"Person {n}", programme=None, now=village.clock()
            )
            await start_treatment(
                session,
                clinic_id=village.clinic_id,
                patient_id=patient.id,
                medicine="Metformin",
                strip_size=10,
                prescribed=Prescription(),
                dispensed=Fraction(1),
                now=village.clock(),
            )
    said = await anita.says("/phone")
    assert "To call: 12" in said
    assert "10. Person" in said
    assert "11. Person" not in said
    more = await anita.presses("➡️ More")
    assert "11. Person" in more
    assert "10. Person" not in more
    assert "1. Person" in await anita.presses("⬅️ Before")


@pytest.mark.parametrize("command", ["/phone", "/mariz Sukhmati"])
async def test_members_and_people_of_other_clinics_see_nobody(
    village: Village, command: str
) -> None:
    sukhmati = await village.member("Sukhmati", language="en")
    await village.medicine(sukhmati, "Metformin", dispensed=1)
    await village.later(days=1)
    stranger = await village.staff("Meena")
    async with begin(village.sessions) as session:
        other = Clinic(name="Elsewhere", phone="07753000000", created_at=village.clock())
        session.add(other)
        await session.flush()
        await session.execute(
            update(Staff).where(Staff.id == stranger.staff_id).values(clinic_id=other.id)
        )
    assert "Metformin" not in await sukhmati.says(command)
    assert "Metformin" not in await stranger.says(command)


async def test_a_button_of_another_clinics_patient_opens_nothing(village: Village) -> None:
    anita = await village.staff("Anita")
    sukhmati = await village.member("Sukhmati")
    await village.medicine(sukhmati, "Metformin", dispensed=1)
    await village.later(days=1)
    await anita.says("/phone")
    async with begin(village.sessions) as session:
        other = Clinic(name="Elsewhere", phone="07753000000", created_at=village.clock())
        session.add(other)
        await session.flush()
        await session.execute(
            update(Patient).where(Patient.id == sukhmati.patient_id).values(clinic_id=other.id)
        )
    assert "button is old" in await anita.presses("1. ✅")
    assert await village.rows(select(PhoneCall)) == []


@pytest.mark.parametrize("kind", GroupKind)
async def test_in_a_group_nothing_of_it_is_said(village: Village, kind: GroupKind) -> None:
    anita = await village.staff("Anita")
    group = await village.group("संगवारी", kind=kind)
    group.chat.add(anita.person)
    await bisahu_whose_fit_drug_ends(village)
    await village.later(days=30)
    before = len(group.texts())
    for command in ("/phone", "/mariz Bisahu"):
        assert "Bisahu" not in await anita.says(command, where=group.chat)
    said = "\n".join(group.texts()[before:])
    assert "Phenobarbitone" not in said
    assert "+91" not in said


async def test_a_patient_is_seen_in_words_with_how_sure_they_are(village: Village) -> None:
    anita = await village.staff("Anita")
    sukhmati = await village.member("Sukhmati")
    await set_patient_columns(village, sukhmati, phone="07752-000002", clinic_number="GAN200002")
    await village.medicine(sukhmati, "Metformin", dispensed=100, dose=2)
    for left in ("60", "34"):
        await village.later(days=20)
        await sukhmati.taps("💊 Count pills")
        await sukhmati.says(left)
    async with begin(village.sessions) as session:
        await session.execute(
            update(PillCount).where(PillCount.remaining == 34).values(hard="side_effect")
        )
    said = await anita.says("/mariz gan200002")
    assert "Sukhmati, GAN200002, sugar" in said
    assert "+917752000002" in said
    assert "nearly all taken · ↘️ less than before · fairly sure" in said
    assert "Days left: 17, until Tuesday, 19 January" in said
    assert "02.01.: 34, counted by the patient" in said
    assert "13.12.: 60, counted by the patient" in said
    assert "What made it hard: the medicine did harm" in said
    assert "%" not in said
    (looked,) = await village.rows(select(Audit).where(Audit.action == "view_patient"))
    assert (looked.actor_id, looked.subject_id) == (anita.staff_id, sukhmati.patient_id)
    assert "reached" in await anita.presses("✅ Called: reached")


async def test_of_several_names_one_is_picked(village: Village) -> None:
    anita = await village.staff("Anita")
    for name in ("Sukhmati Bai", "Sukhmati Yadav"):
        await village.medicine(await village.member(name), "Metformin", dispensed=30)
    assert "Which patient" in await anita.says("/mariz sukhmati")
    said = await anita.presses("Sukhmati Yadav")
    assert "by one count" not in said
    assert "not known yet" in said
    assert "Days left: 30" in said


async def test_a_name_may_be_typed_after_the_command(village: Village) -> None:
    anita = await village.staff("Anita")
    await village.member("Sukhmati")
    await anita.says("/mariz")
    assert "Nobody of that name" in await anita.says("Xyz")
    assert "No medicine is recorded" in await anita.says("Sukh")
    await anita.says("Sukhmati")
    assert "No medicine" not in anita.last


async def test_a_name_with_signs_of_html_stays_a_name(village: Village) -> None:
    anita = await village.staff("Anita")
    odd = await village.member("<b>&Ram")
    await village.medicine(odd, "<i>M", dispensed=1)
    await village.later(days=1)
    assert "<b>&Ram" in await anita.says("/phone")
    assert "<i>M" in await anita.says("/mariz &Ram")


async def test_the_button_of_the_staff_panel_asks_which_patient(village: Village) -> None:
    anita = await village.staff("Anita")
    await village.member("Sukhmati")
    await anita.says("/menu")
    assert "Which patient" in await anita.presses("🔎 A patient")
