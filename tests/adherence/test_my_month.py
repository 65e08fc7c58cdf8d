"""*My month*: a picture and words, on request, in private, of one named person."""

import json
from datetime import timedelta
from fractions import Fraction

import pytest
from sqlalchemy import select

from bot.services.privacy.consent import withdraw_consent
from bot.services.treatments import Prescription
from bot.simulator.chats import Message
from db.enums import MeetingState, Pattern, Programme
from db.models import Medicine, Meeting, Outbox, StockOut
from db.session import begin
from tests.village import Village, Villager

PNG = b"\x89PNG"


def picture(who: Villager) -> Message:
    """The newest message, which must be a picture."""
    newest = who.inbox[-1]
    assert newest.file is not None
    assert newest.file.data.startswith(PNG)
    return newest


async def test_my_month_is_a_picture_and_the_same_in_words(village: Village) -> None:
    sukhmati = await village.member("सुखमती")
    await village.medicine(sukhmati, "शुगर की गोली", dispensed=60, dose=2)
    await village.later(days=17)
    await sukhmati.taps("💊 Count pills")
    await sukhmati.says("26")
    said = await sukhmati.presses("📅 My month")
    assert picture(sukhmati).text == said
    assert "सुखमती" in said
    assert "13 दिन" in said
    assert "बुधवार, 23 दिसंबर" in said
    assert "26" in said
    assert "%" not in said


async def test_it_is_asked_for_by_command_and_in_more(village: Village) -> None:
    sukhmati = await village.member("सुखमती", language="hne")
    await village.medicine(sukhmati, "शुगर के गोली", dispensed=30)
    assert "30 दिन" in await sukhmati.says("/mahina")
    picture(sukhmati)
    await sukhmati.taps("⚙️ More")
    assert "30 दिन" in await sukhmati.presses("📅 My month")


async def test_the_row_that_asks_for_a_picture_carries_no_picture(village: Village) -> None:
    sukhmati = await village.member("सुखमती")
    await village.medicine(sukhmati, "Metformin", dispensed=30)
    sukhmati.person.says(village.bot, "/mahina")
    await village.app.polling.once()
    (row,) = await village.rows(select(Outbox).where(Outbox.status == "pending"))
    assert len(json.dumps(row.params)) < 400
    await village.settle()
    picture(sukhmati)


async def test_each_patient_of_a_phone_has_their_own_named_month(village: Village) -> None:
    sukhmati = await village.member("सुखमती")
    raju = await village.child_of(sukhmati, "राजू")
    await village.medicine(sukhmati, "शुगर की गोली", dispensed=30)
    await village.medicine(raju, "सिकलिन की गोली", dispensed=10)
    assert "राजू" in await sukhmati.says("/mahina")
    assert "शुगर" not in sukhmati.last
    await sukhmati.says("/kaun")
    await sukhmati.presses("🙂 सुखमती")
    assert "सुखमती" in await sukhmati.says("/mahina")
    assert "सिकलिन" not in sukhmati.last


async def test_the_button_under_a_count_stays_with_its_patient(village: Village) -> None:
    sukhmati = await village.member("सुखमती")
    raju = await village.child_of(sukhmati, "राजू")
    await village.medicine(sukhmati, "शुगर की गोली", dispensed=30)
    await village.medicine(raju, "सिकलिन की गोली", dispensed=10)
    await sukhmati.taps("💊 Count pills")
    await sukhmati.says("9")
    await sukhmati.says("/kaun")
    await sukhmati.presses("🙂 सुखमती")
    assert "राजू" in await sukhmati.presses("📅 My month")


async def test_who_no_longer_speaks_for_a_patient_sees_no_month(village: Village) -> None:
    sukhmati = await village.member("सुखमती")
    await village.medicine(sukhmati, "शुगर की गोली", dispensed=30)
    await sukhmati.taps("💊 Count pills")
    await sukhmati.says("9")
    async with begin(village.sessions) as session:
        await withdraw_consent(
            session, sukhmati.account_id, sukhmati.patient_id, now=village.clock()
        )
    assert "शुगर" not in await sukhmati.presses("📅 My month")
    assert "शुगर" not in await sukhmati.says("/mahina")


