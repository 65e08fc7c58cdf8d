"""A call for help, from the words to the nurse's phone."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from db.enums import AlertKind, AlertStatus, GroupKind, Severity, StaffRole
from db.models import Account, Alert, Clinic, OpenDialog, StoryDraft
from db.session import begin
from tests.stories.steps import starts_story
from tests.village import Village, Villager

CHEST_PAIN = "छाती मा अब्बड़ पीरा होवत हे"
YELLOW_EYES = "आंख पीली हो गई है"
DYING = "जीने का मन नहीं है, मर जाऊं तो अच्छा"


async def _sends(who: Villager, data: str) -> str:
    """Press a button that is not shown any more, as a phone may have been off for weeks."""
    return await who.does(lambda person: person._query(who.inbox[-1], data))


async def test_a_cry_in_private_is_answered_and_a_nurse_is_paged(village: Village):
    chat = await village.group("Staff", kind=GroupKind.STAFF, language="en")
    anita = await village.staff("Anita")
    sukhmati = await village.member("Sukhmati")
    heard = await sukhmati.says(CHEST_PAIN)
    assert "108" in heard
    assert "07752000000" in heard
    contacts = [one.content["contact"] for one in sukhmati.inbox if "contact" in one.content]
    assert [one["phone_number"] for one in contacts] == ["108", "07752000000"]
    assert CHEST_PAIN in anita.last
    assert "Sukhmati" in anita.last
    for page in (anita.last, chat.texts()[-1]):
        assert "G1 · 🔴 EMERGENCY" in page
    for secret in (CHEST_PAIN, "Sukhmati", "chest"):
        assert secret not in chat.texts()[-1]


async def test_a_nurse_takes_it_and_closes_it(village: Village):
    anita, meena = await village.staff("Anita"), await village.staff("Meena")
    sukhmati = await village.member("Sukhmati", language="en")
    await sukhmati.says(CHEST_PAIN)
    assert "Anita has it" in await anita.presses("✋ I take it")
    assert "Anita from the clinic knows" in sukhmati.last
    assert "Anita has it" in meena.last
    assert "Anita has it already" in await _sends(meena, "acknowledge:1:1")
    await anita.presses("✅ Resolved")
    assert "how did it end" in anita.last
    await anita.presses("helped")
    assert "is closed" in anita.last
    assert "glad that you told us" in sukhmati.last
    (alert,) = await village.rows(select(Alert))
    assert (alert.status, alert.outcome) == (AlertStatus.RESOLVED, "helped")


async def test_an_old_button_says_to_use_the_new_message(village: Village):
    anita = await village.staff("Anita")
    sukhmati = await village.member("Sukhmati")
    await sukhmati.says(CHEST_PAIN)
    await anita.presses("acknowledge:1:1")
    await anita.presses("release:1:1")
    assert "Use the new message" in await _sends(anita, "acknowledge:1:1")
    (alert,) = await village.rows(select(Alert))
    assert alert.status == AlertStatus.TRIGGERED


async def test_only_staff_can_take_an_alert(village: Village):
    group = await village.group("Sehat")
    await village.staff("Anita")
    phool = await village.member("Phool", group=group, leader=True, language="en")
    sukhmati = await village.member("Sukhmati", group=group)
    await sukhmati.says(CHEST_PAIN)
    for _ in range(2):
        await village.later(minutes=10)
    assert "Sukhmati needs somebody" in phool.last
    assert CHEST_PAIN not in phool.last
    assert "Only the clinic's staff" in await _sends(phool, "acknowledge:1:1")
    (alert,) = await village.rows(select(Alert))
    assert alert.status == AlertStatus.TRIGGERED


async def test_a_cry_in_a_group_says_nothing_about_the_person(village: Village):
    group = await village.group("Sehat")
    anita = await village.staff("Anita")
    sukhmati = await village.member("Sukhmati", group=group)
    before = len(group.texts())
    heard = await sukhmati.says(CHEST_PAIN, group.chat)
    said = group.texts()[before + 1 :]
    assert len(said) == 1
    assert "108" in said[0]
    for secret in ("Sukhmati", "छाती", "पीरा", "07752000000"):
        assert secret not in said[0]
    assert "07752000000" in heard
    assert "said in the group" in anita.last


async def test_a_stranger_in_a_group_is_helped_too(village: Village):
    group = await village.group("Sehat")
    anita = await village.staff("Anita")
    ramesh = village.stranger("Ramesh")
    group.chat.add(ramesh.person)
    await village.settle()
    await ramesh.says(CHEST_PAIN, group.chat)
    assert "108" in group.texts()[-1]
    assert f"Ramesh: {CHEST_PAIN}" in anita.last
    (alert,) = await village.rows(select(Alert))
    accounts = await village.rows(select(Account.id).where(Account.telegram_id == ramesh.person.id))
    assert [alert.account_id] == accounts


async def test_thoughts_of_dying_are_met_with_warmth_and_never_named(village: Village):
    group = await village.group("Sehat")
    await village.staff("Anita")
    sukhmati = await village.member("Sukhmati", group=group)
    before = len(group.texts())
    heard = await sukhmati.says(DYING, group.chat)
    assert "14416" in heard
    assert "108" in heard
    assert group.texts()[before:] == [DYING]
    (alert,) = await village.rows(select(Alert))
    assert "suicide" in alert.signs
    ramesh = village.stranger("Ramesh")
    group.chat.add(ramesh.person)
    await village.settle()
    await ramesh.says(DYING, group.chat)
    door = group.texts()[-1]
    assert door != DYING
    assert "108" not in door
    assert "14416" not in door


async def test_an_edited_message_is_heard(village: Village):
    await village.staff("Anita")
    sukhmati = await village.member("Sukhmati")
    message = sukhmati.person.says(village.bot, "नमस्ते")
    await village.settle()
    sukhmati.person.edits(message, CHEST_PAIN)
    await village.settle()
    (alert,) = await village.rows(select(Alert))
    assert "[edited]" in alert.evidence
    assert any("108" in one.text for one in sukhmati.inbox)


async def test_words_that_come_after_twelve_hours_still_alert(village: Village):
    anita = await village.staff("Anita")
    sukhmati = await village.member("Sukhmati")
    sukhmati.person.says(village.bot, CHEST_PAIN)
    village.clock.advance(timedelta(hours=13))
    await village.settle()
    assert "[late]" in anita.last


async def test_a_denial_is_asked_about_in_private(village: Village):
    await village.staff("Anita")
    sukhmati = await village.member("Sukhmati", language="en")
    assert "Is it happening now" in await sukhmati.says("sine me dard nahi hai")
    assert not await village.rows(select(Alert))
    assert "Good" in await sukhmati.presses("danger_now:no")
    await village.later(minutes=11)
    assert not await village.rows(select(Alert))
    await sukhmati.says("sine me dard nahi hai")
    assert "108" in await sukhmati.presses("danger_now:yes")
    (alert,) = await village.rows(select(Alert))
    assert alert.severity == Severity.EMERGENCY


async def test_help_is_asked_for_with_a_key(village: Village):
    anita = await village.staff("Anita")
    sukhmati = await village.member("Sukhmati", language="en")
    assert "What do you need" in await sukhmati.taps("🆘 Help")
    assert "call you today" in await sukhmati.presses("📞 Somebody please call me")
    assert "asked for help" in anita.last
    await sukhmati.taps("🆘 Help")
    assert "Call 108 now" in await sukhmati.presses("🆘 I am in danger now")
    (alert,) = await village.rows(select(Alert))
    assert (alert.kind, alert.severity) == (AlertKind.HELP, Severity.EMERGENCY)


async def test_a_help_question_left_open_goes_to_a_human(village: Village):
    await village.staff("Anita")
    sukhmati = await village.member("Sukhmati")
    await sukhmati.says("/madad")
    await village.later(minutes=5)
    await village.later(minutes=5)
    (alert,) = await village.rows(select(Alert))
    assert (alert.kind, alert.severity) == (AlertKind.HELP, Severity.SAME_DAY)


async def test_at_night_only_what_can_be_kept_is_promised(village: Village):
    sukhmati = await village.member("Sukhmati", language="en")
    village.clock.advance(timedelta(hours=12))
    assert "tomorrow, Tuesday, after 9" in await sukhmati.says(YELLOW_EYES)


async def test_staff_may_speak_of_danger_without_raising_it(village: Village):
    group = await village.group("Staff", kind=GroupKind.STAFF)
    anita = await village.staff("Anita")
    sukhmati = await village.member("Sukhmati", group=group)
    await anita.says(CHEST_PAIN)
    await sukhmati.says(CHEST_PAIN, group.chat)
    assert not await village.rows(select(Alert))


async def test_a_stranger_in_private_is_answered_first(village: Village):
    anita = await village.staff("Anita")
    ramesh = village.stranger("Ramesh")
    await ramesh.starts()
    assert "108" in await ramesh.says(CHEST_PAIN)
    assert f"Ramesh: {CHEST_PAIN}" in anita.last


async def test_where_no_clinic_is_known_the_number_is_still_said(village: Village):
    async with begin(village.sessions) as session:
        session.add(Clinic(name="Bilaspur", phone="1", created_at=village.clock()))
    ramesh = village.stranger("Ramesh")
    await ramesh.starts()
    assert "108" in await ramesh.says(CHEST_PAIN)
    assert not await village.rows(select(Alert))


async def test_practice_is_marked_as_practice(village: Village):
    async with begin(village.sessions) as session:
        await session.execute(update(Clinic).values(practice=True))
    anita = await village.staff("Anita")
    sukhmati = await village.member("Sukhmati", language="en")
    assert "This is practice" in await sukhmati.says(CHEST_PAIN)
    assert anita.last.startswith("🎓 PRACTICE")


@pytest.mark.fault(9)
async def test_a_nurse_who_shut_the_bot_out_is_passed_over(village: Village):
    anita = await village.staff("Anita")
    rao = await village.staff("Rao", StaffRole.DOCTOR)
    sukhmati = await village.member("Sukhmati")
    anita.person.blocks(village.bot)
    village.bot.updates.pending.clear()
    await sukhmati.says(CHEST_PAIN)
    assert CHEST_PAIN in rao.last


async def test_a_voice_that_nobody_waited_for_is_asked_about(village: Village):
    anita = await village.staff("Anita")
    sukhmati = await village.member("Sukhmati", language="en")
    heard = await sukhmati.does(lambda person: person.sends_voice(village.bot))
    assert "Is it urgent" in heard
    await sukhmati.presses("🌿 No")
    assert "voice message" in anita.last
    (alert,) = await village.rows(select(Alert))
    assert (alert.kind, alert.severity) == (AlertKind.UNREAD, Severity.SAME_DAY)


async def test_a_nurse_reads_notes_of_the_evidence_in_her_language(village: Village):
    anita = await village.staff("Anita")
    await anita.says("/bhasha")
    await anita.presses("set_language:hi")
    sukhmati = await village.member("Sukhmati", language="en")
    await sukhmati.does(lambda person: person.sends_voice(village.bot))
    await sukhmati.presses("🌿 No")
    (alert,) = await village.rows(select(Alert))
    assert alert.evidence == "23.11. 10:00 [voice message, 3 s] [not urgent]"
    assert "[आवाज़, 3 सेकंड] [बहुत ज़रूरी नहीं]" in anita.last


async def test_words_passed_on_are_asked_about(village: Village):
    sukhmati = await village.member("Sukhmati", language="en")
    ramesh = village.stranger("Ramesh")
    await ramesh.starts()
    told = ramesh.person.says(village.bot, "नमस्ते")
    told.content["text"] = CHEST_PAIN
    heard = await sukhmati.does(lambda person: person.forwards(told, village.bot))
    assert "Is it happening now" in heard
    assert not await village.rows(select(Alert))


async def test_a_count_beside_a_complaint_is_counted_too(village: Village):
    await village.staff("Anita")
    sukhmati = await village.member("Sukhmati", language="en")
    await village.medicine(sukhmati, "Metformin", dispensed=60, dose=2)
    heard = await sukhmati.says(f"26 goli bachi hai. {YELLOW_EYES}")
    assert "26" in heard
    assert "call you today" in heard
    assert len(await village.rows(select(Alert))) == 1


async def test_a_press_in_the_staff_chat_names_the_holder(village: Village):
    group = await village.group("Staff", kind=GroupKind.STAFF, language="en")
    anita, meena = await village.staff("Anita"), await village.staff("Meena")
    for nurse in (anita, meena):
        group.chat.add(nurse.person)
    sukhmati = await village.member("Sukhmati")
    await sukhmati.says(CHEST_PAIN)
    await anita.presses("acknowledge:1:1", where=group.chat)
    assert "Anita has it since" in group.texts()[-1]
    assert "Anita has it since" in meena.last


async def test_danger_in_a_story_is_asked_about_and_the_story_goes_on(village: Village):
    group = await village.group("Sehat")
    await village.staff("Anita")
    sukhmati = await village.member("Sukhmati", group=group, language="en")
    await starts_story(sukhmati)
    told = f"मोर नाव सुखमती हे। {CHEST_PAIN}"
    heard = await sukhmati.says(told)
    assert "Is it happening now" in heard
    (dialog,) = await village.rows(select(OpenDialog))
    assert dialog.flow == "story"
    assert [draft["parts"][0]["body"] for draft in await village.rows(select(StoryDraft.data))] == [
        told
    ]
    assert not await village.rows(select(Alert))
    await village.later(minutes=5)
    await village.later(minutes=5)
    (alert,) = await village.rows(select(Alert))
    assert alert.severity == Severity.SAME_DAY
