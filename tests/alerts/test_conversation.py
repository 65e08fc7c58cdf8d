"""A reply to a card goes to the person, their answer comes back under the card."""

from sqlalchemy import select

from bot.services.alerts.raising import raise_by_rule
from bot.services.caregivers import end_caregiver_access
from bot.services.privacy.consent import give_consent
from bot.simulator.chats import Message
from db.enums import AlertKind, GroupKind, HolderRole, Severity
from db.models import AlertEvent, Audit, Holder, OpenDialog, Patient, PillCount
from db.session import begin
from tests.village import Village, Villager

CHEST_PAIN = "छाती मा अब्बड़ पीरा होवत हे"
YELLOW_EYES = "आंख पीली हो गई है"


async def _replies(who: Villager, message: Message, text: str) -> str:
    return await who.does(lambda p: p.says(who.village.bot, text, reply_to=message))


def _card(nurse: Villager) -> Message:
    return next(one for one in reversed(nurse.inbox) if "Since" in one.text)


async def _noted(village: Village) -> list[tuple[str, str | None]]:
    rows = await village.rows(select(AlertEvent).order_by(AlertEvent.id))
    return [(one.type, one.note) for one in rows if one.type in ("spoke", "answered")]


async def test_words_go_there_and_back(village: Village):
    anita = await village.staff("Anita")
    sukhmati = await village.member("Sukhmati", language="en")
    await sukhmati.says(YELLOW_EYES)
    card = _card(anita)
    assert "on their way" in await _replies(anita, card, "कब से? <b>")
    assert "Anita from the clinic" in sukhmati.last
    assert "कब से? <b>" in sukhmati.last
    assert "gave your words" in await sukhmati.says("दो दिन से")
    assert "दो दिन से" in anita.last
    assert anita.inbox[-1].reply_to is card
    assert await _noted(village) == [("spoke", "कब से? <b>"), ("answered", "दो दिन से")]
    await _replies(anita, anita.inbox[-1], "आ जाओ")
    assert "आ जाओ" in sukhmati.last


async def test_danger_in_the_answer_is_heard_first_and_the_clinic_reads_it(village: Village):
    anita = await village.staff("Anita")
    sukhmati = await village.member("Sukhmati", language="en")
    await sukhmati.says(YELLOW_EYES)
    await _replies(anita, _card(anita), "कैसे हो?")
    assert "Call 108 now" in await sukhmati.says(CHEST_PAIN)
    assert any(CHEST_PAIN in one.text and "To answer" in one.text for one in anita.inbox)
    assert any("EMERGENCY" in one.text for one in anita.inbox)


async def test_a_number_in_the_answer_is_no_pill_count(village: Village):
    anita = await village.staff("Anita")
    sukhmati = await village.member("Sukhmati", language="en")
    await village.medicine(sukhmati, "Metformin", dispensed=60, dose=2)
    await sukhmati.says(YELLOW_EYES)
    await _replies(anita, _card(anita), "कितने दिन से?")
    await sukhmati.says("3")
    assert "3" in anita.last
    assert not await village.rows(select(PillCount))


async def test_what_waited_before_waits_again_after_the_answer(village: Village):
    anita = await village.staff("Anita")
    sukhmati = await village.member("Sukhmati", language="en")
    await village.medicine(sukhmati, "Metformin", dispensed=60, dose=2)
    await sukhmati.says(YELLOW_EYES)
    await sukhmati.taps("💊 Count pills")
    (before,) = await village.rows(select(OpenDialog))
    await _replies(anita, _card(anita), "कैसे हो?")
    await sukhmati.says("ठीक")
    (after,) = await village.rows(select(OpenDialog))
    assert (after.flow, after.data) == (before.flow, before.data)
    await sukhmati.says("26")
    assert len(await village.rows(select(PillCount))) == 1


async def test_a_press_is_meant_for_what_was_asked_before(village: Village):
    anita = await village.staff("Anita")
    sukhmati = await village.member("Sukhmati", language="en")
    await village.medicine(sukhmati, "Metformin", dispensed=60, dose=2)
    await sukhmati.says(YELLOW_EYES)
    await sukhmati.taps("💊 Count pills")
    (before,) = await village.rows(select(OpenDialog.flow))
    await _replies(anita, _card(anita), "कैसे हो?")
    await sukhmati.does(lambda p: p._query(sukhmati.inbox[-1], "nothing"))
    (after,) = await village.rows(select(OpenDialog.flow))
    assert after == before


async def test_a_reply_reaches_the_clinic_whatever_else_waits(village: Village):
    anita = await village.staff("Anita")
    sukhmati = await village.member("Sukhmati", language="en")
    await village.medicine(sukhmati, "Metformin", dispensed=60, dose=2)
    await sukhmati.says(YELLOW_EYES)
    await _replies(anita, _card(anita), "कैसे हो?")
    asked = sukhmati.inbox[-1]
    await sukhmati.taps("💊 Count pills")
    await _replies(sukhmati, asked, "अब 2 बार उल्टी")
    assert "अब 2 बार उल्टी" in anita.last
    assert not await village.rows(select(PillCount))