async def test_an_injection_is_shown_by_its_date_and_nobody_is_blamed(village: Village) -> None:
    dulari = await village.member("दुलारी", programme=Programme.RHEUMATIC_HEART)
    every = Prescription(Fraction(1), Pattern.EVERY_DAYS, every=21)
    await village.medicine(
        dulari, "पेनिसिलिन", prescribed=every, countable=False, dispensed=1, strip=None
    )
    assert "सोमवार, 14 दिसंबर" in await dulari.says("/mahina")
    picture(dulari)
    await village.later(days=30)
    assert "14 दिसंबर" in await dulari.says("/mahina")
    picture(dulari)


async def test_what_is_taken_when_needed_is_not_shown(village: Village) -> None:
    dulari = await village.member("दुलारी")
    as_needed = Prescription(pattern=Pattern.AS_NEEDED)
    await village.medicine(dulari, "दर्द की गोली", prescribed=as_needed)
    assert "दर्द" not in await dulari.says("/mahina")
    assert dulari.inbox[-1].file is None


async def test_on_the_day_between_two_doses_the_medicine_is_still_shown(village: Village) -> None:
    dulari = await village.member("दुलारी")
    alternate = Prescription(Fraction(1), Pattern.EVERY_DAYS, every=2)
    await village.medicine(dulari, "थायरॉइड की गोली", prescribed=alternate, dispensed=10)
    await village.later(days=1)
    assert "19 दिन" in await dulari.says("/mahina")
    picture(dulari)


async def test_what_nobody_counted_is_said_in_words_alone(village: Village) -> None:
    dulari = await village.member("दुलारी")
    await village.medicine(dulari, "बीपी की गोली", dispensed=0)
    said = await dulari.says("/mahina")
    assert dulari.word("Nobody has counted it yet. Tap 💊 below.") in said
    assert dulari.inbox[-1].file is None


async def test_the_next_meeting_is_marked(village: Village) -> None:
    group = await village.group("सेहत संगवारी")
    dulari = await village.member("दुलारी", group=group)
    await village.medicine(dulari, "बीपी की गोली", dispensed=20)
    async with begin(village.sessions) as session:
        for days, state in ((3, MeetingState.CALLED_OFF), (9, MeetingState.PLANNED)):
            session.add(
                Meeting(
                    group_id=group.id,
                    starts_at=village.clock() + timedelta(days=days),
                    place="पीपर के छांव <1>",
                    state=state,
                    created_at=village.clock(),
                )
            )
    said = await dulari.says("/mahina")
    assert "बुधवार, 2 दिसंबर" in said
    assert "पीपर के छांव <1>" in said


async def test_nobody_is_sent_for_what_the_clinic_has_not(village: Village) -> None:
    dulari = await village.member("दुलारी")
    await village.medicine(dulari, "बीपी की गोली", dispensed=20)
    (medicine,) = await village.rows(select(Medicine))
    async with begin(village.sessions) as session:
        session.add(StockOut(medicine_id=medicine.id, since=village.clock()))
    said = await dulari.says("/mahina")
    assert dulari.word("🏥 The clinic has none just now. Ask before you go.") in said


@pytest.mark.parametrize("name", ['<b>&"', "💊💊", "न" * 80])
async def test_any_name_is_drawn(village: Village, name: str) -> None:
    dulari = await village.member(name)
    await village.medicine(dulari, name, dispensed=20)
    await dulari.says("/mahina")
    picture(dulari)


async def test_a_stranger_has_no_month(village: Village) -> None:
    stranger = village.stranger("Ravi")
    await stranger.starts()
    assert "📅" not in await stranger.says("/mahina")