async def test_after_it_is_closed_words_are_about_something_else_again(village: Village):
    anita = await village.staff("Anita")
    sukhmati = await village.member("Sukhmati", language="en")
    await village.medicine(sukhmati, "Metformin", dispensed=60, dose=2)
    await sukhmati.says(YELLOW_EYES)
    await _replies(anita, _card(anita), "कैसे हो?")
    await anita.does(lambda p: p._query(anita.inbox[-1], "resolve:1:helped:1"))
    assert not await village.rows(select(OpenDialog))
    heard = len(anita.inbox)
    await sukhmati.says("26 goli")
    assert len(anita.inbox) == heard
    assert await _noted(village) == [("spoke", "कैसे हो?")]


async def test_after_two_days_nobody_waits_for_an_answer(village: Village):
    anita = await village.staff("Anita")
    sukhmati = await village.member("Sukhmati", language="en")
    await sukhmati.says(YELLOW_EYES)
    await _replies(anita, _card(anita), "कैसे हो?")
    await village.later(hours=49)
    await sukhmati.says("ठीक हूँ")
    assert [kind for kind, _ in await _noted(village)] == ["spoke"]


async def test_a_voice_answer_is_heard_by_the_nurse(village: Village):
    anita = await village.staff("Anita")
    sukhmati = await village.member("Sukhmati", language="en")
    await sukhmati.says(YELLOW_EYES)
    await _replies(anita, _card(anita), "कैसे हो?")
    await sukhmati.does(lambda person: person.sends_voice(village.bot))
    assert "voice" in anita.inbox[-1].content
    assert "gave your words" in sukhmati.last


async def test_from_the_staff_chat_words_go_and_the_answer_comes_in_private(village: Village):
    chat = await village.group("Staff", kind=GroupKind.STAFF, language="en")
    anita = await village.staff("Anita")
    chat.chat.add(anita.person)
    sukhmati = await village.member("Sukhmati", language="en")
    await sukhmati.says(YELLOW_EYES)
    page = chat.chat.messages[-1]
    await anita.does(lambda p: p.says(chat.chat, "कैसे हो?", reply_to=page))
    assert "कैसे हो?" in sukhmati.last
    before = chat.texts()
    await sukhmati.says("दर्द है थोड़ा")
    assert "दर्द है थोड़ा" in anita.last
    assert [text for text in chat.texts() if "दर्द है" in text] == []
    assert len(chat.texts()) == len(before)


async def test_nothing_is_written_to_the_phone_of_the_dead(village: Village):
    anita = await village.staff("Anita")
    sukhmati = await village.member("Sukhmati", language="en")
    await sukhmati.says(YELLOW_EYES)
    card = _card(anita)
    await anita.does(lambda p: p._query(card, "resolve:1:died:1"))
    heard = len(sukhmati.inbox)
    assert "write to nobody" in await _replies(anita, card, "कैसे हो?")
    assert len(sukhmati.inbox) == heard


async def test_a_patients_reply_to_anything_else_goes_nowhere(village: Village):
    anita = await village.staff("Anita")
    sukhmati = await village.member("Sukhmati", language="en")
    await sukhmati.says(YELLOW_EYES)
    heard = len(anita.inbox)
    await _replies(sukhmati, sukhmati.inbox[0], "हाँ")
    assert len(anita.inbox) == heard
    assert not await village.rows(select(Audit).where(Audit.action == "refused"))


async def test_stop_is_heard_even_while_the_clinic_waits_for_an_answer(village: Village):
    anita = await village.staff("Anita")
    sukhmati = await village.member("Sukhmati", language="en")
    await sukhmati.says(YELLOW_EYES)
    await _replies(anita, _card(anita), "कैसे हो?")
    heard = len(anita.inbox)
    await sukhmati.says("बंद करो")
    assert "stop" in sukhmati.last.lower()
    assert len(anita.inbox) == heard


async def test_a_former_caregiver_does_not_answer_for_the_patient(village: Village):
    anita = await village.staff("Anita")
    sukhmati, kunti = [await village.member(name) for name in ("Sukhmati", "Kunti")]
    now, patient_id = village.clock(), sukhmati.patient_id
    async with begin(village.sessions) as session:
        patient = await session.get_one(Patient, patient_id)
        role, language = HolderRole.CAREGIVER, kunti.language
        await give_consent(session, kunti.account_id, patient, role, language=language, now=now)
        await raise_by_rule(
            session,
            AlertKind.MISSED_DOSES,
            clinic_id=village.clinic_id,
            patient_id=patient_id,
            severity=Severity.SAME_DAY,
            evidence="few",
            now=now,
        )
    await village.settle()
    await _replies(anita, anita.inbox[-1], "How are you?")
    asked = kunti.inbox[-1]
    assert "How are you?" in asked.text
    async with begin(village.sessions) as session:
        (holder,) = await session.scalars(
            select(Holder.id).where(
                Holder.account_id == kunti.account_id, Holder.patient_id == patient_id
            )
        )
        await end_caregiver_access(
            session, patient_id, holder, account_id=sukhmati.account_id, now=now
        )
    await _replies(kunti, asked, "She is fine")
    await _replies(kunti, asked, CHEST_PAIN)
    assert await _noted(village) == [("spoke", "How are you?")]
    assert any(CHEST_PAIN in one.text for one in anita.inbox), "her own cry is heard"
    refused = await village.rows(select(Audit.detail).where(Audit.action == "refused"))
    assert refused == ["reply"]
